import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceFiles } from "./sourceFiles.ts";

/** Starts a stream, or connects two. Zod's `.pipe(z.…)` is something else. */
const STREAMS = /\bcreate(?:Read|Write)Stream\(|\.pipe\((?!z\.)/g;

/** The lines of a source text that use a stream without `pipeline`, which handles errors and closes all streams. */
const unsafeLines = (source: string): string[] =>
  source.split("\n").filter((line) => line.match(STREAMS) !== null && !line.includes("pipeline("));

describe("Streams", () => {
  it("are only used in a pipeline: an error without a handler would end the process, and a reader who leaves, leak a file", () => {
    const found = sourceFiles().flatMap((file) =>
      unsafeLines(readFileSync(file, "utf8")).map((line) => `${file.pathname}: ${line.trim()}`),
    );
    expect(found).toEqual([]);
  });

  it.each([
    ["const file = createReadStream(path);", 1],
    ["return Readable.toWeb(file.pipe(createGunzip()));", 1],
    ["handle.createWriteStream({ flush: true }).end()", 1],
    ["await pipeline(createReadStream(path), unpack);", 0],
    ["await pipeline(pieces, file.createWriteStream({ flush: true }), { signal });", 0],
    ["z.string().transform(Number).pipe(z.number())", 0],
  ])("in %s are recognized", (line, count) => {
    expect(unsafeLines(line)).toHaveLength(count);
  });
});
