import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { namedHash } from "../domain/text.ts";
import { csvMetadata, metadataFile } from "../publish/csv/metadata.ts";
import { stateOf, type TableName, type TableVariables, tableOf } from "../publish/csv/tables.ts";
import { loadInto } from "../service/load.ts";
import { stoppable } from "../service/signals.ts";
import { DatabaseError, type Store, withDatabaseErrors } from "../store/db/database.ts";
import { isPostgres, maskPassword } from "../store/db/databaseUrl.ts";
import { openMigrated } from "../store/db/migrate.ts";
import { inSnapshot } from "../store/db/snapshot.ts";
import { isDevice, toFiles, toStandardOutput } from "./outputFiles.ts";

/** What to export: a database as it is, or a corpus folder, which is loaded into memory only. */
export type From = { readonly databaseUrl: string } | { readonly corpus: string };

export interface ExportOptions {
  /** The file to write; by default, standard output. */
  readonly output?: string | undefined;
  readonly spreadsheet?: boolean | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Writes a table as CSV, page by page. If the output is a file, its metadata is written to a second file beside it.
 * @throws RefusedError if the schema refuses the arguments; StoppedError on a signal
 */
export async function exportTable(
  name: TableName,
  asked: TableVariables,
  from: From,
  options: ExportOptions,
): Promise<void> {
  await stoppable("before the export was complete", async (signal) => {
    await using store = await storeOf(from);
    signal.throwIfAborted();
    await inSnapshot(store, (state) => write(state, name, asked, options, signal));
  });
}

async function write(
  store: Store,
  name: TableName,
  asked: TableVariables,
  { output, spreadsheet, onProgress }: ExportOptions,
  signal: AbortSignal,
): Promise<void> {
  const table = tableOf(name);
  const pieces = withExplainedErrors(
    store,
    table.pieces(store, asked, { signal, ...(onProgress && { onProgress }) }, { spreadsheet }),
  );
  if (output === undefined) return toStandardOutput(pieces, signal);
  if (await isDevice(output)) return appendFile(output, pieces);
  const { dataRevision, corpora } = await withDatabaseErrors(store.name, () => stateOf(store, asked));
  const about = {
    title: table.title,
    description: `The table “${name}” of conflict-graph at data revision ${dataRevision}, as asked: ${JSON.stringify(asked)}.`,
    sources: corpora.map(({ slug, version, hash }) => `${slug} ${version}, ${namedHash(hash)}`),
    key: table.key,
  };
  const metadata = { path: metadataFile(output), pieces: [csvMetadata(output, about, table.columns)] };
  await toFiles([{ path: output, pieces }, metadata], signal);
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
