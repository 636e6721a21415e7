import type { CslItem } from "../../domain/citation.ts";
import { claimSentence } from "../../domain/claimPhrase.ts";
import { formatNumber } from "../../domain/english.ts";
import { isKeyedHash } from "../../domain/text.ts";
import {
  CLAIM_STATUSES,
  DENIED_MATTERS,
  HARMS,
  PART_KINDS,
  QUALIFIERS,
  REVIEW_STATES,
  SCOPES,
  VICTIMS,
} from "../../domain/vocabulary.ts";
import { citeBox } from "../citeBox.ts";
import { evidence } from "../evidence.ts";
import {
  type ClaimPageFragment,
  type ClaimQuery,
  type ClaimRevisionFragment,
  claimQuery,
  type LinkedFragment,
  type TimeFragment,
} from "../generated/queries.ts";
import { type Html, html } from "../html.ts";
import { page } from "../layout.ts";
import { claimLinkedData } from "../linkedData/claimLinkedData.ts";
import type { JsonLdObject } from "../linkedData/jsonLd.ts";
import { pageHead } from "../linkedData/pageHead.ts";
import { dayOf, enumWords, isLink } from "../shared.ts";
import { table, row as tableRow } from "../table.ts";
import { claimFacts } from "./claimFacts.ts";

/** A claim, and its citation as CSL-JSON. */
export type ClaimPageData = NonNullable<ClaimQuery["casualtyReport"]>;

/** A claim's versions, besides the one that is shown. */
export interface ClaimHistory {
  /** Oldest first. */
  readonly versions: readonly ClaimRevisionFragment[];
  /** Null if the claim is current. */
  readonly withdrawn: ClaimRevisionFragment | null;
}

/** The page of one version of a claim. Only its notice and its history show what happened later. */
export function claimPage(claim: ClaimPageData, history: ClaimHistory): string {
  const { slug, revision } = claim;
  const item = itemOf(claim);
  const title = item.title.replace(/ \([^()]*\)$/, "");
  const query = {
    comment: "What the page of this claim shows, as of the write that made this version.",
    name: "Claim",
    field: `casualtyReport(slug: "${slug}", recordedAsOf: ${revision.dataRevision})`,
    document: claimQuery,
  } as const;
  const body = html`${notice(claim, history)}
<article>
<h1>${title}</h1>
<p class="lead">${sentence(claim)}</p>
<p>This is one claim, not a finding. It is shown as its source is reported to have made it. Claim <code>${slug}</code>, revision ${revision.number}.</p>
<h2>What is claimed</h2>
${facts(claim)}
<h2>Evidence</h2>
<p>${articleLine(claim)}</p>
${evidence(claim.evidence, claim.article.slug)}
${basis(claim)}
${retraction(claim)}
${denials(claim)}
${parts(claim)}
<h2>Where it comes from</h2>
${origin(claim)}
${citeBox({ text: claim.citation, permalink: claim.permalink, file: `${slug}@${revision.number}`, query })}
</article>
${revisions(claim, history)}`;
  const head = pageHead({
    item,
    description: sentence(claim),
    permalink: claim.permalink,
    file: `${slug}@${revision.number}`,
    licenceUrl: claim.article.source.licenceUrl,
    linkedData: claimData(claim),
  });
  return page({ title: `${title} – conflict-graph`, head, body, home: "../" });
}

const itemOf = ({ item }: ClaimPageData): CslItem => {
  const [only] = JSON.parse(item) as [CslItem];
  return only;
};

/** The claim in the words of schema.org. */
export const claimData = (claim: ClaimPageData): JsonLdObject => claimLinkedData(claim, itemOf(claim), sentence(claim));

const sentence = (claim: ClaimPageFragment): string => claimSentence(claimFacts(claim));

function notice(
  { slug, revision, review, retraction }: ClaimPageFragment,
  { versions, withdrawn }: ClaimHistory,
): Html {
  const newest = versions.at(-1);
  const isOld = newest !== undefined && newest.number !== revision.number;
  const link = newest && html`<a href="${slug}@${newest.number}">revision ${newest.number}</a>`;
  return html`${
    retraction &&
    html`<p class="notice" role="note"><strong>The claimant has retracted this claim${retraction.statedAt && ` (${retraction.statedAt.label})`}.</strong> The words are below.</p>\n`
  }${
    withdrawn
      ? html`<p class="notice" role="note"><strong>This claim was withdrawn</strong> on ${dayOf(withdrawn.recordedAt)} by ${withdrawn.recordedBy}: ${withdrawn.reason} This page shows what it said.${isOld && html` Its last version is ${link}.`}</p>\n`
      : isOld &&
        html`<p class="notice" role="note"><strong>This is an older version.</strong> The current one is ${link}.</p>\n`
  }${
    review === "REJECTED" &&
    html`<p class="notice" role="note"><strong>Rejected in review.</strong> ${REVIEW_STATES.REJECTED}</p>\n`
  }`;
}

/** Without the examples in descriptions, which would look like words of the article. */
const withoutExamples = (meaning: string): string => meaning.replace(/,? such as “[^”]*”/g, "").replace(/: “.*/, ".");

/** Descriptions have values and tags in backticks. */
const coded = (text: string): Html[] =>
  text.split("`").map((part, index) => (index % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));

const row = (name: string, value: Html | string | null, meaning?: string | null): Html | null =>
  value === null
    ? null
    : html`<dt>${name}</dt><dd>${value}${meaning && html` <small>${coded(meaning)}</small>`}</dd>\n`;

function facts(claim: ClaimPageFragment): Html {
  const { count, attributedTo, party, via, blamed } = claim;
  const label = count.label;
  const convention =
    count.conventionMin === null
      ? ""
      : ` By convention, coders use ${count.conventionMin} for such words; nobody stated it.`;
  const who = attributedTo?.actor?.name ?? "Not named in the article";
  return html`<dl>
${row("Figure", label, `${withoutExamples(QUALIFIERS[count.qualifier])}${convention}`)}${row(
  "Best estimate",
  count.best === null ? null : formatNumber(count.best),
  "The claimant's own. It is never used as a bound.",
)}${row("Harm", enumWords(claim.harm), withoutExamples(HARMS[claim.harm]))}${row(
  "Victims",
  enumWords(claim.victims),
  withoutExamples(VICTIMS[claim.victims]),
)}${row("Tags", claim.tags.length === 0 ? null : claim.tags.join(", "))}${row(
  "Side",
  claim.side?.name ?? null,
)}${row("Where", claim.place?.name ?? null)}${row("Claimed by", who, named(attributedTo?.words ?? null, claim))}${row(
  "Party",
  party && party.slug !== attributedTo?.actor?.slug ? party.name : null,
)}${row("Reported through", via && (via.actor?.name ?? "Not named in the article"), named(via?.words ?? null, claim))}${row(
  "Blamed by the claimant",
  blamed && (blamed.actor?.name ?? "Not named in the article"),
  named(blamed?.words ?? null, claim),
)}${row("About", claim.event.title)}${time("Time covered", claim.period, claim)}${
  time("Stated", claim.statedAt, claim) ?? row("Stated", "Not known")
}${row("Scope", enumWords(claim.scope), SCOPES[claim.scope])}${row("Status", enumWords(claim.status), CLAIM_STATUSES[claim.status])}${row(
  "Review",
  enumWords(claim.review),
  `${REVIEW_STATES[claim.review]}${claim.reviewRule === null ? "" : ` Rule: ${claim.reviewRule}.`}`,
)}${row("Note", claim.note)}
</dl>`;
}

/** The article's words for a name. Only the publisher's own words are in quotation marks. */
const named = (words: string | null, { article }: ClaimPageFragment): string | null =>
  words && (article.wording === "VERBATIM" ? `In the article's words: “${words}”.` : `As restated: ${words}.`);

function time(name: string, at: TimeFragment | null, claim: ClaimPageFragment): Html | null {
  if (!at) return null;
  return row(name, at.label, [named(at.words, claim), at.note].filter(Boolean).join(" "));
}

function articleLine({ article }: ClaimPageFragment): Html {
  const isRestated = article.wording === "RESTATED";
  return html`${isRestated ? "From an article titled, in the corpus author's words:" : "From the article:"} <strong lang="${article.language}">${article.title}</strong>. Publisher: ${article.publisher?.name ?? "not stated"}.`;
}

function denials({ denials, article }: ClaimPageFragment): Html | null {
  if (denials.length === 0) return null;
  const items = denials.map(
    (
      denial,
    ) => html`<h3>Denied by ${denial.deniedBy?.name ?? "someone not named"}: ${enumWords(denial.matter).toLowerCase()}</h3>
<p>${DENIED_MATTERS[denial.matter]}${denial.statedAt && ` When: ${denial.statedAt.label}.`}</p>
${evidence(denial.evidence, article.slug)}`,
  );
  return html`<h2>Denials</h2>
<p>A denial removes nothing and lowers no figure. It is shown next to what it denies.</p>
${items}`;
}

function basis({ basis, article }: ClaimPageFragment): Html | null {
  if (!basis) return null;
  const named = basis.articles.map(({ slug, title, url, publisher }) => {
    const linked = url && isLink(url) ? html`<a href="${url}">${title}</a>` : title;
    return html`<li>${publisher && `${publisher.name}: `}${linked} <small><code>${slug}</code></small></li>\n`;
  });
  return html`<h2>Based on</h2>
<p>What ${article.publisher?.name ?? "the claimant"} names as the basis of the figure${basis.words && `: “${basis.words}”`}. Their figures are not stored here, and may differ.</p>
${named.length > 0 && html`<ul>\n${named}</ul>`}`;
}

function retraction(claim: ClaimPageFragment): Html | null {
  const { retraction } = claim;
  if (!retraction) return null;
  const { words, note, statedAt } = retraction;
  const more = [statedAt && `When: ${statedAt.label}.`, named(words, claim), note].filter(Boolean).join(" ");
  return html`<h2>Retraction</h2>
<p>The claimant has retracted this claim. The claim stays, with its original words. ${more}</p>
${evidence(retraction.evidence, claim.article.slug)}`;
}

function parts({ partOf, partKind, partsAreAll, parts }: ClaimPageFragment): Html | null {
  if (!partOf && parts.totalCount === 0) return null;
  const kind = (of: keyof typeof PART_KINDS | null) => of && html` <small>${withoutExamples(PART_KINDS[of])}</small>`;
  const more = parts.totalCount - parts.nodes.length;
  return html`<h2>Whole and parts</h2>
<ul>
${partOf && html`<li>Part of: ${linked(partOf)}${kind(partKind)}</li>\n`}${parts.nodes.map(
  (part) => html`<li>Part: ${linked(part)}${kind(part.partKind)}</li>\n`,
)}${more > 0 && html`<li>${more} more parts</li>`}
</ul>
${parts.totalCount > 0 && html`<p>${partsAreAll ? "The words say that its parts together are the whole." : "Even if the parts sum to the total, the list may be incomplete."}</p>`}`;
}

const linked = ({ slug, count, harm, victims, revision, attributedTo }: LinkedFragment): Html =>
  html`<a href="${slug}@${revision.number}">${count.label}, ${enumWords(harm).toLowerCase()}, victims: ${enumWords(victims).toLowerCase()}</a>, claimed by ${attributedTo?.actor?.name ?? "an unnamed source"}`;

function origin({ article, revision }: ClaimPageFragment): Html {
  const { source } = article;
  const licence =
    source.licenceUrl && isLink(source.licenceUrl)
      ? html`<a href="${source.licenceUrl}" rel="license">${source.licence}</a>`
      : source.licence;
  const address = (of: string | null) => of && (isLink(of) ? html`<a href="${of}">${of}</a>` : of);
  return html`<dl>
${row("Article", html`<code>${article.slug}</code>`)}${row("Published", article.published?.label ?? "not known", article.published?.note)}${row(
  "Agencies credited",
  article.agencies.length === 0 ? null : article.agencies.map(({ name }) => name).join(", "),
)}${row("Copy of", article.copyOf && html`<code>${article.copyOf.slug}</code>`, "The two count as one source.")}${row(
  "Address",
  address(article.url),
)}${row("Archived copy", address(article.archiveUrl))}${row(
  "Retrieved",
  article.retrievedAt?.label ?? null,
  article.retrievedAt?.note,
)}${row(
  "Hash of the file",
  article.mediaHash && html`<code>${article.mediaHash}</code>`,
  "SHA-256 of the bytes that were retrieved.",
)}${row("Source", source.title, source.attribution)}${row("Licence", html`${licence}`)}${row(
  "Recorded",
  `${dayOf(revision.recordedAt)}, by ${revision.recordedBy}`,
  revision.reason,
)}${row("Content hash", html`<code>${revision.contentHash}</code>`, hashMeaning(revision.contentHash))}
</dl>`;
}

const hashMeaning = (hash: string): string =>
  isKeyedHash(hash)
    ? "HMAC-SHA-256 of the record's content, from which a withdrawn name was removed."
    : "SHA-256 of the record's content.";

const AUTHOR_KINDS: Readonly<Record<ClaimRevisionFragment["recordedByKind"], string>> = {
  CORPUS: "",
  API_KEY: " (API key)",
  TOKEN: " (token)",
};

/** A key and a token may have the same name. */
const authorOf = ({ recordedBy, recordedByKind }: ClaimRevisionFragment): string =>
  `${recordedBy}${AUTHOR_KINDS[recordedByKind]}`;

function revisions({ slug, revision }: ClaimPageFragment, { versions, withdrawn }: ClaimHistory): Html {
  const rows = versions.map((version) => {
    const { number, recordedAt, reason, changes } = version;
    const own = number === revision.number;
    const changed =
      changes.length > 0 && html` <small>Changed: ${changes.map(({ field }) => field).join(", ")}.</small>`;
    const name = own ? `${number} (this page)` : html`<a href="${slug}@${number}">${number}</a>`;
    return tableRow(name, dayOf(recordedAt), authorOf(version), html`${reason}${changed}`);
  });
  const end = withdrawn && [tableRow("withdrawn", dayOf(withdrawn.recordedAt), authorOf(withdrawn), withdrawn.reason)];
  return html`<section data-now>
<h2>History</h2>
${table(
  "Every version of this claim. Nothing is changed silently.",
  ["Revision", "Recorded", "By", "Why"],
  [...rows, ...(end ?? [])],
)}
</section>`;
}
