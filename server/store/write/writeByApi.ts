import type { CorpusRecord, SourceRecord } from "../../domain/records.ts";
import { required } from "../../domain/required.ts";
import { canonicalJson } from "../../domain/text.ts";
import type { WithdrawnMatter } from "../../domain/writeVocabulary.ts";
import { insertAll } from "../db/batchInsert.ts";
import type { Db, WriteTransaction } from "../db/database.ts";
import { SOURCE_COLUMNS, sourceRecord, sourceRow } from "../records/sourceRow.ts";
import { applyChanges, type By, beginWrite, contentHash, type Write } from "./changeSet.ts";
import { API_CORPUS, moveCorpus } from "./corpusRow.ts";
import { type ExistingRecord, existingBySlugs, idOf, slugsIn } from "./existingRecords.ts";
import { withheldAmong } from "./reindex.ts";
import { reapplyWithdrawals, withdrawWords } from "./withdrawals.ts";

/** Adds new records to the API's corpus. @returns the data revision */
export async function addByApi(
  writing: WriteTransaction,
  by: By,
  records: readonly CorpusRecord[],
  { source, title }: { source: SourceRecord; title: string },
): Promise<number> {
  const { db } = writing;
  const write = await beginWrite(db, by);
  const row = { title, version: `${write.number}`, write: write.number };
  await db
    .insertInto("corpus")
    .values({ slug: API_CORPUS, description: null, hash: "", folderHash: null, fingerprint: null, ...row })
    .onConflict((conflict) => conflict.column("slug").doUpdateSet(row))
    .execute();
  await change(writing, write, records, await sourceKey(db, source));
  return write.number;
}

/** The key of a source of the API's corpus. An existing source keeps its first description. */
async function sourceKey(db: Db, source: SourceRecord): Promise<ReadonlyMap<string, number>> {
  await db
    .insertInto("source")
    .values({ corpus: API_CORPUS, ...sourceRow(source), isNamed: 1 })
    .onConflict((conflict) => conflict.columns(["corpus", "slug"]).doNothing())
    .execute();
  const { key } = await storedSource(db, source.slug).select("key").executeTakeFirstOrThrow();
  return new Map([[source.slug, key]]);
}

const storedSource = (db: Db, slug: string) =>
  db.selectFrom("source").where("corpus", "=", API_CORPUS).where("slug", "=", slug);

/** A source of the API's corpus; null if no source has that id. */
export async function apiSource(db: Db, slug: string): Promise<SourceRecord | null> {
  const row = await storedSource(db, slug).select(SOURCE_COLUMNS).executeTakeFirst();
  return row ? sourceRecord(row) : null;
}

/** Adds a version of a record, which the next load of the record's folder keeps. @returns the data revision */
export async function reviseByApi(writing: WriteTransaction, by: By, record: CorpusRecord): Promise<number> {
  const write = await beginWrite(writing.db, by);
  await change(writing, write, [record], new Map());
  await touch(writing.db, record, write.number);
  return write.number;
}

async function change(
  writing: WriteTransaction,
  write: Write,
  changed: readonly CorpusRecord[],
  sources: ReadonlyMap<string, number>,
): Promise<void> {
  const known = await existingBySlugs(writing.db, changed.flatMap(slugsIn));
  const articles = changed.flatMap((record) =>
    "evidence" in record ? record.evidence.map(({ article }) => article) : [record.slug],
  );
  const withheld = await withheldAmong(writing, articles);
  for (const record of changed)
    if (record.type === "Article" && (await isHidden(writing.db, record.source))) withheld.add(record.slug);
  const hashOf = (record: CorpusRecord) => contentHash(record, withheld);
  await applyChanges(writing, write, {
    corpus: API_CORPUS,
    isLoad: false,
    changed,
    hashOf,
    withdrawn: [],
    known,
    withheld,
    sources,
  });
  const corpora = new Set(changed.map((record) => known.get(idOf(record))?.corpus ?? API_CORPUS));
  const brought = canonicalJson(changed.map((record) => [idOf(record), hashOf(record)]));
  for (const corpus of corpora) await moveCorpus(writing.db, corpus, write.number, brought);
  await reapplyWithdrawals(writing, { write: write.number, changed, folder: [] });
}

const isHidden = async (db: Db, source: string): Promise<boolean> => (await apiSource(db, source))?.showsText === false;

/** Keeps a change through the API when the record's folder is loaded again. */
export const touch = (db: Db, { type, slug }: Pick<CorpusRecord, "type" | "slug">, apiWrite: number) =>
  db.updateTable("record").set({ apiWrite }).where("type", "=", type).where("slug", "=", slug).execute();

/**
 * Withdraws a record, or only its text or its name.
 * @param spellings further forms of the name
 * @returns the data revision
 */
export async function withdrawByApi(
  writing: WriteTransaction,
  by: By,
  record: ExistingRecord,
  { what, spellings }: { readonly what: WithdrawnMatter; readonly spellings: readonly string[] },
): Promise<number> {
  const { db } = writing;
  const write = await beginWrite(db, by);
  const isGone = what === "RECORD";
  await applyChanges(writing, write, {
    corpus: record.corpus,
    isLoad: false,
    changed: [],
    hashOf: () => "",
    withdrawn: isGone ? [{ record, by: null, reason: null }] : [],
    known: new Map(),
    withheld: new Set(),
    sources: new Map(),
  });
  const { key, type, version } = record;
  const row = { what, write: write.number };
  await db
    .insertInto("withdrawal")
    .values({ record: key, ...row })
    .onConflict((conflict) => conflict.column("record").doUpdateSet(row))
    .execute();
  if (type === "Actor" || type === "Article") await withdrawWords(writing, { record: key, type }, spellings);
  // Only the words are withdrawn and the version stays, but followers of the change log must be notified.
  const entry = {
    write: write.number,
    record: key,
    kind: "WITHDRAWN" as const,
    version: required(version, `The version of the ${type} ${record.slug}`),
  };
  if (!isGone) await insertAll(writing, "change", [{ ...entry, by: null, reason: null }]);
  await touch(db, record, write.number);
  await moveCorpus(db, record.corpus, write.number, canonicalJson([idOf(record), what]));
  return write.number;
}
