import { CorpusError, formatFault } from "../ingest/faults.ts";
import { readCorpus } from "../ingest/readCorpus.ts";
import { corpusFolder } from "./testApp.ts";

/** The faults of a corpus folder with the given files, each as it is printed. */
export async function faultsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  await using folder = await corpusFolder(files);
  const error = await readCorpus(folder.path).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (error === null) return [];
  if (!(error instanceof CorpusError)) throw error;
  return error.faults.map(formatFault);
}
