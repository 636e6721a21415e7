import type { CasualtyReportRecord, TableCell } from "../domain/records.ts";
import { canonicalJson, findQuote, sha256 } from "../domain/text.ts";
import type { ReviewDecision } from "../domain/writeVocabulary.ts";
import type { WriteTransaction } from "../store/db/database.ts";
import { contentsOf } from "../store/read/contents.ts";
import { type Row, visibleRows } from "../store/read/visibleRows.ts";
import { slugsIn } from "../store/write/existingRecords.ts";
import { newestWriteOf } from "../store/write/idempotency.ts";
import { claimsOfArticle, type ReferableRecords, referableRecords } from "../store/write/referableRecords.ts";
import { reviseByApi } from "../store/write/writeByApi.ts";
import { checkCorpus } from "./check.ts";
import type { Fault } from "./faults.ts";
import { type Parsed, parseShape } from "./parse.ts";
import { asLocated } from "./parseInput.ts";
import { answering, faultAt, type Outcome, type Sender } from "./request.ts";
import { RECORD_LISTS, type Written } from "./shapes.ts";
import { toStoredRecords } from "./storedRecords.ts";

type Fields = Readonly<Record<string, unknown>>;

export interface Review {
  readonly slug: string;
  readonly decision: ReviewDecision;
  /** Fields of a claim in the corpus format. A null removes the field. */
  readonly correction: Fields | null;
  readonly reason: string;
  /** The number of the version that the reviewer read. */
  readonly expectedRevision: number | null;
}

/** Writes a reviewer's decision as the claim's next version, which is checked like a corpus. */
export function reviewReport(writing: WriteTransaction, review: Review, sender: Sender): Promise<Outcome> {
  const { expectedRevision, ...asked } = review;
  const request = { operation: "reviewCasualtyReport", inputHash: sha256(canonicalJson(asked)), ...sender };
  const stands = async ({ write, record }: { write: number; record: number }) =>
    (await newestWriteOf(writing.db, record)) === write;
  return answering(writing, request, () => decide(writing, review, sender), stands);
}

async function decide(writing: WriteTransaction, review: Review, sender: Sender): Promise<Outcome> {
  const { slug, decision, correction, expectedRevision } = review;
  const faults = faultsOfReview(review);
  const [row] = await visibleRows({ ...writing, revision: null }, "casualtyReport", "slug", [slug]);
  if (!row) faults.push(faultAt("id", `is not the id of a current claim: no current claim has the id “${slug}”`));
  else if (expectedRevision !== null && expectedRevision !== row.version) {
    const problem = `is ${expectedRevision}, but the claim's newest revision is ${row.version}, by ${row.recordedBy}; review that revision and decide again`;
    faults.push(faultAt("expectedRevision", problem));
  }
  if (!row || faults.length > 0) return { faults };
  const given = { ...correction, review: decision === "REJECT" ? "REJECTED" : "REVIEWED" };
  const before: Fault[] = [];
  if (decision === "CORRECT") await corrected(writing, row, {}, before);
  const record = await corrected(writing, row, given, faults);
  const preventing = faults.filter((fault) => prevents(decision, fault, before));
  if (!record) return { faults };
  if (preventing.length > 0) return { faults: preventing };
  const by = { by: sender.name, caller: sender.caller, reason: review.reason, now: sender.now };
  return { write: await reviseByApi(writing, by, record), record: row.record };
}

/**
 * Whether a fault prevents a decision. A claim can be rejected whatever is wrong with it, as long as its words are found. Other
 * claims of the article may not pass today's checks: they prevent a correction only by what it makes wrong with them.
 */
function prevents(decision: ReviewDecision, { field }: Fault, before: readonly Fault[]): boolean {
  const at = field ?? "";
  if (at.startsWith("casualtyReports")) return decision === "CORRECT" && !before.some((other) => other.field === field);
  return decision !== "REJECT" || !at.startsWith("correction") || at.includes("evidence");
}

function faultsOfReview({ decision, correction, reason }: Review): Fault[] {
  const faults: Fault[] = [];
  const isGiven = correction !== null && Object.keys(correction).length > 0;
  if (reason.trim() === "") faults.push(faultAt("reason", "is empty; give a reason for the readers of the history"));
  if (decision === "CORRECT" && !isGiven)
    faults.push(faultAt("correction", "is missing; give the fields that CORRECT should change"));
  if (decision !== "CORRECT" && isGiven)
    faults.push(
      faultAt(
        "correction",
        `is given with ${decision}, which changes no field; use CORRECT, or leave the correction out`,
      ),
    );
  return faults;
}

/** The claim with some fields changed, checked together with the other claims of its article: parts must fit their wholes. */
async function corrected(
  writing: WriteTransaction,
  { slug, article, event }: Pick<Row<"casualtyReport">, "slug" | "article" | "event">,
  given: Fields,
  faults: Fault[],
): Promise<CasualtyReportRecord | null> {
  const family = await claimsOfArticle(writing, { article, event }, slugsIn([slug, given.partOf]));
  const rows = await visibleRows({ ...writing, revision: null }, "casualtyReport", "slug", family);
  const contents = await contentsOf(writing, "CasualtyReport", rows);
  const written = rows.map(
    ({ slug: id }, at): Fields => ({ id, ...(JSON.parse(JSON.stringify(contents[at])) as Fields) }),
  );
  // The claim may quote texts that must not be shown, because it has quoted them before.
  const held = await referableRecords(writing, slugsIn([written, given]), true);
  const own = { ...written.map((claim) => quoting(claim, held)).find(({ id }) => id === slug), ...given };
  const others = written.filter(({ id }) => id !== slug).map((claim) => quoting(claim, held));
  const file = asLocated({ correction: own, casualtyReports: others });
  const reports = [["correction"], ...others.map((_, at) => ["casualtyReports", at])]
    .map((path) => parseShape(RECORD_LISTS.casualtyReports, file, path, faults))
    .filter((report): report is Parsed<Written<"casualtyReports">> => report !== null);
  const lists = { actors: [], places: [], events: [], casualtyReports: reports, mentions: [], withdrawn: [] };
  const { records } = checkCorpus(
    { manifest: null, articles: [], lists, lost: [], held: toStoredRecords(held) },
    faults,
  );
  return records.find(
    (record) => record.type === "CasualtyReport" && record.slug === slug,
  ) as CasualtyReportRecord | null;
}

interface Quoted {
  readonly article: string;
  readonly start: number;
  readonly end: number;
  readonly quote: string;
  readonly cell?: TableCell | undefined;
}

/** A claim in the corpus format. Each quote says which of the places with the same words it means. */
function quoting(claim: Fields, { articles }: ReferableRecords): Fields {
  const quote = ({ article, start, end, quote: ofCell, cell }: Quoted) => {
    if (cell) return { article, quote: ofCell, cell };
    const { text, paragraphs } = articles.find(({ slug }) => slug === article) ?? { text: "", paragraphs: [] };
    const words = text.slice(start, end);
    const places = findQuote(paragraphs, { quote: words });
    return { article, quote: words, occurrence: 1 + places.findIndex((place) => place.start === start) };
  };
  const evidence = (of: Fields): Fields => ({ ...of, evidence: ((of.evidence ?? []) as Quoted[]).map(quote) });
  const { denials, retraction } = claim as { denials?: Fields[]; retraction?: Fields };
  return {
    ...evidence(claim),
    ...(denials && { denials: denials.map(evidence) }),
    ...(retraction && { retraction: evidence(retraction) }),
  };
}
