import { type Config, databaseOf } from "../config/config.ts";
import type { Corpus } from "../domain/records.ts";
import { fingerprintOf } from "../ingest/fingerprint.ts";
import { readCorpus } from "../ingest/readCorpus.ts";
import { LOADING_LOCK_WAIT, openStore, type Store, withDatabaseErrors } from "../store/db/database.ts";
import { migrate } from "../store/db/migrate.ts";
import { type WriteOptions, type WriteResult, writeCorpus } from "../store/write/writeFolder.ts";

export interface Loaded extends WriteResult {
  readonly corpus: Corpus;
}

/** Reads a folder and brings its database to that state. The folder is read first: a broken one leaves no trace. */
export async function load(
  folder: string,
  config: Pick<Config, "databaseUrl">,
  options: WriteOptions,
): Promise<Loaded & { database: string }> {
  const read = await readFolder(folder);
  return withDatabaseErrors(databaseOf(config, read.corpus.slug), async (url) => {
    await using store = await openStore(url, { lockWait: LOADING_LOCK_WAIT });
    await migrate(store);
    return { ...(await write(store, read, options)), database: store.name };
  });
}

/** The same into a store that is open. */
export async function loadInto(store: Store, folder: string, options: WriteOptions): Promise<Loaded> {
  return write(store, await readFolder(folder), options);
}

interface ReadFolder {
  readonly corpus: Corpus;
  readonly fingerprint: string | undefined;
}

async function readFolder(folder: string): Promise<ReadFolder> {
  // Taken before the files are read: should they change in between, the next start reads them again.
  const found = await fingerprintOf(folder);
  return { corpus: await readCorpus(folder), fingerprint: found?.fingerprint };
}

async function write(store: Store, { corpus, fingerprint }: ReadFolder, options: WriteOptions): Promise<Loaded> {
  return { ...(await writeCorpus(store, corpus, { ...options, ...(fingerprint && { fingerprint }) })), corpus };
}
