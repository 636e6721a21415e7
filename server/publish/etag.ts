import { createHash } from "node:crypto";

/** A strong entity tag: a hash of the content. */
export const etagOf = (body: string | Uint8Array): string =>
  `"${createHash("sha256").update(body).digest("base64url")}"`;

/** Whether the client already has this version (RFC 9110, 13.1.2: tags compare as weak ones here). */
export function isNotModified({ headers }: Request, etag: string): boolean {
  const known = headers.get("if-none-match") ?? "";
  // A tag is a hash in quotation marks, so that the list need not be taken apart.
  return known.trim() === "*" || known.includes(etag.replace(/^W\//, ""));
}
