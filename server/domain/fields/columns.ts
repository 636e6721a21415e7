import type { Field, FieldTable, Kind, KindName, KindOf, OneOf, Value } from "./kinds.ts";

/** How each kind of field is stored: the roles of its columns, and the type of each column's value if there is one. */
export interface StoredAs {
  text: { value: string };
  words: { value: string };
  /** `sort`: the folded text, so that sorting ignores case and accents. */
  line: { value: string; sort: string };
  term: { value: string };
  language: { value: string };
  url: { value: string };
  code: { value: string };
  integer: { value: number };
  decimal: { value: number };
  /** 0 or 1. */
  flag: { value: number };
  oneOf: { value: string };
  /** The key in `source`. */
  source: { value: number };
  /** The key in `record`. */
  reference: { value: number };
  /** `from` and `until`: the first and the last millisecond, in UTC. */
  time: { json: string; from: number; until: number };
  list: { json: string };
  /** `from` and `until`: the first and the last millisecond of the time in the part. */
  part: { json: string; from: number | null; until: number | null };
  attribution: { actor: number | null; words: string | null };
  count: {
    qualifier: Value<"Qualifier">;
    min: number | null;
    max: number | null;
    best: number | null;
    text: string | null;
    conventionMin: number | null;
    /** Inclusive bounds to compare by: MORE_THAN 50 has 51 here. */
    lower: number | null;
    upper: number | null;
  };
  quote: {
    start: number;
    end: number;
    paragraph: number;
    quote: string;
    prefix: string;
    suffix: string;
    folded: string;
  };
  /** Stored as rows, or within the JSON of a part. */
  evidence: Record<never, never>;
  statusNote: Record<never, never>;
}

/** The kinds that need one column. By default, the column has the field's name. */
type OneColumn = {
  [Name in KindName]: StoredAs[Name] extends { value: unknown } ? Name : never;
}[KindName];

/** A field with its storage: only the columns that its kind can have. */
type StoredField = {
  [Name in KindName]: Field & { readonly kind: KindOf<Name> } & (
      | { readonly rows: string }
      | { readonly columns: { readonly [Role in keyof StoredAs[Name]]?: string } }
      | (Name extends OneColumn ? { readonly columns?: never } : never)
    );
}[KindName];
export type StoredTable = Readonly<Record<string, StoredField>>;

type Content<Of extends Kind, Role> =
  Of extends OneOf<infer Name> ? Value<Name> : Role extends keyof StoredAs[Of["is"]] ? StoredAs[Of["is"]][Role] : never;

/** The column of a list or a flag is never null: without a value, it contains an empty list or 0. */
type OrNull<Of extends Field> = Of extends { required: true } | { default: string }
  ? never
  : Of["kind"] extends { is: "list" | "flag" }
    ? never
    : null;

type ColumnOf<Name, Of extends Field> = Of extends { rows: string }
  ? never
  : Of extends { columns: Readonly<Record<string, string>> }
    ? {
        [Role in keyof Of["columns"]]: [Of["columns"][Role], Content<Of["kind"], Role> | OrNull<Of>];
      }[keyof Of["columns"]]
    : [Name, Content<Of["kind"], "value"> | OrNull<Of>];

type Entries<Fields extends FieldTable> = { [Name in keyof Fields]: ColumnOf<Name, Fields[Name]> }[keyof Fields];

/** The columns that follow from a table of fields, with their types. */
export type ColumnsOf<Fields extends FieldTable> = {
  [Column in Entries<Fields> as Column[0] & string]: Column[1];
};

/** The columns of a field by their roles. */
export const columnsOf = (name: string, { columns, rows }: Field): Readonly<Record<string, string>> =>
  rows === undefined ? (columns ?? { value: name }) : {};
