import type { Store } from "../store/db/database.ts";
import type { ExportScope } from "./exportScope.ts";
import { type ReadOptions, selectRecords } from "./selection.ts";
import { fileOf, type TableAsked, tableMetadata } from "./tableFile.ts";
import { TABLES } from "./tables.ts";

/** A file of the service. */
export type ExportAsked = TableAsked & {
  /** The name of the CSV file whose metadata are asked for, instead of the table. */
  readonly metadataOf?: string | undefined;
};

interface OpenExport {
  readonly scope: ExportScope;
  readonly pieces: AsyncIterable<string | Uint8Array>;
}

/** @throws InputError if what is asked is not valid */
export async function openExport(store: Store, asked: ExportAsked, options: ReadOptions = {}): Promise<OpenExport> {
  const selection = await selectRecords(store, TABLES[asked.table], asked);
  const { scope } = selection;
  const { metadataOf } = asked;
  if (metadataOf === undefined) return { scope, pieces: fileOf(asked, selection, options).pieces };
  return { scope, pieces: one(tableMetadata(metadataOf, asked, selection)) };
}

async function* one(text: Promise<string>): AsyncGenerator<string> {
  yield await text;
}
