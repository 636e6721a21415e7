import { sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Db } from "../db/database.ts";
import { TABLE_OF } from "../db/tables.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";

/** Converts between names of records (type and slug), keys of records and keys of versions. One statement per function. */

interface RecordName {
  readonly type: RecordType;
  readonly slug: string;
}

/** The keys of records visible at the data revision, by `Type/slug`. */
export async function recordKeys(scope: ReadScope, wanted: readonly RecordName[]): Promise<Map<string, number>> {
  const byType = [...Map.groupBy(wanted, ({ type }) => type)];
  const selects = byType.map(
    ([
      type,
      names,
    ]) => sql`select ${sql.lit(type)} as "type", "slug", "record" as "key" from ${sql.table(TABLE_OF[type])}
      where ${visibleAt(scope)} and "slug" in (${sql.join(names.map(({ slug }) => slug))})`,
  );
  const { rows } = await sql<RecordName & { key: number }>`${sql.join(selects, sql` union all `)}`.execute(scope.db);
  return keysByName(rows);
}

/** The keys of all records that ever existed, including withdrawn ones, by `Type/slug`. */
export async function recordKeysEver(db: Db, wanted: readonly RecordName[]): Promise<Map<string, number>> {
  const any = wanted.map(({ type, slug }) => sql`("type" = ${type} and "slug" = ${slug})`);
  const { rows } = await sql<RecordName & { key: number }>`
    select "type", "slug", "key" from "record" where ${sql.join(any, sql` or `)}`.execute(db);
  return keysByName(rows);
}

const keysByName = (rows: readonly (RecordName & { key: number })[]) =>
  new Map(rows.map(({ type, slug, key }) => [`${type}/${slug}`, key]));

/** The type and the slug of a record, which never change. */
export const recordName = (db: Db, record: number): Promise<RecordName> =>
  db.selectFrom("record").select(["type", "slug"]).where("key", "=", record).executeTakeFirstOrThrow();

/** The slugs of records by key. A record's slug never changes. */
export async function slugsOf(db: Db, records: readonly number[]): Promise<ReadonlyMap<number, string>> {
  if (records.length === 0) return new Map();
  const rows = await db.selectFrom("record").select(["key", "slug"]).where("key", "in", records).execute();
  return new Map(rows.map(({ key, slug }) => [key, slug]));
}

/** The record keys of versions, by the version's key. */
export async function recordsOfVersions(
  db: Db,
  table: "event" | "casualtyReport",
  versions: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ key: number; record: number }>`
    select "key", "record" from ${sql.table(table)} where "key" in (${sql.join(versions)})`.execute(db);
  return new Map(rows.map(({ key, record }) => [key, record]));
}
