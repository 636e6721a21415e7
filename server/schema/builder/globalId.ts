import { RECORD_TYPES, type RecordType } from "../../domain/vocabulary.ts";
import { InputError } from "./errors.ts";

/** A global id is the Base64 of `Type:slug`. It is the same in every store that has the record. */
export const encodeGlobalId = (type: string, slug: string): string => Buffer.from(`${type}:${slug}`).toString("base64");

/** True if a text has the form of an id in the corpus format. */
export const isSlug = (text: string): boolean => text.length <= 100 && /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text);

export function decodeGlobalId(id: string, argument: string): { typename: RecordType; id: string } {
  const found = parseGlobalId(id);
  if (!found)
    throw new InputError(
      argument,
      `“${id.slice(0, 100)}” is not a global id; take one from the \`id\` field of a record`,
    );
  return found;
}

export function parseGlobalId(id: string): { typename: RecordType; id: string } | null {
  const decoded = Buffer.from(id, "base64").toString("utf8");
  const [type = "", slug = ""] = decoded.split(":", 2);
  const typename = RECORD_TYPES.find((known) => known === type);
  // Base64 has several spellings of one text. Only ours is accepted.
  return typename && isSlug(slug) && encodeGlobalId(typename, slug) === id ? { typename, id: slug } : null;
}
