import { parseTime } from "../../domain/time.ts";
import type { WriteTransaction } from "../../store/db/database.ts";
import { namedRecords } from "../../store/read/namedRecords.ts";
import { existingBySlugs } from "../../store/write/existingRecords.ts";
import { ingestArticle } from "../ingestArticle.ts";
import { faultAt, type Outcome, type Sender } from "../request.ts";
import { windowOf } from "./chooseEvent.ts";
import { type ArticleDraft, type DraftedText, type DraftOptions, draftArticle } from "./draftArticle.ts";

/** What became of a text: its draft, and the outcome of ingesting it. */
export interface IngestedText {
  readonly draft: ArticleDraft;
  readonly outcome: Outcome;
  /** Whether the article was already in the store. Then nothing was changed. */
  readonly wasKnown: boolean;
  /** Why some claims were left out, although the article was ingested. */
  readonly leftOut: readonly string[];
}

/** The time within which the events are that a text of this time can be about. Null if the time is not known. */
export function windowAround(published: string | null): { readonly from: number; readonly until: number } | null {
  if (published === null) return null;
  return windowOf(parseTime(published).earliest);
}

/**
 * Extracts the claims of a text, and ingests the article with them, completely or not at all. They wait for a person's review.
 * A text that was ingested before changes nothing.
 * @param title the title of the corpus that the records belong to
 */
export async function ingestText(
  writing: WriteTransaction,
  text: DraftedText,
  options: DraftOptions,
  sender: Sender & { readonly title: string },
): Promise<IngestedText> {
  const known = await namedRecords(writing, windowAround(text.publishedAt?.at ?? null));
  const draft = draftArticle(text, known, options);
  const { id } = draft.input.article;
  const existing = (await existingBySlugs(writing.db, [id])).get(`Article/${id}`);
  if (!existing) return { draft, wasKnown: false, ...(await ingestDraft(writing, draft, sender)) };
  if (existing.contentHash === null)
    return {
      draft,
      outcome: { faults: [faultAt("text", `was ingested as “${id}” and has been withdrawn since`)] },
      wasKnown: true,
      leftOut: [],
    };
  const { number } = await writing.db
    .selectFrom("article")
    .innerJoin("write", "write.number", "article.recordedFrom")
    .select("write.number")
    .where("article.record", "=", existing.key)
    .orderBy("article.version")
    .limit(1)
    .executeTakeFirstOrThrow();
  return { draft, outcome: { write: number, record: existing.key }, wasKnown: true, leftOut: [] };
}

/** A claim that cannot be stored does not keep its article out. */
async function ingestDraft(writing: WriteTransaction, { input }: ArticleDraft, sender: Sender & { title: string }) {
  const outcome = await ingestArticle(writing, input, sender);
  const faulty = "faults" in outcome ? outcome.faults.map(({ field }) => FAULTY_CLAIM.exec(field ?? "")?.[1]) : [];
  if (!("faults" in outcome) || faulty.includes(undefined)) return { outcome, leftOut: [] };
  const wrong = new Set(faulty.map(Number));
  const kept = (input.casualtyReports ?? []).filter((_, at) => !wrong.has(at));
  const ids = new Set(kept.map(({ id }) => id));
  const casualtyReports = kept.map(({ partOf, partKind, ...report }) =>
    ids.has(partOf) ? { partOf, partKind, ...report } : report,
  );
  const leftOut = outcome.faults.map(({ field, problem }) => `${field} ${problem}`);
  return { outcome: await ingestArticle(writing, { ...input, casualtyReports }, sender), leftOut };
}

const FAULTY_CLAIM = /^casualtyReports\[(\d+)\]/;
