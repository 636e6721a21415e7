import {
  type Composite,
  type CompositeName,
  type Field,
  type FieldTable,
  type Kind,
  type KindName,
  type KindOf,
  VOCABULARIES,
} from "../domain/fields/kinds.ts";
import * as parts from "../domain/fields/parts.ts";
import { RECORD_FIELDS } from "../domain/fields/recordFields.ts";

/** The tables of fields in the format's documentation (seeds/README.md). Each table is in a section marked with its name. */

const PARTS: readonly Composite<CompositeName, FieldTable>[] = [
  parts.TIME,
  parts.QUOTE,
  parts.ATTRIBUTION,
  parts.COUNT,
  parts.ALIAS,
  parts.AFFILIATION,
  parts.STATUS_NOTE,
  parts.PARTICIPANT,
  parts.DENIAL,
  parts.RETRACTION,
  parts.MENTION,
  parts.REVISED,
];

const TABLES: ReadonlyMap<string, FieldTable> = new Map([
  ...Object.entries<FieldTable>(RECORD_FIELDS),
  ...PARTS.map(({ name, fields }) => [name, fields] as const),
]);
export const TABLE_NAMES: readonly string[] = [...TABLES.keys()];

const SECTION = /<!-- fields: (\w+) -->.*?<!-- end -->/gs;

/** A document with its tables of fields updated. */
export const withFieldTables = (markdown: string): string =>
  markdown.replace(SECTION, (section, name: string) => {
    const fields = TABLES.get(name);
    return fields ? `<!-- fields: ${name} -->\n\n${table(fields)}\n\n<!-- end -->` : section;
  });

const table = (fields: FieldTable): string =>
  ["| field | takes | meaning |", "| --- | --- | --- |", ...Object.entries(fields).map(row)].join("\n");

function row([name, { kind, meaning, required, default: value, since }]: [string, Field]): string {
  const takes = [
    takesOf(kind),
    ...(required ? ["required"] : []),
    ...(value === undefined ? [] : [`default \`${value}\``]),
  ];
  return `| \`${name}\` | ${takes.join("; ")} | ${meaning}${since === undefined ? "" : ` Since ${since}.`} |`;
}

/** If a vocabulary has more values than this, its name is given instead. */
const MOST_VALUES = 16;

const TAKES: { readonly [Name in KindName]: (kind: KindOf<Name>) => string } = {
  text: () => "text",
  words: () => "words of the article",
  line: () => "text in one line",
  term: () => "text",
  language: () => "language tag",
  url: () => "address",
  flag: () => "`true`",
  source: () => "id of a source",
  code: () => "code",
  integer: (range) => `whole number${within(range)}`,
  decimal: (range) => `number${within(range)}`,
  oneOf({ vocabulary }) {
    const values = Object.keys(VOCABULARIES[vocabulary]);
    return values.length > MOST_VALUES
      ? `a value of \`${vocabulary}\``
      : values.map((value) => `\`${value}\``).join(", ");
  },
  reference: ({ to }) => `id of ${RECORD_NAMES[to]}`,
  list: ({ of }) => `list: ${takesOf(of)}`,
  part: ({ name }) => name.toLowerCase(),
  attribution: () => "attribution",
  time: () => "[time](#times)",
  count: () => "count",
  quote: () => "[quotation](#evidence)",
  evidence: () => "[evidence](#evidence)",
  statusNote: () => "status note",
};
const takesOf = (kind: Kind): string => (TAKES[kind.is] as (kind: Kind) => string)(kind);

const RECORD_NAMES = {
  Article: "an article",
  Event: "an event",
  Actor: "an actor",
  Place: "a place",
  CasualtyReport: "a casualty report",
} as const;

const within = ({ min, max }: { readonly min: number; readonly max: number }): string =>
  Math.abs(max) < Number.MAX_SAFE_INTEGER ? `, ${min} to ${max}` : "";
