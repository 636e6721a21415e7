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
<p>${asked(toll)}</p>
<h2>Bounds and who sets them</h2>
${bounds(toll)}
<h2>Each party's latest figure</h2>
${positions(toll)}
${sides(toll)}
${narrower(toll, question)}
${breakdown(toll)}
${leftOut(toll)}
${citeBox({ text: toll.citation, permalink: toll.permalink, file: harm.toLowerCase(), search, query })}
</article>`;
  return page({ title: `${title} – conflict-graph`, body, home: "../" });
}

/** “People killed”, “Civilians in Azerbaijan killed”. */
const peopleHarmed = ({ harm, subject }: TollPageFragment): string =>
  `${capitalised(subject.label)} ${HARM_WORDS[harm]}`;

function newer({ harm, recordedAsOf }: TollPageFragment, search: string): Html {
  const parameters = new URLSearchParams(search);
  parameters.delete("recordedAsOf");
  return html`<p class="notice" role="note"><strong>This is the state at data revision ${recordedAsOf}.</strong> The store has changed since then: see <a href="${harm.toLowerCase()}?${parameters.toString()}">the same toll in the newest state</a>.</p>\n`;
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
}: TollPageFragment) {
  const part = about !== null && subject.event !== null && about.slug !== subject.event.slug;
  const separate = separateEvents.map(({ title }) => title).join("; ");
  return html`Rule: <strong>${rule}</strong>. ${ruleDescription} ${asOf === null ? "It uses all known claims" : `It uses only claims stated by ${instant(asOf)}`}${includeUnreviewed ? ", including those that no person has checked" : ""}, as of data revision ${recordedAsOf} of this store.${part && html` No total covers the whole event. These figures are about a part of it: <strong>${about.title}</strong>.`}${separate !== "" && html` Several parts have their own totals, which are not added up: ${separate}.`}`;
}

const instant = (iso: string): string =>
  iso.endsWith("T23:59:59.999Z") ? `the end of ${iso.slice(0, 10)} (UTC)` : `${iso} (UTC)`;

function bounds(toll: TollPageFragment): Html {
  const { low, high, isOpenBelow, isOpenAbove, conventionLow, spread, latest } = toll;
  const openBelow = isOpenBelow ? " Some claims state no lower bound." : "";
  const openAbove = isOpenAbove ? " Some claims set no upper limit, so this is not a limit." : "";
  const far =
    spread &&
    `The stated bounds ${spread.difference === 0 ? "are the same" : `are ${spread.difference} apart${spread.ratio === null ? "" : `, a ratio of ${spread.ratio.toFixed(2)}`}`}${spread.isOpen ? ". Some claims have an open end" : ""}.`;
  return html`<dl>
<dt>Lowest bound</dt><dd>${low === null ? `Nobody states one.${openBelow}` : html`${low}, by ${claims(toll.lowReports)}${openBelow && html` <small>${openBelow}</small>`}`}</dd>
<dt>Highest bound</dt><dd>${high === null ? "Nobody states one, so the claims set no upper limit." : html`${high}, by ${claims(toll.highReports)}${openAbove && html` <small>${openAbove}</small>`}`}</dd>
${conventionLow !== null && html`<dt>By convention</dt><dd>Coders use ${conventionLow} for such words; nobody stated it.</dd>\n`}${
  far && html`<dt>Spread</dt><dd>${far}</dd>\n`
}<dt>Latest</dt><dd>${latest.report ? claim(latest.report) : latest.explanation}${!latest.report && latest.candidates.length > 0 && html` <small>It may be ${claims(latest.candidates)}.</small>`}</dd>
<dt>Claimants</dt><dd>${toll.claimantCount} named, from ${toll.sourceCount} independent ${toll.sourceCount === 1 ? "source" : "sources"}. ${toll.unattributedCount} ${toll.unattributedCount === 1 ? "publisher gives" : "publishers give"} figures without naming a claimant</dd>
</dl>`;
}

function positions({ positions, positionCount }: TollPageFragment): Html {
  if (positions.length === 0) return html`<p>No comparable claim gives a figure for this. That does not mean zero.</p>`;
  const rows = positions.flatMap(({ party, publisher, reports, superseded, isDenied, latest }) => {
    const who = party?.name ?? `No claimant named (publisher: ${publisher?.name ?? "not stated"})`;
    return reports.map((report, index) => {
      const denied = isDenied && report.isDenied && html`<br><strong>denied</strong>`;
      const earlier = index === 0 && superseded.length > 0 && html`Earlier: ${claims(superseded)}. `;
      const why = index === 0 && reports.length > 1 && latest.explanation;
      return row(who, html`${linked(report)}${denied}`, stated(report), through(report), html`${earlier}${why}`);
    });
  });
  const more = positionCount > positions.length ? ` The first ${positions.length} of ${positionCount}.` : "";
  return table(
    `Each party counts once, with its latest total.${more}`,
    ["Party", "Figure", "Stated", "Claimant and article", "Notes"],
    rows,
  );
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

function narrower(
  { narrower, harm, rule, includeUnreviewed, recordedAsOf, asOf }: TollPageFragment,
  question: TollQuestion,
) {
  if (narrower.length === 0) return null;
  const address = (of: SubjectFragment) => {
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
      includeUnreviewed,
      recordedAsOf,
    };
    return tollAddress(parameters);
  };
  const items = narrower.map(
    ({ label, subject }) =>
      html`<li><a href="${address(subject)}">${subject.label}${subject.event && `, in ${subject.event.title}`}</a>: ${label}</li>\n`,
  );
  return html`<h2>Some of these people</h2>
<p>Figures for some of the people, each with its own page. They overlap, so never add them up.</p>
<ul>
${items}</ul>`;
}

function breakdown({ breakdown }: TollPageFragment): Html | null {
  if (!breakdown?.whole || breakdown.cells.length === 0) return null;
  const rows = breakdown.cells.map(({ kind, label, subject, reports, isSummed }) =>
    row(
      subject.label,
      reports.length === 0 ? html`<strong>no claim</strong>` : figure(label, reports),
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
  const shown = leftOutCount > leftOut.length ? `The first ${leftOut.length} of ${leftOutCount}` : `${leftOutCount}`;
  return html`<h2>Claims left out</h2>
<p>Claims of the same harm that these figures do not use, each with the reason. ${waiting}</p>
${table(`${shown} claims left out`, ["Figure", "Claimant", "Why it is left out"], rows)}`;
}
