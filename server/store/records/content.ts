import type { Selectable } from "kysely";
import { QuotedWords, type RecordContent } from "../../domain/changes.ts";
import { columnsOf } from "../../domain/fields/columns.ts";
import type { Field, FieldTable, Kind, KindName, KindOf } from "../../domain/fields/kinds.ts";
import type { RecordValues } from "../../domain/records.ts";
import type { Tables } from "../db/tables.ts";
import { cellOf, type StoredCell } from "./storedCell.ts";

/** Converts rows to the corpus format, the inverse of rows.ts. Unknown and empty values are left out. */

/** The information needed to read a row: the slugs of the records and sources that the row refers to, by key. */
export interface Reader {
  slugOf(record: number): string;
  sourceOf(source: number): string;
  /** The articles (by key) that the row's words are from. */
  readonly articles: readonly number[];
}

type StoredEvidence = Pick<Selectable<Tables["evidence"]>, "article" | "articleHash" | "start" | "end" | "quote"> &
  StoredCell;

/** The value of each kind of field in a row, with keys in place of a record's slugs. */
interface StoredValues
  extends Omit<RecordValues, "flag" | "source" | "reference" | "attribution" | "evidence" | "statusNote"> {
  flag: number;
  source: number;
  reference: number;
  attribution: { readonly actor: number | null; readonly words: string | null };
  evidence: readonly StoredEvidence[];
  statusNote: { readonly by: number | null; readonly evidence: StoredEvidence };
}

/**
 * The content of a record's version, or of one of its parts.
 * @param lists the contents of the lists that are stored as rows of their own, by field
 */
export function contentOf(fields: FieldTable, row: object, reader: Reader, lists: RecordContent = {}): RecordContent {
  const content: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.rows !== undefined) content[name] = lists[name];
    else {
      const value = storedValue(name, field, row as RecordContent);
      content[name] = value === null ? null : valueContent(field.kind, value, reader);
      if (field.kind.is === "quote") Object.assign(content, placeOf(value as StoredValues["quote"]));
    }
  }
  return known(content);
}

const placeOf = ({ start, end }: StoredValues["quote"]) => ({ start, end });

/** Removes values that are null, undefined or an empty list. */
export function known(content: RecordContent): RecordContent {
  const isKnown = (value: unknown) => value != null && !(Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(content).filter(([, value]) => isKnown(value)));
}

function storedValue(name: string, field: Field, row: RecordContent): unknown {
  const columns = columnsOf(name, field);
  if (columns.value !== undefined) return row[columns.value];
  const json = columns.json === undefined ? undefined : (row[columns.json] as string | null);
  if (json !== undefined) return json === null ? null : JSON.parse(json);
  return Object.fromEntries(Object.entries(columns).map(([role, column]) => [role, row[column]]));
}

const valueContent = (kind: Kind, value: unknown, reader: Reader): unknown =>
  value == null
    ? null
    : (CONTENT[kind.is] as (value: unknown, kind: Kind, reader: Reader) => unknown)(value, kind, reader);

const asItIs = <Value>(value: Value): Value => value;
const named = (key: number | null, { slugOf }: Reader): string | null => (key === null ? null : slugOf(key));
const words = (text: string | null, { articles }: Reader): QuotedWords | null =>
  text === null ? null : new QuotedWords(text, articles);

const CONTENT: {
  readonly [Name in KindName]: (value: StoredValues[Name], kind: KindOf<Name>, reader: Reader) => unknown;
} = {
  text: asItIs,
  words: (text, _kind, reader) => words(text, reader),
  line: asItIs,
  term: asItIs,
  language: asItIs,
  url: asItIs,
  flag: (value) => value === 1 || null,
  code: asItIs,
  integer: asItIs,
  decimal: asItIs,
  oneOf: asItIs,
  source: (key, _kind, { sourceOf }) => sourceOf(key),
  reference: (key, _kind, { slugOf }) => slugOf(key),
  list: (items, { of }, reader) => items.map((item) => valueContent(of, item, reader)),
  part: (part, { fields }, reader) => partContent(fields, part as RecordContent, reader),
  attribution: ({ actor, words: text }, _kind, reader) =>
    actor === null && text === null ? null : known({ actor: named(actor, reader), words: words(text, reader) }),
  time: ({ at, basis, words: text, note }, _kind, reader) => known({ at, basis, words: words(text, reader), note }),
  count({ qualifier, min, max, best, text }, _kind, reader) {
    const figure = qualifier === "BETWEEN" ? { min, max } : { value: min ?? max };
    return known({ qualifier, ...figure, best, text: words(text, reader) });
  },
  quote: ({ quote }, _kind, reader) => words(quote, reader),
  evidence: (evidence, _kind, reader) => evidence.map((item) => evidenceContent(item, reader)),
  statusNote({ by, evidence }, _kind, reader) {
    const { quote, ...place } = evidenceContent(evidence, reader);
    return known({ words: quote, ...place, by: named(by, reader) });
  },
};

/** A part within JSON. If the part has its own evidence, its words are from the articles of that evidence. */
function partContent(fields: FieldTable, part: RecordContent, reader: Reader): RecordContent {
  const evidence = part.evidence as readonly StoredEvidence[] | undefined;
  const own = evidence ? { ...reader, articles: evidence.map(({ article }) => article) } : reader;
  const contents = Object.entries(fields).map(([name, { kind }]) => [name, valueContent(kind, part[name], own)]);
  return known(Object.fromEntries(contents));
}

/**
 * Evidence with its position and the hash of the article's text. If the article's text changes, the evidence changes, and
 * the records with this evidence get a new version.
 */
export const evidenceContent = (stored: StoredEvidence, reader: Reader) => {
  const { article, quote, start, end, articleHash } = stored;
  const cell = cellOf(stored);
  return {
    article: reader.slugOf(article),
    quote: words(quote, { ...reader, articles: [article] }),
    start,
    end,
    articleHash,
    ...(cell && { cell }),
  };
};
