import { parseZonedTime, TimeFormatError } from "../../domain/time.ts";
import type { Store } from "../../store/db/database.ts";
import { newestRevision } from "../../store/read/asOfRevision.ts";
import { type Context, loadRequired, readOnce } from "./context.ts";
import { InputError } from "./errors.ts";

/** A value of the scalar RecordedAsOf: a data revision, or the end of a time in UTC milliseconds. */
export type RecordedAsOf = { readonly revision: number } | { readonly until: number };

/** @throws InputError */
export function parseRecordedAsOf(value: unknown): RecordedAsOf {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return { revision: value };
  try {
    if (typeof value === "string" && !value.includes("/")) return { until: parseZonedTime(value).latest };
  } catch (error) {
    if (error instanceof TimeFormatError)
      throw new InputError("recordedAsOf", `must be a data revision or a time: ${error.message}`);
    throw error;
  }
  throw new InputError(
    "recordedAsOf",
    'takes a data revision from 0, such as 12, or a time as text, such as "2021-03-02"',
  );
}

/** The data revision that a value of the scalar refers to. Without a value, the newest data revision. */
export async function requestedRevision(store: Store, asked: number | string | undefined): Promise<number> {
  const found = asked === undefined ? { until: Number.POSITIVE_INFINITY } : parseRecordedAsOf(asked);
  return "until" in found ? newestRevision(store, found.until) : found.revision;
}

/** @throws InputError if the store has not reached the data revision yet */
export async function resolveRevision(context: Context, asked: RecordedAsOf): Promise<number> {
  const newestUpTo = context.loader<number, number>("newest revision up to", async (times) => {
    const found = times.map(async (time) => [time, await newestRevision(context.store, time)] as const);
    return new Map(await Promise.all(found));
  });
  if ("until" in asked) return loadRequired(newestUpTo, asked.until);
  const newest = await loadRequired(newestUpTo, Number.POSITIVE_INFINITY);
  if (asked.revision <= newest) return asked.revision;
  throw new InputError(
    "recordedAsOf",
    `is ${asked.revision}, but the newest data revision is ${newest}; give ${newest} or less`,
  );
}

export const newestDataRevision = (context: Context): Promise<number> =>
  readOnce(context, "newest data revision", () => newestRevision(context.store));
