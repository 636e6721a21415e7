import { closeSync, openSync, readSync, type Stats, statSync } from "node:fs";
import { StoreFileError } from "./storeFaults.ts";

/**
 * Watches a file of SQLite that was just opened. SQLite itself does not notice that its file was deleted or replaced: it goes on
 * with the file that nobody else can open any more, and everything that is written is lost when the process ends.
 * @returns a function that throws StoreFileError if the file or its log is no longer the one that was opened, or was truncated
 */
export function watchFile(path: string): () => void {
  const opened = statSync(path);
  let log = statSync(`${path}-wal`, IF_PRESENT) ?? null;
  let size = opened.size;
  return () => {
    checkSame(path, opened);
    const { size: now } = statSync(path);
    // Only vacuuming makes a file smaller. It then has as many pages as its first page says.
    if (now < size && !hasAllPages(path, now))
      throw new StoreFileError(`was truncated from at least ${size} to ${now} bytes`);
    size = now;
    // The log exists as long as the file is open. It is made when the file is first written.
    if (log) checkSame(`${path}-wal`, log);
    else log = statSync(`${path}-wal`, IF_PRESENT) ?? null;
  };
}

/** @throws StoreFileError if a file that was in use is missing or empty */
export function checkPresent(path: string): void {
  const found = statSync(path, IF_PRESENT);
  if (!found) throw new StoreFileError("was deleted or moved");
  if (found.size === 0) throw new StoreFileError("was emptied");
}

const IF_PRESENT = { throwIfNoEntry: false } as const;

function checkSame(path: string, { dev, ino }: Stats): void {
  const now = statSync(path, IF_PRESENT);
  const name = path.endsWith("-wal") ? "has lost its log (-wal), which was" : "was";
  if (!now) throw new StoreFileError(`${name} deleted or moved`);
  if (now.dev !== dev || now.ino !== ino) throw new StoreFileError(`${name} replaced by another file`);
}

/** The offsets of the page size and the number of pages: https://sqlite.org/fileformat.html#the_database_header. */
const PAGE_SIZE = 16;
const PAGES = 28;
const HEADER_LENGTH = 100;

function hasAllPages(path: string, size: number): boolean {
  const header = Buffer.alloc(HEADER_LENGTH);
  const file = openSync(path, "r");
  try {
    if (readSync(file, header) < HEADER_LENGTH) return false;
  } finally {
    closeSync(file);
  }
  const pageSize = header.readUInt16BE(PAGE_SIZE);
  // 65,536 does not fit into two bytes and is written as 1.
  return (pageSize === 1 ? 65_536 : pageSize) * header.readUInt32BE(PAGES) <= size;
}
