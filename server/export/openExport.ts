import type { Store } from "../store/db/database.ts";
import { type ArchiveAsked, compressedArchive, openCorpora } from "./corpus/corpusArchive.ts";
import type { ExportScope } from "./exportScope.ts";
import { type ReadOptions, selectRecords } from "./selection.ts";
import { fileOf, type TableAsked, tableMetadata } from "./tableFile.ts";
import { TABLES } from "./tables.ts";

/** A file of the service. */
export type ExportAsked =
  | TableAsked
  /** The metadata of the table as a CSV file with this name. */
  | (TableAsked & { readonly metadataOf: string })
  /** Corpora as a compressed archive of folders. */
  | { readonly archive: ArchiveAsked };

interface OpenExport {
  readonly scope: ExportScope;
  readonly pieces: AsyncIterable<string | Uint8Array>;
}

/** @throws InputError if what is asked is not valid */
export async function openExport(store: Store, asked: ExportAsked, options: ReadOptions = {}): Promise<OpenExport> {
  if ("archive" in asked) {
    const { scope, files } = await openCorpora(store, asked.archive, options);
    return { scope, pieces: lazily(() => compressedArchive(files)) };
  }
  const selection = await selectRecords(store, TABLES[asked.table], asked);
  const { scope } = selection;
  return "metadataOf" in asked
    ? { scope, pieces: one(tableMetadata(asked.metadataOf, asked, selection)) }
    : { scope, pieces: fileOf(asked, selection, options).pieces };
}

async function* one(text: Promise<string>): AsyncGenerator<string> {
  yield await text;
}

/** Begins when the first piece is asked for. */
async function* lazily(pieces: () => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield* pieces();
}
