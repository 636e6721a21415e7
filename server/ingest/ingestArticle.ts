import type { CorpusRecord } from "../domain/records.ts";
import { canonicalJson, sha256 } from "../domain/text.ts";
import type { WriteTransaction } from "../store/db/database.ts";
import { keyOf, slugsIn } from "../store/write/existingRecords.ts";
import { referableRecords } from "../store/write/referableRecords.ts";
import { addByApi, apiSource } from "../store/write/writeByApi.ts";
import { checkCorpus } from "./check.ts";
import type { Fault } from "./faults.ts";
import { type ArticleInput, parseInput } from "./parseInput.ts";
import { answering, type Outcome, type Sender } from "./request.ts";

/**
 * Ingests an article with its records, completely or not at all. If the same input or the same client key is sent again,
 * nothing changes and the first result is returned.
 * @param title the title of the corpus that the records belong to
 */
export function ingestArticle(
  writing: WriteTransaction,
  input: ArticleInput,
  { title, ...sender }: Sender & { title: string },
): Promise<Outcome> {
  const request = { operation: "ingestArticle", inputHash: sha256(canonicalJson(input)), ...sender };
  return answering(writing, request, async () => {
    const faults: Fault[] = [];
    const records = await readInput(writing, input, faults);
    if (!records) return { faults };
    const by = { by: sender.name, caller: sender.caller, reason: "The article was ingested.", now: sender.now };
    const write = await addByApi(writing, by, records.records, { source: records.source, title });
    return { write, record: await keyOf(writing.db, "Article", input.article.id) };
  });
}

async function readInput(writing: WriteTransaction, input: ArticleInput, faults: Fault[]) {
  const held = await referableRecords(writing, slugsIn(input));
  const written = parseInput(input, held, await apiSource(writing.db, input.source.id), faults);
  const { records, sources } = checkCorpus(written, faults);
  const [source] = sources;
  return faults.length > 0 || !source ? null : { records: records satisfies readonly CorpusRecord[], source };
}
