import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from "graphql";
import { CASUALTY_REPORT } from "../../domain/fields/casualtyReport.ts";
import { type Field, VOCABULARIES } from "../../domain/fields/kinds.ts";
import { actor, type Column, flag, list, oneOf, text } from "./columns.ts";

/** Columns for the fields of a claim that have none written by hand in reportColumns.ts. */

/** The fields of a claim that reportColumns.ts has columns for. */
export const WRITTEN_BY_HAND: ReadonlySet<string> = new Set([
  "article",
  "event",
  "harm",
  "count",
  "victims",
  "tags",
  "side",
  "place",
  "attributedTo",
  "via",
  "blamed",
  "basis",
  "scope",
  "period",
  "statedAt",
  "status",
  "partOf",
  "partKind",
  "partsAreAll",
  "retraction",
  "denials",
  "evidence",
  "review",
  "rule",
  "note",
] satisfies readonly (keyof typeof CASUALTY_REPORT)[]);

type Row = Readonly<Record<string, unknown>>;
type Columns = readonly Column<object>[];

/** The columns of one field: its name in snake case. Null for kinds that need columns written by hand. */
function columnsOf(name: string, { kind, meaning }: Field): Columns | null {
  const column = name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  const value = <Value>(row: object): Value => {
    if (!Object.hasOwn(row, name))
      throw new Error(
        `The query behind the CSV file does not select the field “${name}”, because the schema has none of this name. Add its resolver in server/schema/casualtyReport.ts.`,
      );
    return (row as Row)[name] as Value;
  };
  switch (kind.is) {
    case "text":
    case "words":
    case "line":
    case "term":
    case "language":
    case "url":
    case "code":
      return [text(column, meaning, value)];
    case "integer":
      return [{ ...text(column, meaning, value), type: "integer" }];
    case "flag":
      return [flag(column, meaning, value)];
    case "oneOf":
      return [oneOf(column, VOCABULARIES[kind.vocabulary], meaning, value)];
    case "reference":
      return kind.to === "Actor" || kind.to === "Place" ? actor(column, meaning.replace(/\.$/, ""), value) : null;
    case "list":
      return kind.of.is === "code" ? [list(column, meaning, value)] : null;
    default:
      return null;
  }
}

const fields = Object.entries<Field>(CASUALTY_REPORT).filter(
  ([name, { isExported }]) => isExported !== false && !WRITTEN_BY_HAND.has(name),
);

export const FIELD_COLUMNS: Columns = fields.flatMap(([name, field]) => {
  const columns = columnsOf(name, field);
  if (columns) return columns;
  throw new Error(
    `The claim's field “${name}” has no CSV column. Write its columns by hand, or set isExported: false.`,
  );
});

/** A query with these fields added to the fragment `ReportRow`. */
export const withFieldColumns = <Query extends DocumentNode>(query: Query): Query =>
  visit(query, {
    FragmentDefinition: (fragment) =>
      fragment.name.value === "ReportRow"
        ? { ...fragment, selectionSet: concatSelections(fragment.selectionSet, fields) }
        : undefined,
  });

const concatSelections = (set: SelectionSetNode, added: typeof fields): SelectionSetNode => ({
  ...set,
  selections: [...set.selections, ...added.map(([name, { kind }]) => selectionOf(name, kind))],
});

const fieldNode = (name: string, children: readonly string[] = []): FieldNode => ({
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: name },
  ...(children.length > 0 && {
    selectionSet: { kind: Kind.SELECTION_SET, selections: children.map((child) => fieldNode(child)) },
  }),
});

const selectionOf = (name: string, { is }: Field["kind"]): FieldNode =>
  fieldNode(name, is === "reference" ? ["slug", "name"] : []);
