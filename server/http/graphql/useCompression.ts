import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "graphql-yoga";
import { acceptedIn, acceptsEncoding } from "../request/accept.ts";

/** In bytes. For shorter bodies, compression saves less than its headers take. */
const WORTHWHILE = 1024;
type Encoding = "br" | "gzip";
const TEXT =
  /^(text\/(html|csv|plain|markdown)|application\/([\w.-]+\+)?(json|xml)|application\/x-(bibtex|research-info-systems))/;

/** In order of preference. */
const ENCODERS: Readonly<Record<Encoding, (body: Buffer) => Promise<Buffer>>> = {
  // The quality that takes about as long as gzip.
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/** The encoding to send a body of this length in. Null if the body should be sent as it is. */
export function encodingFor(request: Request, length: number): Encoding | null {
  if (length < WORTHWHILE) return null;
  return (["br", "gzip"] as const).find((name) => acceptsEncoding(request, name)) ?? null;
}

/** Compresses a body off the main thread. */
export async function encodeBody(body: Buffer, encoding: Encoding): Promise<Buffer> {
  const encoded = await ENCODERS[encoding](body);
  // Short output is a view of a whole chunk of 16 KB, which would stay in memory as long as the output.
  return encoded.buffer.byteLength > encoded.length ? Buffer.from(new Uint8Array(encoded).buffer) : encoded;
}

/**
 * Compresses responses off the main thread. Event streams are not compressed, since each event is sent on its own. No
 * response contains a secret next to the client's own input, so nothing can be guessed from the compressed length (BREACH).
 */
export function useCompression(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { status, headers } = response;
      if (!response.body || !TEXT.test(headers.get("content-type") ?? "") || headers.has("content-encoding")) return;
      // Exports are compressed while they are made, and never in memory as a whole.
      if (headers.get("cache-control")?.includes("no-transform")) return;
      if (!headers.get("vary")?.includes("accept-encoding")) headers.append("vary", "accept-encoding");
      if (acceptedIn(request.headers.get("accept-encoding")) === null || request.method === "HEAD") return;
      const body = Buffer.from(await response.arrayBuffer());
      const encoding = encodingFor(request, body.length);
      const sent = encoding === null ? body : await encodeBody(body, encoding);
      if (encoding !== null) headers.set("content-encoding", encoding);
      headers.set("content-length", String(sent.length));
      setResponse(new fetchAPI.Response(new Uint8Array(sent), { status, headers }));
    },
  };
}
