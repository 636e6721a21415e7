import type { Context } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { decodeGlobalId, type GlobalId, parseGlobalId } from "../builder/globalId.ts";
import { checkIdRevision } from "../builder/recordedAsOf.ts";

/** Describes the id of a record that a mutation changes. */
export const NO_REVISION =
  "An id that contains a data revision is an error, because only the newest state can be changed.";

/**
 * The record that a mutation changes.
 * @throws InputError if the id contains a data revision: the caller would decide about a state that may have changed since
 */
export function recordToChange(id: string | number, argument = "id"): GlobalId {
  const found = decodeGlobalId(String(id), argument);
  if (found.revision === null) return found;
  throw new InputError(
    argument,
    `contains the data revision ${found.revision}, but only the newest state of a record can be changed; give the id from a read without \`recordedAsOf\`, or the \`recordId\` of a change`,
  );
}

/**
 * An input in the corpus format: without missing fields, and with slugs instead of global ids. A data revision in an id
 * does not matter: the id refers to the same record.
 * @throws InputError if the store has not reached the data revision in an id
 */
export async function asWritten<Value>(
  context: Context,
  input: Value,
  argument: string,
  keepsNull = false,
): Promise<Value> {
  const checks: Promise<void>[] = [];
  const slugOf = (id: GlobalId, path: string): string => {
    checks.push(checkIdRevision(context, id, path));
    return id.id;
  };
  const walk = (value: unknown, path: string): unknown => {
    if (typeof value === "string") {
      const id = parseGlobalId(value);
      return id ? slugOf(id, path) : value;
    }
    if (Array.isArray(value)) return value.map((item, at) => walk(item, `${path}[${at}]`));
    if (value === null || typeof value !== "object") return value;
    const given = Object.entries(value).filter(([, inner]) => inner !== undefined && (keepsNull || inner !== null));
    return Object.fromEntries(given.map(([key, inner]) => [key, walk(inner, `${path}.${key}`)]));
  };
  const written = walk(input, argument) as Value;
  await Promise.all(checks);
  return written;
}
