import type { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Limits } from "../../config/limits.ts";
import { requestError } from "../errors/requestError.ts";
import { LimitError } from "./limitError.ts";

interface Clients {
  /** Counts the bytes of all requests. */
  readonly bytes: { add(request: Request, bytes: number): void };
  /** Called once the body has arrived. Waits until the request may be parsed. */
  waitForTurn(request: Request): Promise<void>;
}

/** Reads no more of a body than the limit allows, whatever its declared length. */
export function useBodyLimit(limits: Limits, { bytes, waitForTurn }: Clients): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser, fetchAPI }) {
      const declared = request.headers.get("content-length");
      if (declared !== null && Number(declared) > limits.bodyBytes)
        throw new LimitError(limits, "bodyBytes", declared, { closesConnection: Number(declared) > MOST_DISCARDED });
      const encoding = request.headers.get("content-encoding") ?? "identity";
      if (encoding !== "identity") throw compressedBody(encoding);
      if (!requestParser) return;
      setRequestParser(async ({ url, method, headers, body }) => {
        const read =
          request.method === "GET" ? null : await readBody(body, limits, (length) => bytes.add(request, length));
        await waitForTurn(request);
        return requestParser(read === null ? request : new fetchAPI.Request(url, { method, headers, body: read }));
      });
    },
  };
}

/** @param onBytes called for each part that arrives; if it throws, the rest is not kept */
async function readBody(
  body: ReadableStream<Uint8Array> | null,
  limits: Limits,
  onBytes: (length: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  let buffer = new Uint8Array(FIRST_BYTES);
  let length = 0;
  const reader = body?.getReader();
  for (let chunk = await readChunk(reader); chunk; chunk = await readChunk(reader)) {
    try {
      if (length + chunk.byteLength > limits.bodyBytes)
        throw new LimitError(limits, "bodyBytes", `More than ${limits.bodyBytes}`);
      onBytes(chunk.byteLength);
    } catch (error) {
      if (reader) void discard(reader);
      throw error;
    }
    // Parts are copied and not kept: of single bytes, each would take a hundred times its length.
    if (length + chunk.byteLength > buffer.byteLength) {
      const longer = new Uint8Array(Math.max(length + chunk.byteLength, 2 * buffer.byteLength));
      longer.set(buffer.subarray(0, length));
      buffer = longer;
    }
    buffer.set(chunk, length);
    length += chunk.byteLength;
  }
  return buffer.subarray(0, length);
}

const FIRST_BYTES = 4096;

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
