import { canonicalJson, sha256 } from "../domain/text.ts";
import { RECORD_TYPES, type RecordType } from "../domain/vocabulary.ts";
import type { WriteTransaction } from "../store/db/database.ts";
import { type ExistingRecord, existingBySlugs } from "../store/write/existingRecords.ts";
import { type Merge, mergeByApi } from "../store/write/mergeByApi.ts";
import { referrersTo } from "../store/write/referrers.ts";
import type { Fault } from "./faults.ts";
import { answering, faultAt, type Outcome, type Sender } from "./request.ts";

export interface MergeRequest {
  readonly from: { readonly type: RecordType; readonly slug: string };
  readonly into: { readonly type: RecordType; readonly slug: string };
  readonly reason: string;
}

/** Articles and claims cannot be merged. */
const MERGEABLE: ReadonlySet<RecordType> = new Set(["Actor", "Place", "Event"]);

/** Merges a record into another of the same type, as a reviewer. */
export function mergeRecords(writing: WriteTransaction, merge: MergeRequest, sender: Sender): Promise<Outcome> {
  const request = { operation: "merge", inputHash: sha256(canonicalJson(merge)), ...sender };
  return answering(writing, request, () => applyMerge(writing, merge, sender));
}

async function applyMerge(
  writing: WriteTransaction,
  { from, into, reason }: MergeRequest,
  sender: Sender,
): Promise<Outcome> {
  const faults: Fault[] = [];
  if (reason.trim() === "") faults.push(faultAt("reason", "is empty; give a reason for the readers of the history"));
  if (!MERGEABLE.has(from.type)) {
    const types = RECORD_TYPES.filter((type) => MERGEABLE.has(type)).join(", ");
    faults.push(faultAt("id", `is of the type ${from.type}; only these types can be merged: ${types}`));
  } else if (from.type !== into.type)
    faults.push(faultAt("into", `is of the type ${into.type}; give the id of another record of the type ${from.type}`));
  else if (from.slug === into.slug)
    faults.push(faultAt("into", "is the same record; give the id of the record to keep"));
  if (faults.length > 0) return { faults };
  const known = await existingBySlugs(writing.db, [from.slug, into.slug]);
  const [given, kept] = [from, into].map(({ type, slug }) => known.get(`${type}/${slug}`));
  for (const [argument, record, { type, slug }] of [["id", given, from] as const, ["into", kept, into] as const])
    if (!record)
      faults.push(faultAt(argument, `is not the id of a record in the database: there is no ${type} “${slug}”`));
    else if (record.contentHash === null)
      faults.push(faultAt(argument, `refers to the ${type} “${slug}”, which has already been withdrawn or merged`));
  if (!given || !kept || faults.length > 0) return { faults };
  faults.push(...(await faultsOfMerge(writing, { from: given, into: kept })));
  if (faults.length > 0) return { faults };
  const by = { by: sender.name, caller: sender.caller, reason, now: sender.now };
  return { write: await mergeByApi(writing, by, { from: given, into: kept }), record: kept.key };
}

async function faultsOfMerge(writing: WriteTransaction, { from, into }: Merge): Promise<Fault[]> {
  const faults: Fault[] = [];
  if (from.loadedHash !== null) {
    const problem = `refers to the ${from.type} “${from.slug}” from the folder of the corpus “${from.corpus}”, and the next load would restore it; merge the other record into this one, or merge them in the folder`;
    faults.push(faultAt("id", problem));
  }
  const hidden = await namesWithdrawn(writing, [from, into]);
  for (const [argument, { key, slug }] of [["id", from] as const, ["into", into] as const])
    if (hidden.has(key))
      faults.push(
        faultAt(argument, `refers to the actor “${slug}”, whose name was withdrawn; such actors cannot be merged`),
      );
  if (await isAbove(writing, from, into)) {
    const problem = `belongs to the ${from.type} “${from.slug}”, directly or through others, and would belong to itself; merge the other way`;
    faults.push(faultAt("into", problem));
  }
  return faults;
}

async function namesWithdrawn(
  { db }: WriteTransaction,
  records: readonly ExistingRecord[],
): Promise<ReadonlySet<number>> {
  const keys = records.map(({ key }) => key);
  const rows = await db
    .selectFrom("withdrawal")
    .select("record")
    .where("record", "in", keys)
    .where("what", "=", "NAME")
    .execute();
  return new Set(rows.map(({ record }) => record));
}

/** Whether a record is above another: the other is affiliated with it, or a part of it, directly or through others. */
async function isAbove({ db }: WriteTransaction, above: ExistingRecord, below: ExistingRecord): Promise<boolean> {
  const seen = new Set<string>();
  for (let next = [above.key]; next.length > 0; ) {
    const members = (await referrersTo(db, next)).filter(({ type, slug }) => type === above.type && !seen.has(slug));
    if (members.some(({ slug }) => slug === below.slug)) return true;
    for (const { slug } of members) seen.add(slug);
    const known = await existingBySlugs(
      db,
      members.map(({ slug }) => slug),
    );
    next = [...known.values()].filter(({ type }) => type === above.type).map(({ key }) => key);
  }
  return false;
}
