import { sql } from "kysely";
import type { Db } from "../db/database.ts";

/** If there are more records than this, reading all records of a type takes a noticeable time. */
const LARGE_FROM = 1000;

/** Whether the database has ever had more than 1000 records. */
export const isLargeDatabase = async (db: Db): Promise<boolean> =>
  (await db.selectFrom("record").select("key").offset(LARGE_FROM).limit(1).executeTakeFirst()) !== undefined;

/** The number of current records by type; the keys are labels for readers, such as “casualty reports”. One statement. */
export async function recordCounts(db: Db): Promise<Record<string, number>> {
  const tables = {
    articles: "article",
    events: "event",
    actors: "actor",
    places: "place",
    "casualty reports": "casualtyReport",
  } as const;
  const counts = Object.entries(tables).map(
    ([name, table]) =>
      sql`select ${sql.lit(name)} as "name", count(*) as "count" from ${sql.table(table)} where "recordedUntil" is null`,
  );
  const { rows } = await sql<{ name: string; count: number }>`${sql.join(counts, sql` union all `)}`.execute(db);
  return Object.fromEntries(rows.map(({ name, count }) => [name, Number(count)]));
}
