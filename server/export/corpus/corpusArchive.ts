import { pipeline, Readable } from "node:stream";
import { createGzip } from "node:zlib";
import { InputError } from "../../schema/builder/errors.ts";
import type { Store } from "../../store/db/database.ts";
import { corporaAsOf } from "../../store/read/corpora.ts";
import { type ExportScope, exportScope } from "../exportScope.ts";
import type { ReadOptions } from "../selection.ts";
import { type CorpusAsked, type CorpusFile, corpusFiles } from "./corpusFiles.ts";
import { tarArchive } from "./tarArchive.ts";

export interface ArchiveAsked extends CorpusAsked {
  /** A data revision, or a time. Default: the newest state. */
  readonly recordedAsOf?: number | string | undefined;
}

/** The files of corpora. @throws InputError if what is asked is not valid */
export async function openCorpora(
  store: Store,
  asked: ArchiveAsked,
  options: ReadOptions = {},
): Promise<{ readonly scope: ExportScope; readonly files: AsyncIterable<CorpusFile> }> {
  const scope = await exportScope(store, asked.recordedAsOf);
  const known = (await corporaAsOf(scope.store)).map(({ slug }) => slug);
  const unknown = asked.corpora?.find((slug) => !known.includes(slug));
  if (unknown !== undefined)
    throw new InputError(
      "corpus",
      `“${unknown.slice(0, 100)}” is not a corpus of this store; it has ${known.join(", ")}`,
    );
  return { scope, files: corpusFiles(scope, asked, options) };
}

/** The files as a compressed archive. */
export const compressedArchive = (files: AsyncIterable<CorpusFile>): AsyncIterable<Uint8Array> => {
  const archive = Readable.from(tarArchive(files), { objectMode: false });
  const zip = createGzip();
  // The reader of the archive meets its error.
  return pipeline(archive, zip, () => {});
};
