import { type Selectable, sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { TABLE_OF, type VersionedTable } from "../db/tables.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";

/** The version of a record that a reader sees, as the resolvers pass it on. */
export type Row<Table extends VersionedTable> = Selectable<Tables[Table]>;

/** What records may be known by outside of this store. Several of them may have the same. */
export type NaturalKey = "url" | "wikidataId" | "isoAlpha2" | "isoAlpha3";

/** The versions that a reader sees, by one of their columns, in one statement and in no promised order. */
export async function currentRows<Table extends VersionedTable>(
  on: ReadScope,
  table: Table,
  column: "record" | "slug" | NaturalKey,
  values: readonly (number | string)[],
): Promise<Row<Table>[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<Row<Table>>`
    select * from ${sql.table(table)} where ${visibleAt(on)} and ${sql.ref(column)} in (${sql.join(values)})`.execute(
    on.db,
  );
  return rows;
}

/** The keys of records that a reader sees by type and slug, in one statement: what filters name. */
export async function recordKeys(
  on: ReadScope,
  wanted: readonly { type: RecordType; slug: string }[],
): Promise<Map<string, number>> {
  const byType = [...Map.groupBy(wanted, ({ type }) => type)];
  const selects = byType.map(
    ([type, refs]) => sql`select ${sql.lit(type)} as "type", "slug", "record" from ${sql.table(TABLE_OF[type])}
      where ${visibleAt(on)} and "slug" in (${sql.join(refs.map(({ slug }) => slug))})`,
  );
  const { rows } = await sql<{
    type: RecordType;
    slug: string;
    record: number;
  }>`${sql.join(selects, sql` union all `)}`.execute(on.db);
  return new Map(rows.map(({ type, slug, record }) => [`${type}/${slug}`, record]));
}

/** The same of all records that were ever held, also of those that were withdrawn. */
export async function everRecordedKeys(
  db: Db,
  wanted: readonly { type: RecordType; slug: string }[],
): Promise<Map<string, number>> {
  const any = wanted.map(({ type, slug }) => sql`("type" = ${type} and "slug" = ${slug})`);
  const { rows } = await sql<{ type: RecordType; slug: string; key: number }>`
    select "type", "slug", "key" from "record" where ${sql.join(any, sql` or `)}`.execute(db);
  return new Map(rows.map(({ type, slug, key }) => [`${type}/${slug}`, key]));
}
