import { isUtf8 } from "node:buffer";
import { Transform } from "node:stream";
import { ImportError } from "../faults.ts";

const NEW_LINE = 0x0a;

/** Passes bytes on as they are, and refuses bytes that are not UTF-8 or that PostgreSQL cannot store (U+0000). */
export function utf8Only(file: string): Transform {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let line = 1;
  const refused = () =>
    new ImportError([
      {
        file,
        row: null,
        line,
        column: null,
        problem: "is not UTF-8 text; save the table as CSV in UTF-8 (Excel: “CSV UTF-8”)",
      },
    ]);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        decoder.decode(chunk, { stream: true });
        if (chunk.includes(0)) throw new TypeError("The chunk contains U+0000.");
      } catch {
        line += linesBefore(chunk);
        return done(refused());
      }
      line += newLines(chunk);
      done(null, chunk);
    },
    flush(done) {
      try {
        decoder.decode();
        done();
      } catch {
        done(refused());
      }
    },
  });
}

function newLines(bytes: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(NEW_LINE); at >= 0; at = bytes.indexOf(NEW_LINE, at + 1)) count++;
  return count;
}

/** The number of lines before the first one that is not text. A character can be cut at either end of the chunk. */
function linesBefore(chunk: Buffer): number {
  let start = 0;
  while (start < 3 && ((chunk[start] ?? 0) & 0xc0) === 0x80) start++;
  for (let lines = 0; ; lines++) {
    const end = chunk.indexOf(NEW_LINE, start);
    const text = chunk.subarray(start, end < 0 ? undefined : end);
    if (end < 0 || !isUtf8(text) || text.includes(0)) return lines;
    start = end + 1;
  }
}
