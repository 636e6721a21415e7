import type { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Limits } from "../../config/limits.ts";
import { requestError } from "../errors/requestError.ts";
import { LimitError } from "./limitError.ts";

/**
 * Reads no more of a body than the limit allows, whatever its declared length.
 * @param waitForTurn called once the body has arrived; waits until the request may be parsed
 */
export function useBodyLimit(limits: Limits, waitForTurn: (request: Request) => Promise<void>): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const declared = request.headers.get("content-length");
      if (declared !== null && Number(declared) > limits.bodyBytes)
        throw new LimitError(limits, "bodyBytes", declared, { closesConnection: Number(declared) > MOST_DISCARDED });
      const encoding = request.headers.get("content-encoding") ?? "identity";
      if (encoding !== "identity") throw compressedBody(encoding);
      if (!requestParser) return;
      setRequestParser(async ({ url, method, headers, body }) => {
        const bytes = request.method === "GET" ? null : await readBody(body, limits);
        await waitForTurn(request);
        return requestParser(bytes === null ? request : new fetchAPI.Request(url, { method, headers, body: bytes }));
      });
    },
  };
}

async function readBody(body: ReadableStream<Uint8Array> | null, limits: Limits): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const reader = body?.getReader();
  for (let chunk = await readChunk(reader); chunk; chunk = await readChunk(reader)) {
    length += chunk.byteLength;
    if (reader && length > limits.bodyBytes) {
      void discard(reader);
      throw new LimitError(limits, "bodyBytes", `More than ${limits.bodyBytes}`);
    }
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** @throws GraphQLError if the connection ends before the body is complete */
async function readChunk(reader: Reader | undefined): Promise<Uint8Array | undefined> {
  try {
    return (await reader?.read())?.value;
  } catch (cause) {
    throw requestError("BAD_REQUEST", `The body ended too early: ${(cause as Error).message.slice(0, 100)}.`);
  }
}

/** How many bytes of a refused body are read, since many clients read the response only after they have sent everything. */
const MOST_DISCARDED = 4_000_000;

async function discard(reader: Reader): Promise<void> {
  try {
    for (let left = MOST_DISCARDED; left > 0; ) {
      const { done, value } = await reader.read();
      if (done) return;
      left -= value.byteLength;
    }
    await reader.cancel();
  } catch {
    // The client has left.
  }
}

/** Compressed bodies are refused because a few kilobytes can decompress to any size. */
const compressedBody = (encoding: string): GraphQLError =>
  requestError(
    "UNSUPPORTED_MEDIA_TYPE",
    `Compressed bodies are not supported. Send the body without “content-encoding: ${encoding.slice(0, 40)}”.`,
    { status: 415, headers: { "accept-encoding": "identity" } },
  );
