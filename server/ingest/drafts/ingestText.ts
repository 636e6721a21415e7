import { parseTime } from "../../domain/time.ts";
import type { ExtractedClaim } from "../../extract/draft.ts";
import type { Store, WriteTransaction } from "../../store/db/database.ts";
import { namedRecords } from "../../store/read/namedRecords.ts";
import { existingBySlugs } from "../../store/write/existingRecords.ts";
import { ingestArticle } from "../ingestArticle.ts";
import type { ArticleInput } from "../parseInput.ts";
import { faultAt, type Outcome, type Sender } from "../request.ts";
import { windowOf } from "./chooseEvent.ts";
import { type DraftedText, type DraftOptions, draftArticle, idOf } from "./draftArticle.ts";

/** What became of a text. */
export interface IngestedText {
  /** The id of its article. */
  readonly id: string;
  readonly outcome: Outcome;
  /** Whether the article was already in the store. Then nothing was read or changed. */
  readonly wasKnown: boolean;
  /** The number of claims that were ingested. */
  readonly claims: number;
  /** Why some claims were left out, although the article was ingested. */
  readonly leftOut: readonly string[];
  /** Why the claims were linked to an event that was there already. */
  readonly event: string | null;
}

/** The time within which the events are that a text of this time can be about. Null if the time is not known. */
export function windowAround(published: string | null): { readonly from: number; readonly until: number } | null {
  if (published === null) return null;
  return windowOf(parseTime(published).earliest);
}

/** Whether the text was ingested before. Its claims are then not needed. */
export async function isIngested({ db }: Pick<Store, "db">, text: DraftedText): Promise<boolean> {
  const id = idOf(text);
  return (await existingBySlugs(db, [id])).has(`Article/${id}`);
}

/**
 * Ingests an article with the claims that were extracted from it, completely or not at all. They wait for a person's review.
 * A text that was ingested before changes nothing.
 * @param claims extracted before the transaction, in which other writers wait
 * @param title the title of the corpus that the records belong to
 */
export async function ingestText(
  writing: WriteTransaction,
  text: DraftedText,
  claims: readonly ExtractedClaim[],
  options: DraftOptions,
  sender: Sender & { readonly title: string },
): Promise<IngestedText> {
  const id = idOf(text);
  const nothing = { id, wasKnown: true, claims: 0, leftOut: [], event: null };
  const existing = (await existingBySlugs(writing.db, [id])).get(`Article/${id}`);
  if (existing?.contentHash === null)
    return {
      ...nothing,
      outcome: { faults: [faultAt("text", `was ingested as “${id}” and has been withdrawn since`)] },
    };
  if (existing) return { ...nothing, outcome: await ingestedBefore(writing, existing.key) };
  const known = await namedRecords(writing, windowAround(text.publishedAt?.at ?? null));
  const { input, event } = draftArticle(text, claims, known, options);
  return { id, wasKnown: false, event, ...(await ingestDraft(writing, input, sender)) };
}

async function ingestedBefore({ db }: WriteTransaction, record: number): Promise<Outcome> {
  const { write } = await db
    .selectFrom("article")
    .select("recordedFrom as write")
    .where("record", "=", record)
    .orderBy("version")
    .limit(1)
    .executeTakeFirstOrThrow();
  return { write, record };
}

/** Stores the article without the claims that are invalid, and a claim without a time that is invalid. */
async function ingestDraft(writing: WriteTransaction, given: ArticleInput, sender: Sender & { title: string }) {
  let input = given;
  let outcome = await ingestArticle(writing, input, sender);
  const times = "faults" in outcome ? outcome.faults.flatMap(({ field }) => FAULTY_TIME.exec(field ?? "") ?? []) : [];
  if (times.length > 0) {
    input = withoutTimes(input, new Set(times));
    outcome = await ingestArticle(writing, input, sender);
  }
  const all = input.casualtyReports ?? [];
  const faults = "faults" in outcome ? outcome.faults : [];
  const faulty = new Set(faults.map(({ field }) => FAULTY_CLAIM.exec(field ?? "")?.[1]));
  if (faults.length === 0 || faulty.has(undefined)) return { outcome, claims: all.length, leftOut: [] };
  const kept = all.filter((_, at) => !faulty.has(String(at)));
  const ids = new Set(kept.map(({ id }) => id));
  const casualtyReports = kept.map(({ partOf, partKind, ...report }) =>
    ids.has(partOf) ? { partOf, partKind, ...report } : report,
  );
  return {
    outcome: await ingestArticle(writing, { ...input, casualtyReports }, sender),
    claims: kept.length,
    leftOut: faults.map(({ field, problem }) => `${field} ${problem}`),
  };
}

/** @param fields such as `casualtyReports[2].period` */
const withoutTimes = (input: ArticleInput, fields: ReadonlySet<string>): ArticleInput => ({
  ...input,
  casualtyReports: (input.casualtyReports ?? []).map((report, at) =>
    Object.fromEntries(Object.entries(report).filter(([name]) => !fields.has(`casualtyReports[${at}].${name}`))),
  ),
});

const FAULTY_TIME = /^casualtyReports\[\d+\]\.(?:period|statedAt)(?=\.|$)/;
const FAULTY_CLAIM = /^casualtyReports\[(\d+)\]/;
