import { sql } from "kysely";
import { chunks } from "../db/batchInsert.ts";
import type { Db, WriteTransaction } from "../db/database.ts";
import { type ExistingRecord, existingRecords } from "./existingRecords.ts";
import { referrersTo } from "./referrers.ts";

/** The records of a corpus that are not withdrawn and that an import has not seen. */
export async function missingKeys(db: Db, corpus: string, seen: ReadonlySet<number>): Promise<number[]> {
  const { rows } = await sql<{ key: number }>`
    select record."key" from "record" where record."corpus" = ${corpus}
      and not exists (select 1 from "change" where change.record = record."key" and change.kind = 'WITHDRAWN'
        and change.position = (select max(c.position) from "change" as c where c.record = record."key"))`.execute(db);
  return rows.flatMap(({ key }) => (seen.has(key) ? [] : [key]));
}

/** In this order, records of a later type are referred to only by records that have been withdrawn or that stay. */
const TYPES_IN_ORDER = ["CasualtyReport", "Event", "Article", "Place", "Actor"] as const;

/**
 * Withdraws records, except those that were changed through the API and those to which a record refers that stays.
 * @returns how many were withdrawn
 */
export async function withdrawUnreferred(
  { db }: WriteTransaction,
  keys: readonly number[],
  withdraw: (records: readonly ExistingRecord[]) => Promise<unknown>,
): Promise<number> {
  let withdrawn = 0;
  for (const type of TYPES_IN_ORDER) {
    let found: number;
    // The parts of a whole are withdrawn before the whole.
    do {
      found = 0;
      for (const some of chunks(keys)) {
        const records = await existingRecords(db, sql`record.type = ${type} and record.key in (${sql.join(some)})`);
        const current = [...records.values()].filter(
          ({ contentHash, apiWrite }) => contentHash !== null && apiWrite === null,
        );
        const referred = new Set(
          (
            await referrersTo(
              db,
              current.map(({ key }) => key),
            )
          ).map(({ to }) => to),
        );
        const free = current.filter(({ key }) => !referred.has(key));
        if (free.length > 0) await withdraw(free);
        found += free.length;
      }
      withdrawn += found;
    } while (found > 0);
  }
  return withdrawn;
}
