import type { Insertable, Selectable } from "kysely";
import type { Db } from "../db/database.ts";
import type { RequestTable } from "../db/writeTables.ts";
import { hashKeyOf } from "./keyedHashes.ts";

/** The data that identifies a mutation: the operation and its input, the caller, and the sender's key. */
export type IdempotentRequest = Omit<Insertable<RequestTable>, "write" | "record">;
export type PreviousResult = Selectable<RequestTable>;

/**
 * The newest write that has already done what a request asks for, found by the sender's key or by the request's content. If
 * a key is repeated with other content, this is the earlier write with that key.
 */
export async function previousResult(
  db: Db,
  { operation, inputHash, caller, clientKey }: IdempotentRequest,
): Promise<PreviousResult | null> {
  const all = db.selectFrom("request").selectAll();
  const byKey =
    clientKey == null
      ? null
      : await all.where("caller", "=", caller).where("clientKey", "=", clientKey).executeTakeFirst();
  if (byKey) return byKey;
  const { keyed } = await hashKeyOf(db);
  const byContent = all.where("operation", "=", operation).where("inputHash", "in", [inputHash, keyed(inputHash)]);
  return (await byContent.orderBy("write", "desc").limit(1).executeTakeFirst()) ?? null;
}

/** Whether an earlier request had the same operation and input. */
export async function isSameRequest(
  db: Db,
  before: PreviousResult,
  { operation, inputHash }: Pick<IdempotentRequest, "operation" | "inputHash">,
): Promise<boolean> {
  return before.operation === operation && (await hashKeyOf(db)).isSame(before.inputHash, inputHash);
}

export async function saveRequest(db: Db, request: IdempotentRequest, write: number, record: number): Promise<void> {
  const inputHash = (await hashKeyOf(db)).keyed(request.inputHash);
  await db
    .insertInto("request")
    .values({ ...request, inputHash, write, record })
    .execute();
}

/** The newest write that changed a record. */
export async function newestWriteOf(db: Db, record: number): Promise<number | null> {
  const found = await db
    .selectFrom("change")
    .select(({ fn }) => fn.max("write").as("newest"))
    .where("record", "=", record)
    .executeTakeFirstOrThrow();
  return found.newest;
}

/** The mutations that made some writes, by the number of the write. */
export async function requestsOfWrites(
  db: Db,
  writes: readonly number[],
): Promise<ReadonlyMap<number, PreviousResult>> {
  const rows = await db.selectFrom("request").selectAll().where("write", "in", writes).execute();
  return new Map(rows.map((row) => [row.write, row]));
}
