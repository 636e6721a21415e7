import { RECORD_TYPES, type RecordType } from "../../domain/vocabulary.ts";
import { InputError } from "./errors.ts";

/** The parts of a global id. */
export interface GlobalId {
  readonly typename: RecordType;
  /** The record's slug. */
  readonly id: string;
  /** The data revision at which the record is read. Null: the newest state. */
  readonly revision: number | null;
}

/**
 * A global id is the Base64 of `Type:slug`. It is the same in every store that has the record. A record that is read at a
 * data revision has a different id, the Base64 of `Type:slug:revision`, because clients cache each object by its id.
 */
export const encodeGlobalId = (type: string, slug: string, revision: number | null = null): string =>
  Buffer.from(revision === null ? `${type}:${slug}` : `${type}:${slug}:${revision}`).toString("base64");

/** The type in the ids of the entries of the change log, which are not records. */
export const CHANGE_ID_TYPE = "RecordChange";

/** True if a text has the form of an id in the corpus format. */
export const isSlug = (text: string): boolean => text.length <= 100 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

export function decodeGlobalId(id: string, argument: string): GlobalId {
  const found = parseGlobalId(id);
  if (found) return found;
  const problem = Buffer.from(id, "base64").toString("utf8").startsWith(`${CHANGE_ID_TYPE}:`)
    ? "is the id of an entry of the change log, not of a record; give the entry's `recordId`"
    : "is not a global id; take one from the `id` field of a record";
  throw new InputError(argument, `“${id.slice(0, 100)}” ${problem}`);
}

export function parseGlobalId(id: string): GlobalId | null {
  const decoded = Buffer.from(id, "base64").toString("utf8");
  const [type, slug = "", digits] = decoded.split(":", 3);
  const typename = RECORD_TYPES.find((known) => known === type);
  const revision = digits === undefined ? null : Number(digits);
  if (!typename || !isSlug(slug)) return null;
  if (revision !== null && !(Number.isSafeInteger(revision) && revision >= 0)) return null;
  // The same text has several spellings in Base64, and a number has several in digits. Only ours is accepted.
  return encodeGlobalId(typename, slug, revision) === id ? { typename, id: slug, revision } : null;
}
