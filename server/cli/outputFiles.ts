import { mkdir, open, readdir, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ExpectedError } from "../domain/errors.ts";
import { printableName } from "../domain/printable.ts";

/** A file cannot be written. */
class OutputError extends ExpectedError {
  override name = "OutputError";
  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`“${printableName(path)}” cannot be written: ${reason}.`, options);
  }
}

type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** Writes to standard output. It is not an error if the reader stops early, as `head` does. */
export async function toStandardOutput(pieces: Pieces, signal: AbortSignal): Promise<void> {
  try {
    await pipeline(Readable.from(pieces), process.stdout, { end: false, signal });
  } catch (error) {
    signal.throwIfAborted();
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

/**
 * Writes files that belong together. Each file is written under a temporary name, and all files are renamed when all are
 * complete, so that a failure leaves the old files.
 */
export async function toFiles(
  files: readonly { readonly path: string; readonly pieces: Pieces }[],
  signal: AbortSignal,
): Promise<void> {
  const written: { from: string; to: string }[] = [];
  try {
    for (const { path, pieces } of files) {
      const before = await stat(path).catch(() => null);
      if (before?.isDirectory()) throw new OutputError(path, "it is a folder");
      // A link stays, and its target is replaced.
      const to = before === null ? path : await realpath(path);
      const from = `${to}.${process.pid}.partial`;
      const file = await open(from, "w", before === null ? 0o666 : before.mode & 0o777).catch((error) => {
        throw new OutputError(path, REASONS[error.code] ?? error.message, { cause: error });
      });
      written.push({ from, to });
      await pipeline(Readable.from(pieces), file.createWriteStream({ flush: true }), { signal });
    }
    for (const { from, to } of written) await rename(from, to);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    for (const { from } of written) await rm(from, { force: true });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "its folder does not exist",
  ENOTDIR: "its folder is a file",
  EACCES: "this user may not write there",
  EROFS: "its disk is read-only",
};

/** Whether the output is written into rather than replaced, as for a terminal, a pipe or `/dev/null`. */
export async function isDevice(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => null);
  return found !== null && !found.isFile() && !found.isDirectory();
}

/** Writes files into a folder that does not exist yet, or is empty. A failure leaves what was written so far. */
export async function toNewFolder(
  folder: string,
  files: AsyncIterable<{ readonly path: string; readonly text: string }>,
): Promise<void> {
  const found = await readdir(folder).catch((error) => (error.code === "ENOENT" ? [] : null));
  if (found === null) throw new OutputError(folder, "it is not a folder");
  if (found.length > 0) throw new OutputError(folder, "the folder is not empty");
  for await (const { path, text } of files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}
