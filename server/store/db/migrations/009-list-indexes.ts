import { type RawBuilder, sql } from "kysely";
import type { Migration } from "./migration.ts";

/**
 * Indexes for lists that are filtered and ordered at once, so that a page reads only its own rows. The indexes of the columns
 * alone, which they replace, are dropped.
 */
export const listIndexes: Migration = {
  name: "009-list-indexes",
  async up(db) {
    for (const [table, column, order] of FILTERED) {
      await db.schema.dropIndex(`${table}_current_${column}`).execute();
      await db.schema
        .createIndex(`${table}_current_${column}_${order}`)
        .on(table)
        .column(column)
        .expression(orEarliest(order))
        .column("slug")
        .where(sql.ref("recordedUntil"), "is", null)
        .execute();
    }
    for (const [table, name] of TIMES)
      await db.schema
        .createIndex(`${table}_${name}Length`)
        .on(table)
        .expression(sql`(${sql.ref(`${name}Until`)} - ${sql.ref(`${name}From`)})`)
        .execute();
  },
};

/** The columns that lists are filtered by, with the time that the list is ordered by. */
const FILTERED = [
  ["casualtyReport", "article", "statedFrom"],
  ["casualtyReport", "event", "statedFrom"],
  ["casualtyReport", "claimant", "statedFrom"],
  ["casualtyReport", "side", "statedFrom"],
  ["casualtyReport", "place", "statedFrom"],
  ["article", "publisher", "publishedFrom"],
  ["event", "place", "timeFrom"],
] as const;

/** The longest time bounds where a range of times can begin in an index of their starts. */
const TIMES = [
  ["casualtyReport", "stated"],
  ["casualtyReport", "period"],
  ["article", "published"],
  ["event", "time"],
] as const;

/** The expression by which lists are ordered: see `byTime`. */
const orEarliest = (column: string): RawBuilder<unknown> =>
  sql`coalesce(${sql.ref(column)}, ${sql.lit(-9_007_199_254_740_991)})`;
