import Negotiator from "negotiator";
import { FORMS, type Form } from "../../publish/forms.ts";

/** By media type, without parameters. The page is first: it is sent to clients that accept anything. */
const BY_TYPE = new Map(Object.entries(FORMS).map(([form, type]) => [type.replace(/;.*/, ""), form as Form]));
const TYPES = [...BY_TYPE.keys()];

/** In characters. A longer header has more values than any client needs; the rest is ignored. */
const LONGEST = 2000;

/**
 * The name of a citation page with the ending of the form that `Accept` prefers, such as `afp-95-killed@1.bib` for
 * `application/x-bibtex`. A name that has an ending already stays as it is, and so does any name if `Accept` prefers the page or
 * lists none of the forms.
 */
export function negotiatedName(name: string, { headers }: Request): string {
  if (!isNegotiated(name)) return name;
  const accept = headers.get("accept")?.slice(0, LONGEST);
  const type = new Negotiator({ headers: { accept } }).mediaType(TYPES);
  const form = BY_TYPE.get(type ?? "") ?? "";
  return form === "" ? name : `${name}.${form}`;
}

/** Whether the response depends on `Accept`. */
export const isNegotiated = (name: string): boolean => !name.includes(".");
