import { type Selectable, sql } from "kysely";
import type { RecordType } from "../domain/vocabulary.ts";
import type { Db } from "./database.ts";
import { TABLE_OF, type VersionedTable } from "./rows.ts";
import type { Tables } from "./tables.ts";

/** The current version of a record, as the resolvers pass it on. */
export type Row<Table extends VersionedTable> = Selectable<Tables[Table]>;

/** Current versions by record key or by slug, in one statement and in no promised order. */
export async function currentRows<Table extends VersionedTable>(
  db: Db,
  table: Table,
  column: "record" | "slug",
  values: readonly (number | string)[],
): Promise<Row<Table>[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<Row<Table>>`
    select * from ${sql.table(table)} where "recordedUntil" is null and ${sql.ref(column)} in (${sql.join(values)})`.execute(
    db,
  );
  return rows;
}

/** The keys of current records by type and slug, in one statement: what filters name. */
export async function recordKeys(
  db: Db,
  wanted: readonly { type: RecordType; slug: string }[],
): Promise<Map<string, number>> {
  const byType = [...Map.groupBy(wanted, ({ type }) => type)];
  const selects = byType.map(
    ([type, refs]) => sql`select ${sql.lit(type)} as "type", "slug", "record" from ${sql.table(TABLE_OF[type])}
      where "recordedUntil" is null and "slug" in (${sql.join(refs.map(({ slug }) => slug))})`,
  );
  const { rows } = await sql<{
    type: RecordType;
    slug: string;
    record: number;
  }>`${sql.join(selects, sql` union all `)}`.execute(db);
  return new Map(rows.map(({ type, slug, record }) => [`${type}/${slug}`, record]));
}
