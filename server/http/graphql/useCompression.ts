import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "graphql-yoga";
import { acceptsEncoding } from "../request/accept.ts";

/** In bytes. For shorter bodies, compression saves less than its headers take. */
const WORTHWHILE = 1024;
const TEXT = /^(text\/(html|csv|plain|markdown)|application\/([\w.-]+\+)?json|application\/x-bibtex)/;

/** In order of preference. */
const ENCODERS = {
  // The quality that takes about as long as gzip.
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/**
 * Compresses responses off the main thread. Event streams are not compressed, since each event is sent on its own. No
 * response contains a secret next to the client's own input, so nothing can be guessed from the compressed length (BREACH).
 */
export function useCompression(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { status, headers } = response;
      if (!response.body || !TEXT.test(headers.get("content-type") ?? "") || headers.has("content-encoding")) return;
      if (!headers.get("vary")?.includes("accept-encoding")) headers.append("vary", "accept-encoding");
      const encoding = (["br", "gzip"] as const).find((name) => acceptsEncoding(request, name));
      if (encoding === undefined || request.method === "HEAD") return;
      const body = Buffer.from(await response.arrayBuffer());
      const isWorthwhile = body.length >= WORTHWHILE;
      const sent = isWorthwhile ? await ENCODERS[encoding](body) : body;
      if (isWorthwhile) headers.set("content-encoding", encoding);
      headers.set("content-length", String(sent.length));
      setResponse(new fetchAPI.Response(new Uint8Array(sent), { status, headers }));
    },
  };
}
