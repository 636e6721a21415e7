import { type Config, databaseOf } from "../config/config.ts";
import type { Corpus } from "../domain/records.ts";
import type { Notice } from "../ingest/faults.ts";
import { fingerprintOf } from "../ingest/fingerprint.ts";
import { readCorpus } from "../ingest/readCorpus.ts";
import { LOADING_LOCK_WAIT, type Store, withDatabaseErrors } from "../store/db/database.ts";
import { openMigrated } from "../store/db/migrate.ts";
import { type WriteOptions, type WriteResult, writeCorpus } from "../store/write/writeFolder.ts";

export interface Loaded extends WriteResult {
  readonly corpus: Corpus;
  readonly notices: readonly Notice[];
}

/** Reads a folder and brings its database to the state of the folder. A broken folder changes nothing: it is read first. */
export async function load(
  folder: string,
  config: Pick<Config, "databaseUrl">,
  options: WriteOptions,
): Promise<Loaded & { database: string }> {
  const read = await readFolder(folder);
  return withDatabaseErrors(databaseOf(config, read.corpus.slug), async (url) => {
    await using store = await openMigrated(url, { lockWait: LOADING_LOCK_WAIT });
    return { ...(await write(store, read, options)), database: store.name };
  });
}

/** Does the same in an open store. */
export async function loadInto(store: Store, folder: string, options: WriteOptions): Promise<Loaded> {
  return write(store, await readFolder(folder), options);
}

interface ReadFolder extends Pick<Loaded, "corpus" | "notices"> {
  readonly fingerprint: string | undefined;
}

async function readFolder(folder: string): Promise<ReadFolder> {
  // The fingerprint is taken before the files are read: if files change meanwhile, the next start reads them again.
  const found = await fingerprintOf(folder);
  const notices: Notice[] = [];
  return { corpus: await readCorpus(folder, notices), notices, fingerprint: found?.fingerprint };
}

async function write(store: Store, read: ReadFolder, options: WriteOptions): Promise<Loaded> {
  const { corpus, notices, fingerprint } = read;
  return {
    ...(await writeCorpus(store, corpus, { ...options, ...(fingerprint && { fingerprint }) })),
    corpus,
    notices,
  };
}
