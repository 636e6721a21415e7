import { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import { LimitError } from "./limitError.ts";
import type { Limits } from "./table.ts";

/**
 * Reads no more of a body than the limit allows, whatever the request says of its length.
 * @param turn waits, with the body at hand, until the request may be looked into
 */
export function useBodyLimit(limits: Limits, turn: (request: Request) => Promise<void>): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const said = request.headers.get("content-length");
      if (said !== null && Number(said) > limits.bodyBytes) throw new LimitError(limits, "bodyBytes", said);
      const encoding = request.headers.get("content-encoding") ?? "identity";
      if (encoding !== "identity") throw notCompressed(encoding);
      if (!requestParser) return;
      setRequestParser(async ({ url, method, headers, body }) => {
        const bytes = request.method === "GET" ? null : await bytesOf(body, limits);
        await turn(request);
        return requestParser(bytes === null ? request : new fetchAPI.Request(url, { method, headers, body: bytes }));
      });
    },
  };
}

async function bytesOf(body: ReadableStream<Uint8Array> | null, limits: Limits): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of wholeOr(body)) {
    length += chunk.byteLength;
    if (length > limits.bodyBytes) throw new LimitError(limits, "bodyBytes", `More than ${limits.bodyBytes}`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/** @throws GraphQLError where the client leaves before it has sent all of it: nobody hears of that, nor has anything failed */
async function* wholeOr(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  try {
    yield* body ?? [];
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ECONNRESET") throw cause;
    const extensions = { code: "BAD_REQUEST", http: { status: 400 } };
    throw new GraphQLError("The request's body broke off.", { extensions });
  }
}

/** A body of a few kilobytes may unpack to any size. */
const notCompressed = (encoding: string) =>
  new GraphQLError(`Send the body as it is, without “content-encoding: ${encoding.slice(0, 40)}”.`, {
    extensions: { code: "UNSUPPORTED_MEDIA_TYPE", http: { status: 415, headers: { "accept-encoding": "identity" } } },
  });
