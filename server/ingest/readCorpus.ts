import type { Corpus } from "../domain/records.ts";
import { checkCorpus } from "./check.ts";
import { CorpusError, type Fault, type Notice } from "./faults.ts";
import { readCorpusFiles } from "./files.ts";
import { parseCorpus } from "./parse.ts";

/**
 * Reads and checks a corpus folder (format: seeds/README.md). Adds to `notices` what is worth a look but not a fault.
 * @throws CorpusError with every fault of the folder, in the order of files and lines.
 */
export async function readCorpus(folder: string, notices: Notice[] = []): Promise<Corpus> {
  const faults: Fault[] = [];
  const written = parseCorpus(await readCorpusFiles(folder, faults), faults);
  const corpus = checkCorpus(written, faults, notices);
  const order = (a: Fault, b: Fault) => a.file.localeCompare(b.file) || (a.line ?? 0) - (b.line ?? 0);
  notices.sort(order);
  if (faults.length === 0) return corpus;
  throw new CorpusError(folder, faults.sort(order), notices);
}
