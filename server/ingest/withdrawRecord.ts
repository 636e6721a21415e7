import { canonicalJson, sha256 } from "../domain/text.ts";
import type { RecordType } from "../domain/vocabulary.ts";
import type { WithdrawnMatter } from "../domain/writeVocabulary.ts";
import type { WriteTransaction } from "../store/db/database.ts";
import { type ExistingRecord, existingBySlugs } from "../store/write/existingRecords.ts";
import { newestWriteOf } from "../store/write/idempotency.ts";
import { referrersTo } from "../store/write/referrers.ts";
import { withdrawByApi } from "../store/write/writeByApi.ts";
import type { Fault } from "./faults.ts";
import { answering, faultAt, type Outcome, type Sender } from "./request.ts";

export interface WithdrawRequest {
  readonly type: RecordType;
  readonly slug: string;
  readonly what: WithdrawnMatter;
  /** Further forms of a name to withdraw. */
  readonly spellings: readonly string[];
  readonly reason: string;
}

/** The type of record that has each kind of words. */
const HOLDERS = { TEXT: "Article", NAME: "Actor" } as const;

/** Withdraws a record, a text or a name, as an administrator: see domain/writeVocabulary.ts. */
export function withdrawRecord(
  writing: WriteTransaction,
  withdrawal: WithdrawRequest,
  sender: Sender,
): Promise<Outcome> {
  // A hash of the spellings would confirm a guess of the name.
  const { spellings, ...hashed } = withdrawal;
  const request = { operation: "withdraw", inputHash: sha256(canonicalJson(hashed)), ...sender };
  const stands = async ({ write, record }: { write: number; record: number }) =>
    spellings.length === 0 && (await newestWriteOf(writing.db, record)) === write;
  return answering(writing, request, () => act(writing, withdrawal, sender), stands);
}

async function act(
  writing: WriteTransaction,
  { type, slug, what, spellings, reason }: WithdrawRequest,
  sender: Sender,
): Promise<Outcome> {
  const faults: Fault[] = [];
  if (reason.trim() === "")
    faults.push(faultAt("reason", "is empty; the reason is shown in place of the record, so give one"));
  faults.push(...faultsOfSpellings(what, spellings));
  if (what !== "RECORD" && type !== HOLDERS[what])
    faults.push(faultAt("what", `is ${what}, which only an ${HOLDERS[what]} has, but the id is of the type ${type}`));
  const record = (await existingBySlugs(writing.db, [slug])).get(`${type}/${slug}`);
  if (!record) faults.push(faultAt("id", `names no ${type}: the store never had one with the id “${slug}”`));
  else if (what === "RECORD") faults.push(...(await faultsOfLeaving(writing, record)));
  if (!record || faults.length > 0) return { faults };
  const by = { by: sender.name, caller: sender.caller, reason, now: sender.now };
  return { write: await withdrawByApi(writing, by, record, { what, spellings }), record: record.key };
}

const MOST_SPELLINGS = 100;
const LONGEST_SPELLING = 200;

function faultsOfSpellings(what: WithdrawnMatter, spellings: readonly string[]): Fault[] {
  if (spellings.length > 0 && what !== "NAME")
    return [faultAt("spellings", `is given with ${what}, but only a NAME has spellings; leave it out`)];
  if (spellings.length > MOST_SPELLINGS)
    return [faultAt("spellings", `has ${spellings.length} entries; give at most ${MOST_SPELLINGS} in one request`)];
  return spellings.flatMap((spelling, at) => {
    const isName = /[\p{L}\p{N}].*[\p{L}\p{N}]/su.test(spelling) && spelling.length <= LONGEST_SPELLING;
    const problem = `is not a form of a name; give 2 to ${LONGEST_SPELLING} characters, with two letters at least`;
    return isName ? [] : [faultAt(`spellings[${at}]`, problem)];
  });
}

/** A record can be withdrawn only if no other current record refers to it. */
async function faultsOfLeaving(
  { db }: WriteTransaction,
  { key, type, slug, contentHash }: ExistingRecord,
): Promise<Fault[]> {
  if (contentHash === null) return [faultAt("id", `is of the ${type} “${slug}”, which was already withdrawn`)];
  const referrers = (await referrersTo(db, [key])).filter((other) => other.type !== type || other.slug !== slug);
  if (referrers.length === 0) return [];
  const names = referrers.slice(0, 10).map((other) => `${other.type} ${other.slug}`);
  const more = referrers.length > names.length ? ` and ${referrers.length - names.length} more` : "";
  const instead =
    type === "Article" ? ", or withdraw only its TEXT" : type === "Actor" ? ", or withdraw only its NAME" : "";
  const problem = `is of the ${type} “${slug}”, but other records refer to it: ${names.join(", ")}${more}; withdraw those first${instead}`;
  return [faultAt("id", problem)];
}
