import { type SqlBool, sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import { TABLE_OF } from "../db/tables.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import type { List } from "./lists/pageStatements.ts";

interface Range {
  /** The key of the record before the first one; 0 to begin with the first record. */
  readonly after: number;
  readonly limit: number;
}

/**
 * The keys of the records of a list that come after a record, in the order in which they were first added. One statement.
 * @param table the table of the list's records
 */
export async function recordsAfter(list: List, table: string, { after, limit }: Range): Promise<number[]> {
  const record = sql.ref<number>(`${table}.record`);
  const rows: { record: number }[] = await list
    .select(record.as("record"))
    .where(sql<SqlBool>`${record} > ${after}`)
    .orderBy(record)
    .limit(limit)
    .execute();
  return rows.map((row) => row.record);
}

/** The number of records of a list. */
export async function countRecords(list: List): Promise<number> {
  const row = await list.select(sql<number>`count(*)`.as("total")).executeTakeFirst();
  return Number(row?.total ?? 0);
}

/** The records of a type that a corpus contains, in the state that is read. */
export const recordsOfCorpus = (scope: ReadScope, type: RecordType, corpus: string): List =>
  scope.db.selectFrom(TABLE_OF[type]).where(
    sql<SqlBool>`${visibleAt(scope)} and "record" in (
      select "key" from "record" where "type" = ${type} and "corpus" = ${corpus})`,
  );
