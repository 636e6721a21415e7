import type { WriteTransaction } from "../store/db/database.ts";
import { previousResult, saveRequest } from "../store/write/idempotency.ts";
import type { Fault } from "./faults.ts";

/** Who sends a mutation. */
export interface Sender {
  /** For the history. */
  readonly name: string;
  /** Identifies the sender while keys are remembered: two senders may choose the same key. */
  readonly caller: string;
  /** What the sender calls this request, so that it may be sent again. */
  readonly clientKey: string | null;
  readonly now: number;
}

/** The result of a mutation: the data revision and the record that it changed, or why it did nothing. */
export type Outcome = { readonly write: number; readonly record: number } | { readonly faults: readonly Fault[] };

interface Request extends Sender {
  readonly operation: string;
  readonly inputHash: string;
}

/** A fault of one argument or field of an input. */
export const faultAt = (field: string, problem: string): Fault => ({ file: "", line: null, field, problem });

/**
 * Does what a request asks for, but only once.
 * @param isDone whether the result of an equal request without a key is still the newest
 */
export async function answering(
  { db }: WriteTransaction,
  { operation, inputHash, caller, clientKey }: Request,
  act: () => Promise<Outcome>,
  isDone: (before: { write: number; record: number }) => Promise<boolean> = async () => true,
): Promise<Outcome> {
  const request = { operation, inputHash, caller, clientKey };
  const before = await previousResult(db, request);
  const isSame = before?.operation === operation && before.inputHash === inputHash;
  const hasKey = clientKey !== null && before?.caller === caller && before.clientKey === clientKey;
  if (before && hasKey && !isSame) {
    const problem = `“${clientKey}” was given to another request (data revision ${before.write}); a new request takes a new key`;
    return { faults: [faultAt("key", problem)] };
  }
  if (before && hasKey) return before;
  const outcome = before && (await isDone(before)) ? before : await act();
  // A key that repeats another request's content stands for it from now on.
  if ("write" in outcome && (outcome !== before || clientKey !== null))
    await saveRequest(db, request, outcome.write, outcome.record);
  return outcome;
}
