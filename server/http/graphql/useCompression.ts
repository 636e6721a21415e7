import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "graphql-yoga";

/** Below this, what is saved is less than what the headers take. */
const WORTHWHILE = 1024;
const TEXT = /^(text\/(html|csv|plain|markdown)|application\/([\w.-]+\+)?json|application\/x-bibtex)/;

const PACK = {
  // The quality that takes about as long as gzip does.
  br: (body: Buffer) => promisify(brotliCompress)(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (body: Buffer) => promisify(gzip)(body),
};

/**
 * Compresses answers in threads beside this one; never event streams, which are read as they come. No answer holds a secret
 * beside what the asker has put into it, so nothing can be guessed from its compressed length (BREACH).
 */
export function useCompression(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { status, headers } = response;
      if (!response.body || !TEXT.test(headers.get("content-type") ?? "") || headers.has("content-encoding")) return;
      if (!headers.get("vary")?.includes("accept-encoding")) headers.append("vary", "accept-encoding");
      const encoding = encodingFor(request.headers.get("accept-encoding") ?? "");
      if (encoding === null || request.method === "HEAD") return;
      const body = Buffer.from(await response.arrayBuffer());
      const isWorthwhile = body.length >= WORTHWHILE;
      const sent = isWorthwhile ? await PACK[encoding](body) : body;
      if (isWorthwhile) headers.set("content-encoding", encoding);
      headers.set("content-length", String(sent.length));
      setResponse(new fetchAPI.Response(new Uint8Array(sent), { status, headers }));
    },
  };
}

/** The best that the client takes; null where it takes neither, or refuses them by `q=0`. */
function encodingFor(accepted: string): "br" | "gzip" | null {
  const taken = new Set(
    accepted
      .toLowerCase()
      .split(",")
      .filter((part) => !/;\s*q=0(\.0*)?\s*$/.test(part))
      .map((part) => part.split(";", 1)[0]?.trim()),
  );
  return taken.has("br") ? "br" : taken.has("gzip") ? "gzip" : null;
}
