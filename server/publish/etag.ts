import { createHash } from "node:crypto";

/** A strong entity tag: a hash of the content. */
export const etagOf = (body: string | Uint8Array): string =>
  `"${createHash("sha256").update(body).digest("base64url")}"`;

/** Whether the client already has this version (RFC 9110, 13.1.2: tags compare as weak ones here). */
export function isNotModified({ headers }: Request, etag: string): boolean {
  const strong = (tag: string) => tag.trim().replace(/^W\//, "");
  const known = headers.get("if-none-match")?.split(",").map(strong) ?? [];
  return known.includes("*") || known.includes(strong(etag));
}
