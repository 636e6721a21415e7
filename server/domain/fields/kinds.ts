import * as vocabulary from "../vocabulary.ts";

/**
 * The kinds of field that a record can have. A table of fields (article.ts, parts.ts, …) names the kind of each, and every
 * layer has one table of what it makes of a kind: ingest/shapes.ts reads and checks it, store/records stores it and reads
 * it back, schema/writing offers it as an input. So a new field needs no code of its own, unless it is of a new kind.
 */
interface Kinds {
  text: Plain<"text">;
  words: Plain<"words">;
  line: Plain<"line">;
  term: Plain<"term">;
  language: Plain<"language">;
  url: Plain<"url">;
  flag: Plain<"flag">;
  source: Plain<"source">;
  code: Code;
  integer: Range<"integer">;
  decimal: Range<"decimal">;
  oneOf: OneOf<VocabularyName>;
  reference: Reference;
  list: AnyList;
  part: Composite<"part", FieldTable>;
  attribution: Composite<"attribution", FieldTable>;
  time: Composite<"time", FieldTable>;
  count: Composite<"count", FieldTable>;
  quote: Composite<"quote", FieldTable>;
  evidence: Composite<"evidence", FieldTable>;
  statusNote: Composite<"statusNote", FieldTable>;
}
export type KindName = keyof Kinds;
export type KindOf<Name extends KindName> = Kinds[Name];
export type Kind = Kinds[KindName];

interface Plain<Is extends string> {
  readonly is: Is;
}

/** Text in our own words, of any length. */
export const TEXT: Plain<"text"> = { is: "text" };
/** The article's own words: they are withheld if its licence forbids showing them. */
export const WORDS: Plain<"words"> = { is: "words" };
/** A title or a name: text in one line. */
export const LINE: Plain<"line"> = { is: "line" };
/** An entry of somebody else's list, which never contains anybody's name. */
export const TERM: Plain<"term"> = { is: "term" };
export const LANGUAGE: Plain<"language"> = { is: "language" };
export const HTTP_URL: Plain<"url"> = { is: "url" };
/** True, or left out. */
export const FLAG: Plain<"flag"> = { is: "flag" };
/** The slug of one of the corpus's sources. */
export const SOURCE: Plain<"source"> = { is: "source" };

/** Text of a fixed form. `problem` says what is wrong with any other text. */
interface Code {
  readonly is: "code";
  readonly pattern: RegExp;
  readonly problem: string;
}
export const code = (pattern: RegExp, problem: string): Code => ({ is: "code", pattern, problem });

/** A number within bounds, both included. */
interface Range<Is extends "integer" | "decimal"> {
  readonly is: Is;
  readonly min: number;
  readonly max: number;
}
export const integer = (min: number, max: number): Range<"integer"> => ({ is: "integer", min, max });
export const decimal = (min: number, max: number): Range<"decimal"> => ({ is: "decimal", min, max });

/** The vocabularies, named as in the schema. */
export const VOCABULARIES = {
  ActorKind: vocabulary.ACTOR_KINDS,
  Assertion: vocabulary.ASSERTIONS,
  ClaimStatus: vocabulary.CLAIM_STATUSES,
  DeniedMatter: vocabulary.DENIED_MATTERS,
  EventMode: vocabulary.EVENT_MODES,
  EventType: vocabulary.EVENT_TYPES,
  Harm: vocabulary.HARMS,
  ParticipantRole: vocabulary.PARTICIPANT_ROLES,
  PartKind: vocabulary.PART_KINDS,
  Party: vocabulary.PARTIES,
  Qualifier: vocabulary.QUALIFIERS,
  ReviewState: vocabulary.REVIEW_STATES,
  Scope: vocabulary.SCOPES,
  TimeBasis: vocabulary.TIME_BASES,
  Victims: vocabulary.VICTIMS,
  Wording: vocabulary.WORDINGS,
} as const;
export type VocabularyName = keyof typeof VOCABULARIES;
export type Value<Name extends VocabularyName> = keyof (typeof VOCABULARIES)[Name] & string;

/** One value of a vocabulary. */
export interface OneOf<Name extends VocabularyName> {
  readonly is: "oneOf";
  readonly vocabulary: Name;
}
export const oneOf = <Name extends VocabularyName>(name: Name): OneOf<Name> => ({ is: "oneOf", vocabulary: name });

/** The slug of another record. */
interface Reference {
  readonly is: "reference";
  readonly to: vocabulary.RecordType;
}
export const reference = (to: vocabulary.RecordType): Reference => ({ is: "reference", to });

interface AnyList {
  readonly is: "list";
  readonly of: Kind;
}
export interface List<Item extends Kind> extends AnyList {
  readonly of: Item;
}
export const list = <Item extends Kind>(of: Item): List<Item> => ({ is: "list", of });

/**
 * A value with fields of its own. A record keeps a `part` and an `attribution` as they are written; the value of the
 * others is worked out: a time's milliseconds, a count's bounds, where a quote is in its article.
 */
export type CompositeName = "part" | "attribution" | "time" | "count" | "quote" | "evidence" | "statusNote";
export interface Composite<Is extends CompositeName, Fields extends FieldTable> {
  readonly is: Is;
  /** The name of its input type, without `Input`. */
  readonly name: string;
  readonly meaning: string;
  readonly fields: Fields;
  /** The field that a plain text stands for: `Riverton` is short for `{ name: Riverton }`. */
  readonly short?: string;
}

/** What is true of a field everywhere: the one place to look when you need to know, or to change, what a field is. */
export interface Field {
  readonly kind: Kind;
  /** In one sentence; the schema and seeds/README.md show it. */
  readonly meaning: string;
  /** Whether it must be written. */
  readonly required?: true;
  /** Its value if it is left out. */
  readonly default?: string;
  /**
   * The release that brought it, if that is not the first. In a record without it the field is undefined, not null, and
   * so the hash of the record's content stays the same.
   */
  readonly since?: string;
  /**
   * The columns that store it: see StoredAs in columns.ts. Plain values may leave it out: they are stored in one column of
   * the field's name. Fields within JSON have none.
   */
  readonly columns?: Readonly<Record<string, string>>;
  /** The table that stores it, if it is a list with a row for each item. */
  readonly rows?: string;
  /** In an actor: whether it tells nobody who the actor is, and so stays if the name is withdrawn. */
  readonly isAnonymous?: true;
  /** In a claim: whether the CSV export leaves it out. */
  readonly isExported?: false;
}
export type FieldTable = Readonly<Record<string, Field>>;
