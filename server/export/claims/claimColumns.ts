import {
  CLAIM_STATUSES,
  HARMS,
  PART_KINDS,
  QUALIFIERS,
  REVIEW_STATES,
  SCOPES,
  VICTIMS,
  WORDINGS,
} from "../../domain/vocabulary.ts";
import { encodeGlobalId } from "../../schema/builder/globalId.ts";
import { actor, type Column, decimal, flag, list, number, oneOf, PEOPLE, shared, text } from "../columns.ts";
import { timeColumns as time } from "../timeColumns.ts";
import type { AttributionCells, ClaimRow } from "./claimRow.ts";
import { OTHER_COLUMNS } from "./otherFields.ts";

type ClaimColumn = Column<ClaimRow>;

const attribution = (name: string, who: string, of: (claim: ClaimRow) => AttributionCells | null): ClaimColumn[] => [
  ...actor<ClaimRow>(name, who, (claim) => of(claim)?.actor ?? null),
  text(
    `${name}_words`,
    `${who}: the article's words for the actor, in the wording that the column \`wording\` names.`,
    (claim) => of(claim)?.words ?? null,
  ),
];

const UTF_16 = "UTF-16 code units";

/** Each row is complete in itself, with the claim's claimant, version, origin and licence. */
export const CLAIM_COLUMNS: readonly ClaimColumn[] = [
  text("claim_id", "The claim's slug, which is its id in the corpus. Each claim has one row.", ({ slug }) => slug),
  text("global_id", "The claim's id for `node(id:)` in GraphQL, the same in every table.", ({ slug }) =>
    encodeGlobalId("CasualtyReport", slug),
  ),
  number("revision", "versions", "The version of the claim, counted from 1.", ({ revision }) => revision.number),
  text(
    "content_hash",
    "SHA-256 of the version's content. The hash is equal in every store that has the same content. It begins with hmac-sha256: and is specific to the store if a withdrawn name was removed from the content.",
    ({ revision }) => revision.contentHash,
  ),
  text("corpus_id", "The corpus that contains the claim.", ({ article }) => article.source.corpus.slug),
  text(
    "corpus_version",
    "The version of this corpus, as numbered by its author.",
    ({ article }) => article.source.corpus.version,
  ),
  oneOf(
    "harm",
    HARMS,
    "The kind of harm. CASUALTIES does not separate the killed from the wounded, and never means deaths.",
    ({ harm }) => harm,
  ),
  oneOf(
    "wording",
    WORDINGS,
    "Who worded the article's title and the words in `label`, `count_text` and the columns ending in `_words`: the publisher or the author of the corpus. Never quote RESTATED words as the publisher's.",
    ({ article }) => article.wording,
  ),
  text(
    "label",
    "The figure in words that are hard to misread: “at least 95”. Show this, not a bare number.",
    ({ count }) => count.label,
  ),
  oneOf("qualifier", QUALIFIERS, "How exactly the figure was stated.", ({ count }) => count.qualifier),
  number("min", PEOPLE, "The stated lower number: 50 for “more than 50”.", ({ count }) => count.min),
  number("max", PEOPLE, "The stated upper number. Empty for “at least 95”.", ({ count }) => count.max),
  number(
    "lower",
    PEOPLE,
    "The lowest number that fits the claim, inclusive: 51 for “more than 50”. Empty if no lower bound was stated. Use this number to compare figures.",
    ({ count }) => count.lower,
  ),
  number(
    "upper",
    PEOPLE,
    "The highest number that fits the claim, inclusive. Empty if no upper bound was stated, which is not zero.",
    ({ count }) => count.upper,
  ),
  text(
    "count_text",
    "The words of the figure, in the wording that the column `wording` names. Empty if the figure has no words or if the licence does not allow showing them.",
    ({ count }) => count.text,
  ),
  number(
    "convention_min",
    PEOPLE,
    "Only for vague words: the number that coders use by convention, such as 12 for “dozens” (ACLED). This number is not a stated bound.",
    ({ count }) => count.conventionMin,
  ),
  number(
    "best",
    PEOPLE,
    "The claimant's own best estimate within the bounds, if the claim gives one. It is the claimant's number, never ours, and never a bound.",
    ({ count }) => count.best,
  ),
  oneOf("victims", VICTIMS, "The kind of people counted, only if the words say so.", ({ victims }) => victims),
  list(
    "tags",
    "Other details that the words give about the people, such as `bodies` or `children`.",
    ({ tags }) => tags,
  ),
  ...actor<ClaimRow>("side", "The actor whose people are counted, if the words say so", ({ side }) => side),
  ...shared<ClaimRow>(
    ({ place }) => place,
    [
      ...actor<ClaimRow>("place", "Where the people were harmed, if the words say so", ({ place }) => place),
      decimal(
        "latitude",
        "degrees north",
        "The place's latitude in WGS 84. Empty if not known.",
        ({ place }) => place?.latitude ?? null,
      ),
      decimal(
        "longitude",
        "degrees east",
        "The place's longitude in WGS 84. Empty if not known.",
        ({ place }) => place?.longitude ?? null,
      ),
    ],
  ),
  ...attribution(
    "claimant",
    "The claimant, who is not the publisher unless the words say so",
    ({ attributedTo }) => attributedTo,
  ),
  ...actor<ClaimRow>(
    "party",
    "The claimant's party: the topmost actor by affiliation at that time",
    ({ party }) => party,
  ),
  ...attribution("via", "The conduit through which the claim reached the article", ({ via }) => via),
  ...attribution(
    "blamed",
    "The actor that the claim names as the perpetrator, which is the claimant's statement",
    ({ blamed }) => blamed,
  ),
  oneOf("scope", SCOPES, "Running total or increment. Never add increments to totals.", ({ scope }) => scope),
  ...time<ClaimRow>("period", "The period that the figure covers", ({ period }) => period),
  ...time<ClaimRow>("stated", "When the claim was made or reported", ({ statedAt }) => statedAt),
  oneOf(
    "status",
    CLAIM_STATUSES,
    "The sense in which the claim was stated. The status does not say whether the claim is true.",
    ({ status }) => status,
  ),
  oneOf(
    "review",
    REVIEW_STATES,
    "Whether a person has checked the claim against the article's words.",
    ({ review }) => review,
  ),
  text("review_rule", "The rule that read the claim, if a program did.", ({ rule }) => rule),
  flag(
    "is_denied",
    "Whether anyone denies the claim or a part of it. A denial does not make a claim false or a figure smaller.",
    ({ denials }) => denials.length > 0,
  ),
  list(
    "denials",
    "The denials, each with its aspect and the actor: `RESPONSIBILITY by turkey`. Someone who denies responsibility does not deny that the event happened. If the article names nobody, only the aspect is given.",
    ({ denials }) => denials.map(({ matter, deniedBy }) => (deniedBy ? `${matter} by ${deniedBy}` : matter)),
  ),
  flag(
    "is_retracted",
    "Whether the claimant has retracted the claim. A retracted claim shows what was once said.",
    ({ retraction }) => retraction !== null,
  ),
  ...time<ClaimRow>(
    "retracted",
    "When the claimant retracted the claim",
    ({ retraction }) => retraction?.statedAt ?? null,
  ),
  text(
    "part_of",
    "The `claim_id` of the larger claim, if this claim is a part of it: 95 dead, for 11 civilians among them. Never add a part to its whole.",
    ({ partOf }) => partOf,
  ),
  oneOf("part_kind", PART_KINDS, "The kind of part that the claim is of the larger claim.", ({ partKind }) => partKind),
  flag(
    "parts_are_all",
    "Whether the words say that the parts of this claim make up the whole. It is not enough that the parts sum to the total.",
    ({ partsAreAll }) => partsAreAll,
  ),
  ...shared<ClaimRow>(
    ({ event }) => event,
    [
      text("event_id", "The event that the claim is about: the slug.", ({ event }) => event.slug),
      text("event_title", "The event that the claim is about: the title.", ({ event }) => event.title),
    ],
  ),
  ...shared<ClaimRow>(
    ({ article }) => article,
    [
      text("article_id", "The article that contains the claim: the slug.", ({ article }) => article.slug),
      text(
        "article_title",
        "The article that contains the claim: the title, in the wording that the column `wording` names.",
        ({ article }) => article.title,
      ),
      text("article_url", "The web address of the article.", ({ article }) => article.url),
      ...actor<ClaimRow>(
        "publisher",
        "The article's publisher, if the document names it",
        ({ article }) => article.publisher,
      ),
      ...time<ClaimRow>("published", "When the article was published", ({ article }) => article.published),
      text("archive_url", "The web address of a copy of the article that stays.", ({ article }) => article.archiveUrl),
      ...time<ClaimRow>("retrieved", "When the article was retrieved", ({ article }) => article.retrievedAt),
      text(
        "media_hash",
        "The SHA-256 of the retrieved file's bytes: `sha256:` and 64 hexadecimal digits.",
        ({ article }) => article.mediaHash,
      ),
    ],
  ),
  oneOf(
    "quote_wording",
    WORDINGS,
    "Who worded the quote: the publisher or the author of the corpus. Never put RESTATED words in quotation marks as the publisher's.",
    ({ evidence }) => evidence.wording,
  ),
  text(
    "quote",
    "The first passage that supports the claim. Empty if the licence does not allow showing it.",
    ({ evidence }) => evidence.quote,
  ),
  number(
    "quote_start",
    UTF_16,
    "Where the quote begins in the article's text, from 0.",
    ({ evidence }) => evidence.start,
  ),
  number("quote_end", UTF_16, "Where the quote ends, exclusive.", ({ evidence }) => evidence.end),
  text("text_hash", "SHA-256 of the article's text that the offsets refer to.", ({ evidence }) => evidence.articleHash),
  number(
    "evidence_count",
    "passages",
    "The number of passages in the article that support the claim. `quote` is the first passage. Repeats are not further claims.",
    ({ evidence }) => evidence.count,
  ),
  text(
    "cell_file",
    "The file that contains the quote, if the article is a table such as a dataset. The offsets are then those of the cell's own text.",
    ({ evidence }) => evidence.cell?.file ?? null,
  ),
  number(
    "cell_row",
    "rows",
    "The row of the quote in that file, from 1. The header counts as a row.",
    ({ evidence }) => evidence.cell?.row ?? null,
  ),
  text("cell_column", "The column of the quote in that file.", ({ evidence }) => evidence.cell?.column ?? null),
  ...shared<ClaimRow>(
    ({ article }) => article.source,
    [
      text(
        "licence",
        "The licence of the article: an SPDX identifier, or words.",
        ({ article }) => article.source.licence,
      ),
      text("licence_url", "The web address of the licence.", ({ article }) => article.source.licenceUrl),
      text("attribution", "The credit that the licence requires.", ({ article }) => article.source.attribution),
    ],
  ),
  text("note", "A note by the author of the record.", ({ note }) => note),
  ...OTHER_COLUMNS,
];
