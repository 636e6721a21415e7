import type { CslItem } from "../../domain/citation.ts";
import { capitalised, HARM_WORDS } from "../../domain/english.ts";
import { type TollAddress, tollAddress } from "../../domain/toll/tollAddress.ts";
import { CELL_KINDS } from "../../domain/vocabulary.ts";
import { citeBox } from "../citeBox.ts";
import {
  type CampFragment,
  type SubjectFragment,
  type TollClaimFragment,
  type TollPageFragment,
  type TollQuery,
  tollQuery,
} from "../generated/queries.ts";
import { type Html, html } from "../html.ts";
import { page } from "../layout.ts";
import type { JsonLdObject } from "../linkedData/jsonLd.ts";
import { pageHead } from "../linkedData/pageHead.ts";
import { tollLinkedData } from "../linkedData/tollLinkedData.ts";
import { enumWords } from "../shared.ts";
import { row, table } from "../table.ts";
import { type TollQuestion, tollArguments } from "./tollQuestion.ts";

/**
 * The page of a toll with a fixed question and data revision. It shows the figures in words, with the parties' positions.
 */
export function tollPage({ toll, dataRevision }: TollQuery, question: TollQuestion, search: string): string {
  const { harm, subject } = toll;
  const title = `${peopleHarmed(toll)}: ${subject.event?.title ?? "all events"}`;
  const query = {
    comment: "What the page of this toll shows.",
    name: "Toll",
    field: `toll(${tollArguments(question)})`,
    document: tollQuery,
  } as const;
  const body = html`${dataRevision > toll.recordedAsOf && newer(toll, search)}<article>
<p class="quiet">Toll of claims</p>
<h1>${title}</h1>
<p class="toll">${capitalised(toll.label)}.</p>
${warning(toll)}<p>${asked(toll)}</p>
${toll.usedCount > 0 && html`<h2>Bounds and who sets them</h2>\n${bounds(toll)}`}
<h2>Each party's latest figure</h2>
${positions(toll)}
${otherPeriods(toll)}
${sides(toll)}
${narrower(toll, question)}
${breakdown(toll)}
${leftOut(toll)}
${counterparts(toll, question)}
${download(toll)}
${citeBox({ text: toll.citation, permalink: toll.permalink, file: harm.toLowerCase(), search, query })}
</article>`;
  const head = pageHead({
    item: itemOf(toll),
    description: `${capitalised(toll.label)}.`,
    permalink: toll.permalink,
    file: harm.toLowerCase(),
    search,
    // Each claim has its own source and licence.
    licenceUrl: null,
    linkedData: tollData(toll, search),
  });
  return page({ title: `${title} – conflict-graph`, head, body, home: "../" });
}

const itemOf = ({ item }: TollQuery["toll"]): CslItem => {
  const [only] = JSON.parse(item) as [CslItem];
  return only;
};

/** The toll in the words of schema.org. */
export const tollData = (toll: TollQuery["toll"], search: string): JsonLdObject =>
  tollLinkedData(toll, itemOf(toll), `${toll.harm.toLowerCase()}${search}`);

/** “People killed”, “Civilians in Azerbaijan killed”. */
const peopleHarmed = ({ harm, subject }: TollPageFragment): string =>
  `${capitalised(subject.label)} ${HARM_WORDS[harm]}`;

/** All claims of the harm, whether or not the toll uses them, as a file for spreadsheet programs. */
function download({ harm, subject: { event }, recordedAsOf }: TollPageFragment): Html {
  const parameters = new URLSearchParams({
    harm,
    ...(event && { event: event.slug }),
    recordedAsOf: String(recordedAsOf),
  });
  return html`<p class="screen"><a href="../export/claims.csv?${parameters.toString()}&spreadsheet=true">Download these claims as CSV</a>: all claims of this harm${event && " about this event and its parts"}, used or not, each with its words, source and licence.</p>`;
}

function newer({ harm, recordedAsOf }: TollPageFragment, search: string): Html {
  const parameters = new URLSearchParams(search);
  parameters.delete("recordedAsOf");
  return html`<p class="notice" role="note"><strong>This is the state at data revision ${recordedAsOf}.</strong> The store has changed since then: see <a href="${harm.toLowerCase()}?${parameters.toString()}">the same toll in the newest state</a>.</p>\n`;
}

/** The figures of other corpora stand apart: they set no bound of this toll. */
function counterparts(toll: TollPageFragment, question: TollQuestion): Html | null {
  const { counterparts } = toll;
  if (counterparts.length === 0) return null;
  const rows = counterparts.map(({ counterpart: { event, confidence, time, place, sides }, toll: other }) =>
    row(
      html`<a href="${addressFor(toll, question, other.subject)}">${event.title}</a>`,
      other.label,
      html`${enumWords(confidence).toLowerCase()} <small>Time: ${time.explanation}. Place: ${place.explanation}. Sides: ${sides.explanation}.</small>`,
    ),
  );
  return html`<h2>In other datasets</h2>
${table(
  "Events of other corpora that may be the same event. Their figures are not part of this toll, and nothing was merged.",
  ["Event", "Figures there", "Confidence that it is the same event, and why"],
  rows,
)}`;
}

/** Figures for some people above figures for all of them: shown beside the label, since both cannot be right. */
function warning({ contradictions }: TollPageFragment): Html | null {
  if (contradictions.length === 0) return null;
  const items = contradictions.map(({ explanation }) => html`<li>${explanation}</li>\n`);
  return html`<div class="notice" role="note"><p><strong>Some of these figures contradict each other.</strong></p>
<ul>
${items}</ul></div>
`;
}

function asked({
  rule,
  ruleDescription,
  asOf,
  includeUnreviewed,
  recordedAsOf,
  about,
  subject,
  separateEvents,
  by,
  partialPeriod,
  unknownPeriodCount,
  usedCount,
}: TollPageFragment) {
  const part = about !== null && subject.event !== null && about.slug !== subject.event.slug;
  const separate = separateEvents.map(({ title }) => title).join("; ");
  return html`Rule: <strong>${rule}</strong>. ${ruleDescription} <a href="../rules">Which claim stands, and why</a>. ${asOf === null ? "It uses all known claims" : `It uses only claims ${by === "COVERED" ? "about the time until" : "stated by"} ${instant(asOf)}`}${includeUnreviewed ? ", including those that no person has checked" : ""}, as of data revision ${recordedAsOf} of this store.${part && html` No total covers the whole event. These figures are about a part of it: <strong>${about.title}</strong>.`}${partialPeriod && html` No figure covers the whole time of the event. These figures cover only ${partialPeriod.label}.`}${unknownPeriodCount > 0 && ` ${periodNote(unknownPeriodCount, usedCount)}`}${separate !== "" && html` Several parts have their own totals, which are not added up: ${separate}.`}`;
}

const periodNote = (unknown: number, used: number): string =>
  unknown === used
    ? "The time that the figures cover is not stated: they are ordered by when they were stated."
    : `The time that ${unknown} of the ${used} figures cover is not stated: they count as figures of the whole event until they were stated.`;

const instant = (iso: string): string =>
  iso.endsWith("T23:59:59.999Z") ? `the end of ${iso.slice(0, 10)} (UTC)` : `${iso} (UTC)`;

function bounds(toll: TollPageFragment): Html {
  const { lowest, highest, isOpenBelow, isOpenAbove, conventionLow, spread, latest } = toll;
  const end = (number: number | null, reports: readonly TollClaimFragment[], open: string | false) =>
    number === null
      ? "No claim states a number."
      : html`${number}, by ${claims(reports)}${open && html` <small>${open}</small>`}`;
  const far =
    spread &&
    `The lowest and the highest figure ${spread.difference === 0 ? "are the same" : `are ${spread.difference} apart${spread.ratio === null ? "" : `, a ratio of ${spread.ratio.toFixed(2)}`}`}.`;
  return html`<dl>
<dt>Lowest figure</dt><dd>${end(lowest, toll.lowReports, isOpenBelow && "Some claims state no lower bound, so it may be fewer.")}</dd>
<dt>Highest figure</dt><dd>${end(highest, toll.highReports, isOpenAbove && openAbove(toll))}</dd>
${conventionLow !== null && html`<dt>By convention</dt><dd>Coders use ${conventionLow} for such words; nobody stated it.</dd>\n`}${
  far && html`<dt>Spread</dt><dd>${far}</dd>\n`
}<dt>Latest</dt><dd>${latest.report ? claim(latest.report) : latest.explanation}${!latest.report && latest.candidates.length > 0 && html` <small>It may be ${claims(latest.candidates)}.</small>`}</dd>
<dt>Claimants</dt><dd>${toll.claimantCount} named, from ${toll.sourceCount} independent ${toll.sourceCount === 1 ? "source" : "sources"}. ${unattributed(toll)}</dd>
</dl>`;
}

function openAbove({ about, subject, partialPeriod }: TollPageFragment): string {
  const isOfPart = about !== null && subject.event !== null && about.slug !== subject.event.slug;
  return isOfPart || partialPeriod !== null
    ? "These figures are not of the whole event, so it may be more."
    : "Some claims state no upper bound, or one for an earlier time, so it may be more.";
}

/** Articles without a stated publisher are counted as articles. */
function unattributed({ positions, unattributedCount }: TollPageFragment): string {
  const articles = positions.filter(({ article }) => article !== null).length;
  const publishers = unattributedCount - articles;
  const groups = [
    ...(publishers > 0 ? [`${publishers} ${publishers === 1 ? "publisher" : "publishers"}`] : []),
    ...(articles > 0 ? [`${articles} ${articles === 1 ? "article" : "articles"} with no stated publisher`] : []),
  ];
  if (groups.length === 0) return "Every figure names a claimant.";
  return `${groups.join(" and ")} ${unattributedCount === 1 ? "gives a figure" : "give figures"} without naming a claimant.`;
}

function positions({ positions, positionCount }: TollPageFragment): Html {
  if (positions.length === 0)
    return html`<p>No claim gives a total for exactly these people in exactly this event. That does not mean zero.</p>`;
  const rows = positions.flatMap((position) => {
    const { reports, isDenied } = position;
    return reports.map((report, index) => {
      const denied = isDenied && report.isDenied && html`<br><strong>denied</strong>`;
      const notes = index === 0 && positionNotes(position);
      return row(whose(position), html`${linked(report)}${denied}`, stated(report), through(report), html`${notes}`);
    });
  });
  const more = positionCount > positions.length ? ` The first ${positions.length} of ${positionCount}.` : "";
  return table(`Each party counts once.${more}`, ["Party", "Figure", "Stated", "Claimant and article", "Notes"], rows);
}

type Position = TollPageFragment["positions"][number];

const whose = ({ party, publisher, article }: Position): string =>
  party?.name ??
  `No claimant named (${article === null ? `publisher: ${publisher?.name ?? "not stated"}` : `publisher not stated, article “${article.title}”`})`;

function positionNotes({ reports, superseded, agreeing, earlierTimes, latest }: Position): Html {
  const listed = (words: string, of: readonly TollClaimFragment[]) => of.length > 0 && html`${words}: ${claims(of)}. `;
  return html`${listed("Replaced", superseded)}${listed("Agrees and says less", agreeing)}${listed("As of an earlier time", earlierTimes)}${reports.length > 1 && latest.explanation}`;
}

function otherPeriods({ otherPeriods }: TollPageFragment): Html | null {
  if (otherPeriods.length === 0) return null;
  const rows = otherPeriods.map(({ period, label, reports }) => row(period.label, figure(label, reports)));
  return html`<h2>Figures for other periods</h2>
${table("These figures count from another start, so they are not part of the toll.", ["Time covered", "Figure"], rows)}`;
}

/** The figure, leading to the page of this version of the claim. */
const linked = ({ slug, count, revision }: TollClaimFragment): Html =>
  html`<a href="../claims/${slug}@${revision.number}">${count.label}</a>`;

const claim = (report: TollClaimFragment): Html =>
  html`${linked(report)} (${report.attributedTo?.actor?.name ?? "no claimant named"})`;

const claims = (reports: readonly TollClaimFragment[]): Html[] =>
  reports.map((report, index) => html`${index > 0 && ", "}${claim(report)}`);

const stated = ({ statedAt, article }: TollClaimFragment): string =>
  statedAt?.label ?? (article.published ? `published ${article.published.label}` : "not known");

const through = ({ attributedTo, via, article }: TollClaimFragment): Html =>
  html`${attributedTo?.actor?.name ?? "not named"}${via?.actor && `, through ${via.actor.name}`}, in <code>${article.slug}</code> (publisher: ${article.publisher?.name ?? "not stated"})`;

function sides({ sides }: TollPageFragment): Html | null {
  if (sides.length === 0) return null;
  const camp = ({ label, reports }: CampFragment) => (reports.length === 0 ? "no claim" : figure(label, reports));
  const rows = sides.map(({ subject, own, opposing, others }) =>
    row(subject.label, camp(own), camp(opposing), camp(others)),
  );
  return html`<h2>By own side and by the opposing side</h2>
${table(
  "Figures for each side's people, by who gives them.",
  ["People", "By their own side", "By the opposing side", "By others"],
  rows,
)}`;
}

/** A range with its claims. A single claim is its own range. */
const figure = (label: string, reports: readonly TollClaimFragment[]): Html =>
  reports.length === 1 ? html`${claims(reports)}` : html`${label}: ${claims(reports)}`;

/** The address of the same question about other people or another event. */
function addressFor(
  { harm, rule, by, includeUnreviewed, recordedAsOf, asOf }: TollPageFragment,
  question: TollQuestion,
  of: SubjectFragment,
): string {
  const parameters: TollAddress = {
    harm,
    event: of.event?.slug ?? null,
    victims: of.victims,
    side: of.side?.slug ?? null,
    place: of.place?.slug ?? null,
    tags: of.tags,
    party: (question.party as readonly string[] | undefined) ?? [],
    rule,
    asOf: asOf === null ? null : Date.parse(asOf),
    by,
    includeUnreviewed,
    recordedAsOf,
  };
  return tollAddress(parameters);
}

function narrower(toll: TollPageFragment, question: TollQuestion) {
  const { narrower, subject: whole } = toll;
  if (narrower.length === 0) return null;
  const items = narrower.map(
    ({ label, subject }) =>
      html`<li><a href="${addressFor(toll, question, subject)}">${subject.label}${subject.event && subject.event.slug !== whole.event?.slug && `, in ${subject.event.title}`}</a>: ${label}</li>\n`,
  );
  return html`<h2>Some of these people</h2>
<p>Figures for some of the people, each with its own page. They overlap, so never add them up.</p>
<ul>
${items}</ul>`;
}

function breakdown({ breakdown }: TollPageFragment): Html | null {
  if (!breakdown?.whole || breakdown.cells.length === 0) return null;
  const rows = breakdown.cells.map(({ kind, label, subject, reports, otherReports, isSummed }) =>
    row(
      subject.label,
      reports.length === 0 ? noClaim(otherReports) : figure(label, reports),
      CELL_KINDS[kind],
      kind === "NO_CLAIM" ? "" : isSummed ? "yes" : "no",
    ),
  );
  return html`<h2>The parts of one claim</h2>
<p>The claim: ${claim(breakdown.whole)}. ${breakdown.label}</p>
${table(
  "Parts of one claim. Even if the parts sum to the total, the list may be incomplete.",
  ["People", "Figure", "Origin of the figure", "In the sum"],
  rows,
)}`;
}

/** Figures of another time are named, so that no cell reads as if nobody had given any. */
const noClaim = (others: readonly TollClaimFragment[]): Html =>
  others.length === 0
    ? html`<strong>no claim</strong>`
    : html`<strong>no claim known to be of that time</strong>; other claims: ${claims(others)}`;

function leftOut({ leftOut, leftOutCount, awaitingReview }: TollPageFragment): Html | null {
  if (leftOutCount === 0) return null;
  const waiting =
    awaitingReview === 0
      ? "None of them waits for review."
      : `${awaitingReview} of them ${awaitingReview === 1 ? "waits" : "wait"} for review.`;
  const rows = leftOut.map(({ reason, explanation, report }) =>
    row(
      linked(report),
      report.attributedTo?.actor?.name ?? "not named",
      html`${enumWords(reason)} <small>${explanation}</small>`,
    ),
  );
  const shown =
    leftOutCount > leftOut.length
      ? `The first ${leftOut.length} of ${leftOutCount} claims`
      : `${leftOutCount} ${leftOutCount === 1 ? "claim" : "claims"}`;
  return html`<h2>Claims left out</h2>
<p>Claims of the same harm that these figures do not use, each with the reason. ${waiting}</p>
${table(`${shown} left out`, ["Figure", "Claimant", "Why it is left out"], rows)}`;
}
