import { QuotedWords, type RecordContent, redactedJson } from "../domain/changes.ts";
import { columnsOf } from "../domain/fields/columns.ts";
import { type Field, VOCABULARIES } from "../domain/fields/kinds.ts";
import type { RecordType } from "../domain/vocabulary.ts";
import { type Column, decimal, flag, json, list, number, oneOf, text } from "./columns.ts";
import { timeColumns } from "./timeColumns.ts";
import type { TimeCells } from "./times.ts";

/** A version of a record, of which columns show fields. */
export interface FieldValues {
  /** The row of the version, with keys in place of the slugs of other records. */
  readonly row: Readonly<Record<string, unknown>>;
  /** The same in the fields of the corpus format. */
  readonly content: RecordContent;
  /** The articles whose words may not be shown. */
  readonly withheld: ReadonlySet<number>;
  /** The name or the title of another record of the same state. */
  nameOf(type: RecordType, record: number): string | null;
  timeOf(json: string | null): TimeCells | null;
}

type FieldColumn = Column<FieldValues>;

/**
 * The columns of a field, which follow from its kind. A field that is added to a table of fields therefore appears by itself.
 * Lists and parts are JSON in the corpus format.
 */
export function fieldColumns(name: string, field: Field): readonly FieldColumn[] {
  const { kind, meaning } = field;
  const column = snakeCase(name);
  const content = ({ content }: FieldValues): never => (content[name] ?? null) as never;
  const stored = columnsOf(name, field);
  switch (kind.is) {
    case "text":
    case "line":
    case "term":
    case "language":
    case "url":
    case "code":
      return [text(column, meaning, content)];
    case "source":
      return [text(`${column}_id`, meaning, content)];
    case "words":
      return [text(column, meaning, ({ content, withheld }) => shownText(content[name], withheld))];
    case "integer":
      return [number(column, "code", meaning, content)];
    case "decimal":
      return [decimal(column, "degrees", meaning, content)];
    case "flag":
      return [flag(column, meaning, ({ content }) => content[name] === true)];
    case "oneOf":
      return [oneOf(column, VOCABULARIES[kind.vocabulary], meaning, content)];
    case "reference":
      return referenceColumns(column, meaning, content, ({ row, nameOf }) => {
        const key = row[stored.value ?? name] as number | null;
        return key === null ? null : nameOf(kind.to, key);
      });
    case "time":
      return timeColumns(column, stop(meaning), ({ row, timeOf }) => timeOf(row[stored.json ?? ""] as string | null));
    case "attribution":
      return attributionColumns(name, column, meaning, stored.actor ?? "");
    case "list":
      return kind.of.is === "code" ? [list(column, meaning, ({ content }) => listOf(content[name]))] : [asJson()];
    default:
      return [asJson()];
  }

  function asJson(): FieldColumn {
    return json(column, meaning, ({ content, withheld }) => redactedJson(content[name], withheld));
  }
}

export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const listOf = (value: unknown): readonly string[] => (value ?? []) as readonly string[];

/** Words as a cell. Null if there are none, or if they may not be shown. */
export const shownText = (value: unknown, withheld: ReadonlySet<number>): string | null =>
  value instanceof QuotedWords && !value.articles.some((article) => withheld.has(article)) ? value.text : null;

const stop = (meaning: string): string => meaning.replace(/\.$/, "");

const referenceColumns = (
  column: string,
  meaning: string,
  slug: (of: FieldValues) => string | null,
  name: (of: FieldValues) => string | null,
): FieldColumn[] => [
  text(`${column}_id`, `${stop(meaning)}: the slug.`, slug),
  text(`${column}_name`, `${stop(meaning)}: the name or title.`, name),
];

function attributionColumns(name: string, column: string, meaning: string, key: string): FieldColumn[] {
  const attribution = ({ content }: FieldValues) =>
    (content[name] ?? null) as { readonly actor?: string; readonly words?: unknown } | null;
  return [
    ...referenceColumns(
      column,
      meaning,
      (of) => attribution(of)?.actor ?? null,
      ({ row, nameOf }) => (row[key] == null ? null : nameOf("Actor", row[key] as number)),
    ),
    text(`${column}_words`, `${stop(meaning)}: the article's words for the actor.`, (of) =>
      shownText(attribution(of)?.words, of.withheld),
    ),
  ];
}
