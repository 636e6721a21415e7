import { columnsOf } from "../../domain/fields/columns.ts";
import type { Field, FieldTable, Kind, KindName, KindOf } from "../../domain/fields/kinds.ts";
import type { Evidence, RecordValues } from "../../domain/records.ts";
import { cellOf, type StoredCell } from "./storedCell.ts";

/** Converts columns to the values of records: the inverse of rows.ts. */

/** The names of the records and sources that rows refer to, by their keys. */
export interface Names {
  slugOf(record: number): string;
  sourceOf(source: number): string;
}

type Row = Readonly<Record<string, unknown>>;

/** The values of a version, or of an item of one of its lists. Lists that have their own table are left out. */
export function valuesOf(fields: FieldTable, row: object, names: Names): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    if (field.rows !== undefined) continue;
    const value = fromColumns(name, field, row as Row, names);
    // A record without a newer field lacks it, so that the hash of its content does not change.
    if (value !== null || field.since === undefined) values[name] = value;
  }
  return values;
}

function fromColumns(name: string, field: Field, row: Row, names: Names): unknown {
  const columns = columnsOf(name, field);
  const { kind } = field;
  if (columns.json !== undefined) {
    const json = row[columns.json] as string | null;
    return json === null ? null : fromJson(kind, JSON.parse(json), names);
  }
  const stored = Object.fromEntries(Object.entries(columns).map(([role, column]) => [role, row[column]]));
  return (FROM_COLUMNS[kind.is] ?? plain)(stored, names);
}

const plain = ({ value = null }: Row): unknown => value;

const FROM_COLUMNS: Partial<Record<KindName, (stored: Row, names: Names) => unknown>> = {
  flag: ({ value }) => (value === 1 ? true : null),
  source: ({ value }, { sourceOf }) => sourceOf(value as number),
  reference: ({ value }, names) => slugOrNull(value as number | null, names),
  attribution: ({ actor, words }, names) =>
    actor === null && words === null ? null : { actor: slugOrNull(actor as number | null, names), words },
  count({ lower: _lower, upper: _upper, best, ...count }) {
    return best === null ? count : { ...count, best };
  },
  quote({ folded: _folded, ...quote }) {
    return quote;
  },
};

const slugOrNull = (key: number | null, { slugOf }: Names): string | null => (key === null ? null : slugOf(key));

/** A value in a JSON column, which has keys in place of slugs. */
function fromJson(kind: Kind, value: unknown, names: Names): unknown {
  if (value == null) return value;
  switch (kind.is) {
    case "reference":
      return names.slugOf(value as number);
    case "list":
      return (value as RecordValues["list"]).map((item) => fromJson((kind as KindOf<"list">).of, item, names));
    case "part":
      return Object.fromEntries(
        Object.entries((kind as KindOf<"part">).fields).flatMap(([name, field]) => {
          const own = (value as Row)[name];
          return own === undefined ? [] : [[name, fromJson(field.kind, own, names)]];
        }),
      );
    case "attribution": {
      const { actor, words } = value as { actor: number | null; words: string | null };
      return { actor: slugOrNull(actor, names), words };
    }
    case "evidence":
      return (value as readonly StoredEvidence[]).map((item) => evidenceOf(item, names));
    case "statusNote": {
      const { by, evidence } = value as { by: number | null; evidence: StoredEvidence };
      return { by: slugOrNull(by, names), evidence: evidenceOf(evidence, names) };
    }
    default:
      return value;
  }
}

interface StoredEvidence extends Omit<Evidence, "article">, StoredCell {
  readonly article: number;
}

/** Evidence without the columns that its row has besides. */
export function evidenceOf(stored: StoredEvidence, { slugOf }: Names): Evidence {
  const { article, articleHash, start, end, paragraph, quote, prefix, suffix } = stored;
  const cell = cellOf(stored);
  const place = { article: slugOf(article), articleHash, start, end, paragraph, quote, prefix, suffix };
  return cell === undefined ? place : { ...place, cell };
}
