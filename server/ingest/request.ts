import type { WriteTransaction } from "../store/db/database.ts";
import { isSameRequest, previousResult, saveRequest } from "../store/write/idempotency.ts";
import type { Fault } from "./faults.ts";

/** The sender of a mutation. */
export interface Sender {
  /** The name in the history. */
  readonly name: string;
  /** Identifies the sender, because two senders may choose the same key. */
  readonly caller: string;
  /** The sender's key for this request, so that the request can be sent again. */
  readonly clientKey: string | null;
  readonly now: number;
}

/** The result of a mutation: the data revision and the record that it changed, or the reasons why it changed nothing. */
export type Outcome = { readonly write: number; readonly record: number } | { readonly faults: readonly Fault[] };

interface Request extends Sender {
  readonly operation: string;
  readonly inputHash: string;
}

/** A fault of one argument or field of an input. */
export const faultAt = (field: string, problem: string): Fault => ({ file: "", line: null, field, problem });

/**
 * Carries out a request, but only once.
 * @param isDone whether the result of an earlier request with the same content is still the newest
 */
export async function answering(
  { db }: WriteTransaction,
  { operation, inputHash, caller, clientKey }: Request,
  act: () => Promise<Outcome>,
  isDone: (before: { write: number; record: number }) => Promise<boolean> = async () => true,
): Promise<Outcome> {
  const request = { operation, inputHash, caller, clientKey };
  const before = await previousResult(db, request);
  const isSame = before !== null && (await isSameRequest(db, before, request));
  const hasKey = clientKey !== null && before?.caller === caller && before.clientKey === clientKey;
  if (before && hasKey && !isSame) {
    const problem = `“${clientKey}” was already used for another request (data revision ${before.write}); use a new key for a new request`;
    return { faults: [faultAt("key", problem)] };
  }
  if (before && hasKey) return before;
  const outcome = before && (await isDone(before)) ? before : await act();
  // If a new key comes with the content of an earlier request, the key identifies that request from now on.
  if ("write" in outcome && (outcome !== before || clientKey !== null))
    await saveRequest(db, request, outcome.write, outcome.record);
  return outcome;
}
