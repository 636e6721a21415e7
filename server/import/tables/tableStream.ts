import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ImportError } from "../faults.ts";
import { utf8Only } from "./utf8Only.ts";

/** The items that a parser finds in a file, one after the other. Disposing closes the file. */
export interface TableStream<Item> extends AsyncDisposable {
  readonly file: string;
  readonly bytes: number;
  readonly bytesRead: () => number;
  readonly items: AsyncGenerator<Item, void>;
}

/**
 * Reads a UTF-8 file through a parser.
 * @param describe turns the parser's error into a fault
 * @throws ImportError if the file cannot be read or parsed, and the signal's reason
 */
export async function tableStream<Item>(
  path: string,
  parser: Readable & NodeJS.WritableStream,
  signal: AbortSignal,
  describe: (error: Error) => ImportError,
): Promise<TableStream<Item>> {
  const file = basename(path);
  const bytes = await sizeOf(path);
  let bytesRead = 0;
  async function* counted(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of pieces) {
      bytesRead += piece.length;
      yield piece;
    }
  }
  // The parser is destroyed with the same error, which `items` throws.
  const done = pipeline(createReadStream(path), counted, utf8Only(file), parser, { signal }).catch(() => {});
  async function* items(): AsyncGenerator<Item, void> {
    try {
      yield* parser as AsyncIterable<Item>;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof ImportError || !(error instanceof Error)) throw error;
      throw "syscall" in error ? unreadable(file, error) : describe(error);
    }
    signal.throwIfAborted();
  }
  return {
    file,
    bytes,
    bytesRead: () => bytesRead,
    items: items(),
    async [Symbol.asyncDispose]() {
      parser.destroy();
      await done;
    },
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    const found = await stat(path);
    if (found.isFile()) return found.size;
  } catch (error) {
    throw unreadable(basename(path), error);
  }
  throw fileFault(basename(path), "is not a file; name a CSV or GeoJSON file");
}

const unreadable = (file: string, error: unknown): ImportError =>
  fileFault(file, `cannot be read: ${error instanceof Error ? error.message : error}`);

export const fileFault = (file: string, problem: string): ImportError =>
  new ImportError([{ file, row: null, line: null, column: null, problem }]);
