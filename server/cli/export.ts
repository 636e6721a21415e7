import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import type { ExportFile } from "../export/exportFile.ts";
import { metadataFile } from "../export/metadata.ts";
import type { ReadOptions } from "../export/selection.ts";
import { loadInto } from "../service/load.ts";
import { stoppable } from "../service/signals.ts";
import { DatabaseError, type Store, withDatabaseErrors } from "../store/db/database.ts";
import { isPostgres, maskPassword } from "../store/db/databaseUrl.ts";
import { openMigrated } from "../store/db/migrate.ts";
import { inSnapshot } from "../store/db/snapshot.ts";
import { isDevice, toFiles, toStandardOutput } from "./outputFiles.ts";

/** What to export: a database as it is, or a corpus folder, which is loaded into memory only. */
export type From = { readonly databaseUrl: string } | { readonly corpus: string };

/** Opens the file to export. */
export type OpenFile = (store: Store, options: ReadOptions) => ExportFile | Promise<ExportFile>;

export interface ExportOptions {
  /** The file to write; by default, standard output. */
  readonly output?: string | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes a file, piece by piece. Its metadata, if there are any, are written to a second file beside it.
 * @throws RefusedError or InputError if what is asked is not valid; StoppedError on a signal
 */
export const exportFile = (open: OpenFile, from: From, options: ExportOptions): Promise<void> =>
  withStore(from, (store, signal) => write(store, open, options, signal));

/** Opens what to export and reads it in one snapshot, until a signal tells the command to stop. */
export async function withStore(from: From, use: (store: Store, signal: AbortSignal) => Promise<void>): Promise<void> {
  await stoppable("before the export was complete", async (signal) => {
    await using store = await storeOf(from);
    signal.throwIfAborted();
    await inSnapshot(store, (state) => use(state, signal));
  });
}

async function write(
  store: Store,
  open: OpenFile,
  { output, onProgress }: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  const file = await withDatabaseErrors(store.name, async () => open(store, { signal, onProgress }));
  const pieces = withExplainedErrors(store, file.pieces[Symbol.asyncIterator]());
  if (output === undefined) return toStandardOutput(pieces, signal);
  if (await isDevice(output)) return appendFile(output, pieces);
  const metadata = await withDatabaseErrors(store.name, () => file.metadata(output));
  const files = metadata === null ? [] : [{ path: metadataFile(output), pieces: [metadata] }];
  await toFiles([{ path: output, pieces }, ...files], signal);
}

async function storeOf(from: From): Promise<Store> {
  const url = "corpus" in from ? ":memory:" : from.databaseUrl;
  if (url !== ":memory:" && !isPostgres(url) && !existsSync(url))
    throw new DatabaseError(
      maskPassword(url),
      "there is no such file",
      "Correct its path, or load a corpus into it first.",
    );
  const store = await withDatabaseErrors(url, openMigrated);
  try {
    if ("corpus" in from) await loadInto(store, from.corpus, {});
    return store;
  } catch (error) {
    await store[Symbol.asyncDispose]();
    throw error;
  }
}

/** The same items, but errors of the database say in one line what to do. */
async function* withExplainedErrors<Item>({ name }: Store, items: AsyncIterator<Item>): AsyncGenerator<Item> {
  for (;;) {
    const next = await withDatabaseErrors(name, () => items.next());
    if (next.done) return;
    yield next.value;
  }
}
