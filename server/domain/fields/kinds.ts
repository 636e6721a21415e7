import * as vocabulary from "../vocabulary.ts";

/**
 * The kinds of fields that a record can have. A table of fields (article.ts, parts.ts, …) names the kind of each field.
 * Each layer has one table by kind: ingest/shapes.ts reads and checks the values, store/records stores and reads them, and
 * schema/writing makes input types from them. A new field therefore needs no code of its own, unless its kind is new.
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
/** The article's own words, withheld if its licence forbids showing them. */
export const WORDS: Plain<"words"> = { is: "words" };
/** A title or a name: text in one line. */
export const LINE: Plain<"line"> = { is: "line" };
/** An entry of an external list, such as ACLED's types. It never contains a person's name. */
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
/** The largest integer that both databases and GraphQL's Int can hold. */
export const LARGEST_INTEGER = 2_147_483_647;
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
 * A value with fields of its own. A `part` and an `attribution` are stored as written. The values of the other kinds are
 * computed, such as a time's milliseconds, a count's bounds or a quote's position in its article.
 */
export type CompositeName = "part" | "attribution" | "time" | "count" | "quote" | "evidence" | "statusNote";
export interface Composite<Is extends CompositeName, Fields extends FieldTable> {
  readonly is: Is;
  /** The name of the input type, without `Input`. */
  readonly name: string;
  readonly meaning: string;
  readonly fields: Fields;
  /** The field that is set if the value is plain text: `Riverton` is short for `{ name: Riverton }`. */
  readonly short?: string;
}

/** The definition of a field, used by every layer. */
export interface Field {
  readonly kind: Kind;
  /** The meaning in a sentence or two, shown in the schema and seeds/README.md. */
  readonly meaning: string;
  /** True if a record must have the field. */
  readonly required?: true;
  /** The value if the field is left out. */
  readonly default?: string;
  /**
   * The release that added the field, if not the first release. If a record does not have the field, the field is
   * undefined, not null, so that the hash of the record's content does not change.
   */
  readonly since?: string;
  /**
   * The columns that store the field: see StoredAs in columns.ts. The default for plain values is one column with the
   * field's name. Fields within JSON have no columns.
   */
  readonly columns?: Readonly<Record<string, string>>;
  /** The table that stores the field, if it is a list with a row for each item. */
  readonly rows?: string;
  /** For an actor: true if the field does not identify the actor. The field then remains if the name is withdrawn. */
  readonly isAnonymous?: true;
  /** For a claim: false if the CSV export leaves the field out. */
  readonly isExported?: false;
}
export type FieldTable = Readonly<Record<string, Field>>;
