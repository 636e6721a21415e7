import type { ActorRecord, CorpusRecord, PlaceRecord } from "../../domain/records.ts";
import { required } from "../../domain/required.ts";
import { canonicalJson } from "../../domain/text.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { WriteTransaction } from "../db/database.ts";
import { TABLE_OF } from "../db/tables.ts";
import { recordsOf } from "../read/records.ts";
import { visibleRows } from "../read/visibleRows.ts";
import { applyChanges, type By, beginWrite, contentHash } from "./changeSet.ts";
import { moveCorpus } from "./corpusRow.ts";
import { type ExistingRecord, existingBySlugs, idOf, slugsIn } from "./existingRecords.ts";
import { referrersTo } from "./referrers.ts";
import { withheldAmong } from "./reindex.ts";
import { reapplyWithdrawals } from "./withdrawals.ts";
import { touch } from "./writeByApi.ts";

/** A duplicate, and the record to keep. */
export interface Merge {
  readonly from: ExistingRecord;
  readonly into: ExistingRecord;
}

/**
 * Merges a record into another. Every current record that refers to the first gets a version that refers to the second, which
 * also gets the names of the first. The first is withdrawn, and its id leads to the second from then on.
 * @returns the data revision
 */
export async function mergeByApi(writing: WriteTransaction, by: By, { from, into }: Merge): Promise<number> {
  const { db } = writing;
  const write = await beginWrite(db, by);
  const changed = [...(await referring(writing, { from, into })), ...(await withNames(writing, { from, into }))];
  const known = await existingBySlugs(db, changed.flatMap(slugsIn));
  const withheld = await withheldAmong(
    writing,
    changed.flatMap((record) => ("evidence" in record ? record.evidence.map(({ article }) => article) : [record.slug])),
  );
  const corpusOf = (record: CorpusRecord): string => required(known.get(idOf(record)), idOf(record)).corpus;
  const rest = { isLoad: false, known, withheld, hashOf: (record: CorpusRecord) => contentHash(record, withheld) };
  // Sources are known by their ids within a corpus.
  for (const [corpus, own] of Map.groupBy(changed, corpusOf))
    await applyChanges(writing, write, {
      ...rest,
      corpus,
      changed: own,
      withdrawn: [],
      sources: await sourcesOf(writing, corpus),
    });
  await applyChanges(writing, write, {
    ...rest,
    corpus: from.corpus,
    changed: [],
    withdrawn: [{ record: from, by: null, reason: null }],
    sources: new Map(),
  });
  await db.insertInto("recordMerge").values({ record: from.key, into: into.key, write: write.number }).execute();
  for (const record of [...changed, from]) await touch(db, record, write.number);
  const moved = canonicalJson([idOf(from), idOf(into)]);
  for (const corpus of new Set([from.corpus, ...changed.map(corpusOf)]))
    await moveCorpus(db, corpus, write.number, moved);
  await reapplyWithdrawals(writing, { write: write.number, changed, folder: [] });
  return write.number;
}

/** The current records that refer to the merged record, with their references to the other one. */
async function referring(writing: WriteTransaction, { from, into }: Merge): Promise<CorpusRecord[]> {
  const referrers = await referrersTo(writing.db, [from.key]);
  const slugs = Map.groupBy(referrers, ({ type }) => type);
  const renamed = new Map([[from.key, into.slug]]);
  const found: CorpusRecord[] = [];
  for (const [type, some] of slugs) {
    const rows = await currentRows(writing, type, [...new Set(some.map(({ slug }) => slug))]);
    found.push(...(await recordsOf(writing, type, rows, renamed)).map(withoutRepeats));
  }
  // The record that stays is revised with its names.
  return found.filter(({ type, slug }) => !(type === into.type && slug === into.slug));
}

const currentRows = (writing: WriteTransaction, type: RecordType, slugs: readonly string[]) =>
  visibleRows({ ...writing, revision: null }, TABLE_OF[type], "slug", slugs);

/** If a list named both records, removes the duplicate entry. */
function withoutRepeats(record: CorpusRecord): CorpusRecord {
  const distinct = <Item>(items: readonly Item[]): Item[] => [
    ...new Map(items.map((item) => [canonicalJson(item), item])).values(),
  ];
  switch (record.type) {
    case "Actor":
      return { ...record, affiliations: distinct(record.affiliations) };
    case "Article":
      return { ...record, agencies: distinct(record.agencies), mentions: distinct(record.mentions) };
    case "Event":
      return { ...record, participants: distinct(record.participants) };
    default:
      return record;
  }
}

/** The record that stays, with the names of the merged record as further names. Nothing if it has no new name. */
async function withNames(writing: WriteTransaction, { from, into }: Merge): Promise<CorpusRecord[]> {
  if (from.type !== "Actor" && from.type !== "Place") return [];
  const rows = await currentRows(writing, from.type, [from.slug, into.slug]);
  const records = (await recordsOf(writing, from.type, rows)) as (ActorRecord | PlaceRecord)[];
  const [merged, kept] = [from, into].map(({ slug }) => records.find((record) => record.slug === slug));
  const [own, others] = [required(kept, idOf(into)), required(merged, idOf(from))];
  const known = new Set(namesOf(own).map(({ name }) => name));
  const added = namesOf(others).filter(({ name }) => !known.has(name));
  if (added.length === 0) return [];
  return [
    own.type === "Actor"
      ? { ...own, aliases: [...own.aliases, ...added] }
      : { ...own, names: [...own.names, ...added] },
  ];
}

const namesOf = (record: ActorRecord | PlaceRecord) => [
  { name: record.name, language: null },
  ...(record.type === "Actor" ? record.aliases : record.names),
];

async function sourcesOf({ db }: WriteTransaction, corpus: string): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom("source").select(["slug", "key"]).where("corpus", "=", corpus).execute();
  return new Map(rows.map(({ slug, key }) => [slug, key]));
}
