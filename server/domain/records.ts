import type { Count } from "./count.ts";
import type { ACTOR } from "./fields/actor.ts";
import type { ARTICLE } from "./fields/article.ts";
import type { CASUALTY_REPORT } from "./fields/casualtyReport.ts";
import type { EVENT } from "./fields/event.ts";
import type { Composite, FieldTable, Kind, KindName, List, OneOf, Value } from "./fields/kinds.ts";
import type {
  ALIAS,
  ATTRIBUTION,
  DENIAL,
  MENTION,
  PARTICIPANT,
  RETRACTION,
  REVISED,
  TABLE_CELL,
} from "./fields/parts.ts";
import type { PLACE } from "./fields/place.ts";
import type { Paragraph, QuotePosition } from "./text.ts";
import type { KnownTime } from "./time.ts";
import type { EventType, RecordType } from "./vocabulary.ts";

/**
 * The records of a corpus as the ingest layer gives them to the store: checked, and with every quote found. The fields of
 * the records follow from the tables in fields/. References to other records are slugs.
 */
export type Slug = string;

/**
 * The position of words in an article. `articleHash`, the text's SHA-256, shows whether the text has changed since. If the words
 * are a cell of a table, that text is the text of the cell.
 */
export interface Evidence extends QuotePosition {
  readonly article: Slug;
  readonly articleHash: string;
  /** Left out unless the article publishes a table. */
  readonly cell?: TableCell | undefined;
}

export interface StatusNote {
  readonly by: Slug | null;
  readonly evidence: Evidence;
}

/** The value of each kind of field in a record. The values of lists, parts and vocabularies depend on the field. */
export interface RecordValues {
  text: string;
  words: string;
  line: string;
  term: string;
  language: string;
  url: string;
  flag: true;
  source: Slug;
  code: string;
  integer: number;
  decimal: number;
  oneOf: string;
  reference: Slug;
  list: readonly unknown[];
  part: object;
  attribution: { readonly actor: Slug | null; readonly words: string | null };
  time: KnownTime;
  count: Count;
  quote: QuotePosition;
  evidence: readonly Evidence[];
  statusNote: StatusNote;
}
type ValuesByKind = { readonly [Name in KindName]: unknown };

type ValueOf<Of extends Kind, By extends ValuesByKind> =
  Of extends OneOf<infer Name>
    ? Value<Name>
    : Of extends List<infer Item>
      ? readonly ValueOf<Item, By>[]
      : Of extends Composite<"part", infer Fields>
        ? Values<Fields, By>
        : By[Of["is"]];

type IsNeverNull =
  | { readonly required: true }
  | { readonly default: string }
  | { readonly kind: { readonly is: "list" } };

/** The values of a table's fields. `By` gives the value of each kind; by default, the value in a record. */
export type Values<Fields extends FieldTable, By extends ValuesByKind = RecordValues> = {
  readonly [Name in keyof Fields as Fields[Name] extends { since: string } ? never : Name]:
    | ValueOf<Fields[Name]["kind"], By>
    | (Fields[Name] extends IsNeverNull ? never : null);
} & {
  readonly [Name in keyof Fields as Fields[Name] extends { since: string } ? Name : never]?:
    | ValueOf<Fields[Name]["kind"], By>
    | undefined;
};

export type TableCell = Values<typeof TABLE_CELL.fields>;
export type Alias = Values<typeof ALIAS.fields>;
export type Attribution = Values<typeof ATTRIBUTION.fields>;
export type Denial = Values<typeof DENIAL.fields>;
export type Participant = Values<typeof PARTICIPANT.fields>;
export type Retraction = Values<typeof RETRACTION.fields>;
export type Revised = Values<typeof REVISED.fields>;
/** A mention belongs to its article's record, so it does not name the article. */
export type MentionRecord = Omit<Values<typeof MENTION.fields>, "article">;

interface Common<Type extends RecordType> {
  readonly type: Type;
  readonly slug: Slug;
  readonly revised: Revised | null;
}

export interface ArticleRecord extends Common<"Article">, Omit<Values<typeof ARTICLE>, "source"> {
  readonly source: Slug;
  readonly text: string;
  readonly textHash: string;
  readonly paragraphs: readonly Paragraph[];
  readonly mentions: readonly MentionRecord[];
}
export interface ActorRecord extends Common<"Actor">, Values<typeof ACTOR> {}
export interface PlaceRecord extends Common<"Place">, Values<typeof PLACE> {}
/** `eventType` is the event's field `type`, because `type` is the type of the record. */
export interface EventRecord extends Common<"Event">, Omit<Values<typeof EVENT>, "type"> {
  readonly eventType: EventType;
}
export interface CasualtyReportRecord extends Common<"CasualtyReport">, Values<typeof CASUALTY_REPORT> {}

export type CorpusRecord = ArticleRecord | ActorRecord | PlaceRecord | EventRecord | CasualtyReportRecord;

export interface SourceRecord {
  readonly slug: string;
  readonly title: string;
  readonly licence: string;
  readonly licenceUrl: string | null;
  readonly attribution: string | null;
  readonly showsText: boolean;
  /** Left out unless the licence forbids passing the records on: then only readers with a key or token see the store. */
  readonly isPrivate?: true | undefined;
}

/** A record that an administrator took out of the corpus. This is not a claimant's retraction. */
export interface Withdrawal {
  readonly type: RecordType;
  readonly slug: Slug;
  readonly by: string | null;
  readonly reason: string;
}

export interface Corpus {
  readonly slug: string;
  readonly title: string;
  readonly version: string;
  readonly description: string | null;
  readonly sources: readonly SourceRecord[];
  readonly records: readonly CorpusRecord[];
  /** Left out if there is none. */
  readonly withdrawn?: readonly Withdrawal[] | undefined;
}
