import { parse } from "graphql";
import type { CasualtyReportRecord } from "../domain/records.ts";
import { required } from "../domain/required.ts";
import type { Harm, ReviewDoubt } from "../domain/vocabulary.ts";
import type { ReviewDecision } from "../domain/writeVocabulary.ts";
import { reviewReport } from "../ingest/reviewReport.ts";
import { createContext } from "../schema/builder/context.ts";
import { execute } from "../schema/execute.ts";
import { schema } from "../schema/schema.ts";
import type { Store } from "../store/db/database.ts";
import { DOUBT_ORDER, doubtsOf, onlyWaitingForReview } from "../store/read/doubts.ts";
import { casualtyReports } from "../store/read/lists/casualtyReports.ts";
import { recordKeys } from "../store/read/recordKeys.ts";
import { recordsOf } from "../store/read/records.ts";
import { textsOf } from "../store/read/relatedRows.ts";
import { visibleRows } from "../store/read/visibleRows.ts";
import { asWriter } from "../store/write/changeSet.ts";

/** Words of a claim in their paragraph. */
interface Passage {
  readonly before: string;
  readonly quote: string;
  readonly after: string;
}

/** A claim that waits for review, with what a reviewer needs. */
export interface WaitingClaim {
  readonly claim: CasualtyReportRecord;
  readonly revision: number;
  readonly doubts: readonly ReviewDoubt[];
  readonly passages: readonly Passage[];
  readonly articleTitle: string;
  readonly eventTitle: string;
  /** The name of the claimant: of its record, or else the words of the text. */
  readonly claimant: string | null;
  /** Through whom it was learned, likewise. */
  readonly conduit: string | null;
}

/**
 * The record keys of the claims that wait for review, those with the most serious doubts first.
 * @param article only those of the article with this slug
 * @returns null if there is no such article
 */
export async function waitingClaims(store: Store, article: string | null): Promise<readonly number[] | null> {
  const on = { ...store, revision: null };
  const keys = article === null ? null : await recordKeys(on, [{ type: "Article", slug: article }]);
  const key = keys?.get(`Article/${article}`);
  if (keys && key === undefined) return null;
  const list = onlyWaitingForReview(on, casualtyReports(on, key === undefined ? {} : { article: [key] }));
  const ordered = DOUBT_ORDER.reduce(
    (query, { expression, descending }) => query.orderBy(expression, descending ? "desc" : "asc"),
    list.select("casualtyReport.record"),
  );
  const rows = (await ordered.execute()) as { record: number }[];
  return rows.map(({ record }) => record);
}

/** A claim as it is now. Null if it no longer waits. */
export async function waitingClaim(store: Store, record: number): Promise<WaitingClaim | null> {
  const on = { ...store, revision: null };
  const [row] = await visibleRows(on, "casualtyReport", "record", [record]);
  if (row?.review !== "EXTRACTED") return null;
  const [claim] = (await recordsOf(on, "CasualtyReport", [row])) as CasualtyReportRecord[];
  const [article] = await visibleRows(on, "article", "record", [row.article]);
  const [event] = await visibleRows(on, "event", "record", [row.event]);
  const nameOf = async (actor: number | null): Promise<string | null> =>
    actor === null ? null : ((await visibleRows(on, "actor", "record", [actor]))[0]?.name ?? null);
  const { title, key } = required(article, "The article of a claim");
  const text = (await textsOf(on, [key])).get(key)?.text ?? "";
  const own = required(claim, "The claim");
  return {
    claim: own,
    revision: row.version,
    doubts: (await doubtsOf(on, [record])).get(record)?.kinds ?? [],
    passages: own.evidence
      .filter(({ article: slug }) => slug === own.article)
      .map(({ start, end, quote, cell }) =>
        cell
          ? { before: `${cell.file}, row ${cell.row}, ${cell.column}: `, quote, after: "" }
          : passageAt(text, start, end),
      ),
    articleTitle: title,
    eventTitle: required(event, "The event of a claim").title,
    claimant: (await nameOf(row.claimant)) ?? row.claimantWords,
    conduit: (await nameOf(row.conduit)) ?? row.conduitWords,
  };
}

/** How much of a paragraph is shown on either side, in UTF-16 code units. */
const MOST_AROUND = 240;

function passageAt(text: string, start: number, end: number): Passage {
  const from = Math.max(text.lastIndexOf("\n", start - 1) + 1, start - MOST_AROUND);
  const close = text.indexOf("\n", end);
  const to = Math.min(close < 0 ? text.length : close, end + MOST_AROUND);
  return { before: text.slice(from, start), quote: text.slice(start, end), after: text.slice(end, to) };
}

/**
 * Records a decision about a claim.
 * @returns the reasons why it cannot be recorded, which are empty if it is; `changed` if the claim is no longer what was reviewed
 */
export async function decideOn(
  store: Store,
  { claim, revision }: WaitingClaim,
  decision: Extract<ReviewDecision, "ACCEPT" | "REJECT">,
  { by, reason }: { readonly by: string; readonly reason: string },
): Promise<readonly string[] | "changed"> {
  const review = { slug: claim.slug, decision, correction: null, reason, expectedRevision: revision };
  const sender = { name: by, caller: "command line", clientKey: null, now: Date.now() };
  const outcome = await asWriter(store, (writing) => reviewReport(writing, review, sender));
  if ("faults" in outcome && outcome.faults.some(({ field }) => field === "expectedRevision")) return "changed";
  return "faults" in outcome ? outcome.faults.map(({ field, problem }) => `${field} ${problem}`) : [];
}

const TOLL = parse("query Toll($event: ID!, $harm: Harm!) { toll(event: $event, harm: $harm) { label } }");

/** The toll of an event, as a readable sentence. */
export async function tollLabel(store: Store, event: string, harm: Harm): Promise<string> {
  const { data, errors } = await execute({
    schema,
    document: TOLL,
    variableValues: { event, harm },
    contextValue: createContext(store),
  });
  if (errors?.[0]) throw errors[0];
  return (data as { toll: { label: string } }).toll.label;
}
