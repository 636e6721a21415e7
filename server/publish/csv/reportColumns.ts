import {
  CLAIM_STATUSES,
  HARMS,
  PART_KINDS,
  QUALIFIERS,
  REVIEW_STATES,
  SCOPES,
  TIME_BASES,
  TIME_PRECISIONS,
  VICTIMS,
  WORDINGS,
} from "../../domain/vocabulary.ts";
import {
  ACTOR_FIELDS,
  type ActorData,
  ATTRIBUTION_FIELDS,
  type AttributionData,
  actor,
  type Column,
  flag,
  instant,
  list,
  number,
  oneOf,
  PEOPLE,
  TIME_FIELDS,
  type TimeData,
  text,
} from "./columns.ts";
import { FIELD_COLUMNS, FIELD_SELECTION } from "./fieldColumns.ts";

/** What the columns need of a `CasualtyReport`, as the schema's answer to `REPORT_FIELDS`. */
export interface ReportData {
  readonly slug: string;
  readonly id: string;
  readonly revision: { readonly number: number; readonly contentHash: string };
  readonly harm: string;
  readonly count: {
    readonly label: string;
    readonly qualifier: string;
    readonly min: number | null;
    readonly max: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly text: string | null;
    readonly conventionMin: number | null;
  };
  readonly victims: string;
  readonly tags: readonly string[];
  readonly side: ActorData | null;
  readonly place:
    | (ActorData & { readonly coordinates: { readonly latitude: number; readonly longitude: number } | null })
    | null;
  readonly attributedTo: AttributionData | null;
  readonly party: ActorData | null;
  readonly via: AttributionData | null;
  readonly blamed: AttributionData | null;
  readonly scope: string;
  readonly period: TimeData | null;
  readonly statedAt: TimeData | null;
  readonly status: string;
  readonly review: string;
  readonly reviewRule: string | null;
  readonly isDenied: boolean;
  readonly denials: readonly { readonly matter: string; readonly deniedBy: { readonly slug: string } | null }[];
  readonly retraction: { readonly statedAt: TimeData | null } | null;
  readonly partsAreAll: boolean;
  readonly partOf: { readonly slug: string } | null;
  readonly partKind: string | null;
  readonly event: { readonly slug: string; readonly title: string };
  readonly article: {
    readonly slug: string;
    readonly title: string;
    readonly wording: string;
    readonly url: string | null;
    readonly publisher: ActorData | null;
    readonly published: TimeData | null;
    readonly source: {
      readonly licence: string;
      readonly licenceUrl: string | null;
      readonly attribution: string | null;
      readonly corpus: { readonly slug: string; readonly version: string };
    };
  };
  readonly evidence: readonly {
    readonly quote: string | null;
    readonly wording: string;
    readonly start: number;
    readonly end: number;
    readonly articleHash: string;
  }[];
  readonly note: string | null;
}

/** The selection that gives `ReportData`. */
export const REPORT_FIELDS = /* GraphQL */ `
  slug id
  revision { number contentHash }
  harm
  count { label qualifier min max lower upper text conventionMin }
  victims tags
  side ${ACTOR_FIELDS}
  place { slug name coordinates { latitude longitude } }
  attributedTo ${ATTRIBUTION_FIELDS}
  party ${ACTOR_FIELDS}
  via ${ATTRIBUTION_FIELDS}
  blamed ${ATTRIBUTION_FIELDS}
  scope
  period ${TIME_FIELDS}
  statedAt ${TIME_FIELDS}
  status review reviewRule isDenied
  denials { matter deniedBy { slug } }
  retraction { statedAt ${TIME_FIELDS} }
  partsAreAll
  partOf { slug }
  partKind
  event { slug title }
  article {
    slug title wording url
    publisher ${ACTOR_FIELDS}
    published ${TIME_FIELDS}
    source { licence licenceUrl attribution corpus { slug version } }
  }
  evidence { quote wording start end articleHash }
  note
  ${FIELD_SELECTION}
`;

type ReportColumn = Column<ReportData>;

const attribution = (name: string, who: string, of: (report: ReportData) => AttributionData | null): ReportColumn[] => [
  ...actor<ReportData>(name, who, (report) => of(report)?.actor ?? null),
  text(
    `${name}_words`,
    `${who}: the article's words for it, in the wording that the column \`wording\` names.`,
    (report) => of(report)?.words ?? null,
  ),
];

const time = (name: string, what: string, of: (report: ReportData) => TimeData | null): ReportColumn[] => [
  instant(`${name}_start`, `${what}: the first instant that it can mean.`, (report) => of(report)?.earliest ?? null),
  instant(`${name}_end`, `${what}: the last instant that it can mean.`, (report) => of(report)?.latest ?? null),
  oneOf(
    `${name}_precision`,
    TIME_PRECISIONS,
    `${what}: how exactly it is known.`,
    (report) => of(report)?.precision ?? null,
  ),
  oneOf(
    `${name}_basis`,
    TIME_BASES,
    `${what}: whether the text states it, or whoever modelled it worked it out.`,
    (report) => of(report)?.basis ?? null,
  ),
];

const UTF_16 = "UTF-16 code units";

/** A row stands alone: it says whose claim it is, of which version, from where, and under which licence. */
export const REPORT_COLUMNS: readonly ReportColumn[] = [
  text("claim_id", "The claim's slug: its id in the corpus. One row for each.", ({ slug }) => slug),
  text("global_id", "The claim's id for `node(id:)` in GraphQL.", ({ id }) => id),
  number(
    "revision",
    "versions",
    "Which version of the claim this is, counted from 1.",
    ({ revision }) => revision.number,
  ),
  text(
    "content_hash",
    "SHA-256 of the version's content: equal in every store that holds the same.",
    ({ revision }) => revision.contentHash,
  ),
  text("corpus_id", "The corpus that holds the claim.", ({ article }) => article.source.corpus.slug),
  text(
    "corpus_version",
    "The version of that corpus that the store holds, as its author numbers it.",
    ({ article }) => article.source.corpus.version,
  ),
  oneOf("harm", HARMS, "What befell the people. CASUALTIES is undivided and never means deaths.", ({ harm }) => harm),
  oneOf(
    "wording",
    WORDINGS,
    "Whose words the article's are: its title, and those in `label`, `count_text` and the columns ending in `_words`. RESTATED ones are the corpus author's: never quote them as the publisher's.",
    ({ article }) => article.wording,
  ),
  text(
    "label",
    "How many, for people, and hard to misread: “at least 95”. Show this, not a bare number.",
    ({ count }) => count.label,
  ),
  oneOf("qualifier", QUALIFIERS, "How exactly the figure was stated.", ({ count }) => count.qualifier),
  number("min", PEOPLE, "The lower number that was said: 50 for “more than 50”.", ({ count }) => count.min),
  number("max", PEOPLE, "The upper number that was said: empty for “at least 95”.", ({ count }) => count.max),
  number(
    "lower",
    PEOPLE,
    "The least that the claim allows, itself included: 51 for “more than 50”. Empty where no lower bound was stated. Compare by this.",
    ({ count }) => count.lower,
  ),
  number(
    "upper",
    PEOPLE,
    "The most that the claim allows, itself included. Empty where no upper bound was stated, which is not zero.",
    ({ count }) => count.upper,
  ),
  text(
    "count_text",
    "The words of the figure, in the wording that the column `wording` names. Empty where there are none, or the licence does not let them be shown.",
    ({ count }) => count.text,
  ),
  number(
    "convention_min",
    PEOPLE,
    "For vague words alone, what coders put by convention: 12 for “dozens” (ACLED). Not a stated bound.",
    ({ count }) => count.conventionMin,
  ),
  oneOf("victims", VICTIMS, "Whom it counts, only as far as the words say.", ({ victims }) => victims),
  list("tags", "More that the words say of them, such as `bodies` or `children`.", ({ tags }) => tags),
  ...actor<ReportData>("side", "Whose people they are, where the words say so", ({ side }) => side),
  ...actor<ReportData>("place", "Where it befell them, where the words say so", ({ place }) => place),
  {
    name: "latitude",
    description: "The place's latitude in WGS 84. Empty where it is not known.",
    type: "decimal",
    unit: "degrees north",
    value: ({ place }) => place?.coordinates?.latitude ?? null,
  },
  {
    name: "longitude",
    description: "The place's longitude in WGS 84. Empty where it is not known.",
    type: "decimal",
    unit: "degrees east",
    value: ({ place }) => place?.coordinates?.longitude ?? null,
  },
  ...attribution("claimant", "Who claims it, which is not the publisher", ({ attributedTo }) => attributedTo),
  ...actor<ReportData>("party", "The topmost actor that the claimant belonged to at that time", ({ party }) => party),
  ...attribution("via", "Through whom the article has the claim", ({ via }) => via),
  ...attribution(
    "blamed",
    "Whom the claim names as having done it, which is the claimant's word",
    ({ blamed }) => blamed,
  ),
  oneOf("scope", SCOPES, "Running total or increment. Never add increments to totals.", ({ scope }) => scope),
  ...time("period", "The time that the figure covers", ({ period }) => period),
  ...time("stated", "When the claim was made or reported", ({ statedAt }) => statedAt),
  oneOf("status", CLAIM_STATUSES, "In what sense it was put forward. Not whether it is true.", ({ status }) => status),
  oneOf("review", REVIEW_STATES, "Whether a person has checked it against the words.", ({ review }) => review),
  text("review_rule", "The rule that read it, where a program did.", ({ reviewRule }) => reviewRule),
  flag(
    "is_denied",
    "Whether anybody denies anything in it. That makes it neither false nor smaller.",
    ({ isDenied }) => isDenied,
  ),
  list(
    "denials",
    "What is denied, and by whom: `RESPONSIBILITY by turkey`. To deny having done it is not to deny that it happened. The matter alone where the article names nobody.",
    ({ denials }) => denials.map(({ matter, deniedBy }) => (deniedBy ? `${matter} by ${deniedBy.slug}` : matter)),
  ),
  flag(
    "is_retracted",
    "Whether its claimant has taken it back. Then it stands for what was once said, and no longer for what is.",
    ({ retraction }) => retraction !== null,
  ),
  ...time("retracted", "When its claimant took it back", ({ retraction }) => retraction?.statedAt ?? null),
  text(
    "part_of",
    "The `claim_id` of the claim that this is a part of: the 95 of which 11 were civilians. Never add a part to its whole.",
    ({ partOf }) => partOf?.slug ?? null,
  ),
  oneOf("part_kind", PART_KINDS, "In what way it is a part.", ({ partKind }) => partKind),
  flag(
    "parts_are_all",
    "Whether the words say that the claims that are parts of it are all of it. That figures add up does not say so.",
    ({ partsAreAll }) => partsAreAll,
  ),
  text("event_id", "The event that it is about: the slug.", ({ event }) => event.slug),
  text("event_title", "The event that it is about: the title.", ({ event }) => event.title),
  text("article_id", "The article that carries it: the slug.", ({ article }) => article.slug),
  text(
    "article_title",
    "The article that carries it: the title, in the wording that the column `wording` names.",
    ({ article }) => article.title,
  ),
  text("article_url", "Where the article can be read.", ({ article }) => article.url),
  ...actor<ReportData>(
    "publisher",
    "Who published the article, where the document says so",
    ({ article }) => article.publisher,
  ),
  ...time("published", "When the article was published", ({ article }) => article.published),
  oneOf(
    "quote_wording",
    WORDINGS,
    "Whose words the quote is. RESTATED words are the corpus author's: never put them in quotation marks as the publisher's.",
    ({ evidence }) => evidence[0]?.wording ?? null,
  ),
  text(
    "quote",
    "The first words that the claim rests on. Empty where the licence does not let them be shown.",
    ({ evidence }) => evidence[0]?.quote ?? null,
  ),
  number(
    "quote_start",
    UTF_16,
    "Where they begin in the article's text, from 0.",
    ({ evidence }) => evidence[0]?.start ?? null,
  ),
  number("quote_end", UTF_16, "Where they end, itself excluded.", ({ evidence }) => evidence[0]?.end ?? null),
  text(
    "text_hash",
    "SHA-256 of the article's text that the offsets count in.",
    ({ evidence }) => evidence[0]?.articleHash ?? null,
  ),
  number(
    "evidence_count",
    "passages",
    "How many passages of the article say it; `quote` is the first. Repeats are no further claims.",
    ({ evidence }) => evidence.length,
  ),
  text("licence", "The licence of the article: an SPDX identifier, or words.", ({ article }) => article.source.licence),
  text("licence_url", "Where the licence can be read.", ({ article }) => article.source.licenceUrl),
  text("attribution", "The credit that the licence asks for.", ({ article }) => article.source.attribution),
  text("note", "A remark by the author of the claim.", ({ note }) => note),
  ...FIELD_COLUMNS,
];
