import { bounds } from "../../domain/count.ts";
import { type ColumnsOf, columnsOf, type StoredAs, type StoredTable } from "../../domain/fields/columns.ts";
import type { Kind, KindName, KindOf } from "../../domain/fields/kinds.ts";
import type { CorpusRecord, Evidence, RecordValues, Values } from "../../domain/records.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import { sortForm, sortKey } from "../search/terms.ts";

/** Converts the fields of records to columns. The inverse is read/contents.ts. */

/** Converts references: records contain slugs, rows contain keys. */
export interface Keys {
  of(type: RecordType, slug: string): number;
  source(slug: string): number;
}

/** The columns of a record's version, or of one of its parts, by the table of its fields. */
export function rowOf<Fields extends StoredTable>(
  fields: Fields,
  values: Values<Fields>,
  keys: Keys,
): ColumnsOf<Fields> {
  const row: Record<string, unknown> = {};
  for (const { name, kind, toColumns, columns } of planOf(fields)) {
    const value = (values as Readonly<Record<string, unknown>>)[name];
    const stored = value == null ? NO_VALUE : toColumns(value, kind, keys);
    for (const [role, column] of columns) row[column] = stored[role] ?? (kind.is === "flag" ? 0 : null);
  }
  return row as ColumnsOf<Fields>;
}

type Stored = Readonly<Record<string, unknown>>;
const NO_VALUE: Stored = {};

interface FieldPlan {
  readonly name: string;
  readonly kind: Kind;
  readonly toColumns: (value: unknown, kind: Kind, keys: Keys) => Stored;
  readonly columns: readonly (readonly [role: string, column: string])[];
}

/** Plans are made only once for each table, because a load makes many thousands of rows. */
const plans = new WeakMap<StoredTable, readonly FieldPlan[]>();
function planOf(fields: StoredTable): readonly FieldPlan[] {
  const known = plans.get(fields);
  if (known) return known;
  const plan = Object.entries(fields).map(([name, field]) => ({
    name,
    kind: field.kind,
    toColumns: TO_COLUMNS[field.kind.is] as FieldPlan["toColumns"],
    columns: Object.entries(columnsOf(name, field)),
  }));
  const stored = plan.filter(({ columns }) => columns.length > 0);
  plans.set(fields, stored);
  return stored;
}

const plain = <Value>(value: Value): { value: Value } => ({ value });

const TO_COLUMNS: {
  readonly [Name in KindName]: (value: RecordValues[Name], kind: KindOf<Name>, keys: Keys) => StoredAs[Name];
} = {
  text: plain,
  words: plain,
  line: (text) => ({ value: text, sort: sortKey(text) }),
  term: plain,
  language: plain,
  url: plain,
  code: plain,
  integer: plain,
  decimal: plain,
  flag: () => ({ value: 1 }),
  oneOf: plain,
  source: (slug, _kind, keys) => ({ value: keys.source(slug) }),
  reference: (slug, { to }, keys) => ({ value: keys.of(to, slug) }),
  time: (time) => ({ json: JSON.stringify(time), from: time.earliest, until: time.latest }),
  list: (items, kind, keys) => ({ json: JSON.stringify(toJson(kind, items, keys)) }),
  part(part, kind, keys) {
    const time = timeIn(kind, part);
    return {
      json: JSON.stringify(toJson(kind, part, keys)),
      from: time?.earliest ?? null,
      until: time?.latest ?? null,
    };
  },
  attribution: ({ actor, words }, _kind, keys) => ({ actor: keyOf(actor, keys), words }),
  count: (count) => ({ ...count, best: count.best ?? null, ...bounds(count) }),
  quote: (quote) => ({ ...quote, folded: sortForm(quote.quote) }),
  evidence: () => ({}),
  statusNote: () => ({}),
};

/** The time of a part. */
function timeIn({ fields }: KindOf<"part">, part: object): RecordValues["time"] | null {
  const name = Object.keys(fields).find((field) => fields[field]?.kind.is === "time");
  return name === undefined ? null : ((part as Readonly<Record<string, RecordValues["time"] | null>>)[name] ?? null);
}

/** A value as stored in a JSON column, with keys in place of slugs. */
function toJson(kind: Kind, value: unknown, keys: Keys): unknown {
  if (value == null) return value;
  switch (kind.is) {
    case "reference":
      return keys.of(kind.to, value as RecordValues["reference"]);
    case "list": {
      const items = (value as RecordValues["list"]).map((item) => toJson(kind.of, item, keys));
      // The order of codes has no meaning: figures with the same tags are about the same people.
      return kind.of.is === "code" ? items.sort() : items;
    }
    case "part": {
      const values = value as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        Object.entries(kind.fields).map(([name, field]) => [name, toJson(field.kind, values[name], keys)]),
      );
    }
    case "attribution": {
      const { actor, words } = value as RecordValues["attribution"];
      return { actor: keyOf(actor, keys), words };
    }
    case "evidence":
      return (value as RecordValues["evidence"]).map((item) => withKey(item, keys));
    case "statusNote": {
      const { by, evidence } = value as RecordValues["statusNote"];
      return { by: keyOf(by, keys), evidence: withKey(evidence, keys) };
    }
    default:
      return value;
  }
}

const keyOf = (actor: string | null, keys: Keys): number | null => (actor === null ? null : keys.of("Actor", actor));
const withKey = (evidence: Evidence, keys: Keys) => ({ ...evidence, article: keys.of("Article", evidence.article) });

export function evidenceRow(evidence: Evidence, position: number, keys: Keys) {
  const { cell, ...place } = withKey(evidence, keys);
  const { file = null, row = null, column = null } = cell ?? {};
  return { ...place, cellFile: file, cellRow: row, cellColumn: column, position };
}

/** The time that a record is about. The first version is valid from this time. */
export function ownTime(record: CorpusRecord): number | null {
  switch (record.type) {
    case "Article":
      return record.published?.earliest ?? null;
    case "Event":
      return record.time?.earliest ?? null;
    case "CasualtyReport":
      return record.statedAt?.earliest ?? null;
    default:
      return null;
  }
}
