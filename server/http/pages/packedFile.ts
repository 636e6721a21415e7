import { gunzipSync } from "node:zlib";
import { acceptsEncoding } from "../request/accept.ts";

/** A script, style or page in memory, compressed as browsers take it. */
export interface PackedFile {
  readonly type: string;
  readonly gzipped: Uint8Array<ArrayBuffer>;
}

/** For a file whose address contains its version or a hash of its content. */
export const FOREVER = "public, max-age=31536000, immutable";

/** The longest file that is unpacked for clients that do not accept it packed. Longer ones, many times at once, would take all processors. */
const LONGEST_UNPACKED = 200_000;

/** A client that does not say which encodings it accepts accepts all of them (RFC 9110, section 12.5.3). */
export function sendPacked(request: Request, file: PackedFile, more: Readonly<Record<string, string>>): Response {
  const isLong = unpackedLength(file) > LONGEST_UNPACKED;
  const isGzip = acceptsEncoding(request, "gzip") || (isLong && !request.headers.has("accept-encoding"));
  const headers = {
    ...more,
    "content-type": file.type,
    "x-content-type-options": "nosniff",
    vary: "accept-encoding",
  };
  if (!isGzip && isLong)
    return new Response("This file is sent compressed only. Accept it with “accept-encoding: gzip”.\n", {
      status: 406,
      headers: { ...headers, "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  const body = isGzip ? file.gzipped : gunzipSync(file.gzipped);
  if (isGzip) Object.assign(headers, { "content-encoding": "gzip" });
  Object.assign(headers, { "content-length": String(body.length) });
  return new Response(request.method === "HEAD" ? null : body, { headers });
}

/** The last four bytes of a gzip file (RFC 1952). */
const unpackedLength = ({ gzipped }: PackedFile): number =>
  new DataView(gzipped.buffer, gzipped.byteOffset).getUint32(gzipped.length - 4, true);
