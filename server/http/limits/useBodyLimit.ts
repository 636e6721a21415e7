import { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Limits } from "../../config/limits.ts";
import { LimitError } from "./limitError.ts";

/**
 * Reads no more of a body than the limit allows, whatever the request says of its length.
 * @param turn waits, with the body at hand, until the request may be looked into
 */
export function useBodyLimit(limits: Limits, turn: (request: Request) => Promise<void>): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const said = request.headers.get("content-length");
      if (said !== null && Number(said) > limits.bodyBytes)
        throw new LimitError(limits, "bodyBytes", said, { isLast: Number(said) > HEARD_OUT });
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
  const reader = body?.getReader();
  for (let read = await next(reader); read; read = await next(reader)) {
    length += read.byteLength;
    if (reader && length > limits.bodyBytes) {
      void discard(reader);
      throw new LimitError(limits, "bodyBytes", `More than ${limits.bodyBytes}`);
    }
    chunks.push(read);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** @throws GraphQLError where the connection ends before the body */
async function next(reader: Reader | undefined): Promise<Uint8Array | undefined> {
  try {
    return (await reader?.read())?.value;
  } catch (cause) {
    throw new GraphQLError(`The request's body ended too early: ${(cause as Error).message.slice(0, 100)}.`, {
      extensions: { code: "BAD_REQUEST", http: { status: 400 } },
    });
  }
}

/** How much is still read of what is refused: whoever sends it hears the answer only when it has been sent. */
const HEARD_OUT = 4_000_000;

async function discard(reader: Reader): Promise<void> {
  try {
    for (let left = HEARD_OUT; left > 0; ) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.byteLength;
    }
    await reader.cancel();
  } catch {
    // It has left, which is as good.
  }
}

/** A body of a few kilobytes may unpack to any size. */
const notCompressed = (encoding: string) =>
  new GraphQLError(`Send the body as it is, without “content-encoding: ${encoding.slice(0, 40)}”.`, {
    extensions: { code: "UNSUPPORTED_MEDIA_TYPE", http: { status: 415, headers: { "accept-encoding": "identity" } } },
  });
