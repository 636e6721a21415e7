import type { Column } from "./columns.ts";
import { csvText, LIST_SEPARATOR } from "./csv.ts";

/** A column without what it is of: what can be said about it. */
export type Described = Omit<Column<never>, "value">;

const TYPES: Readonly<Record<Column<never>["type"], string>> = {
  text: "text",
  integer: "integer",
  decimal: "decimal number",
  boolean: "`true` or `false`",
  time: "instant in UTC, ISO 8601",
  list: `texts parted by \`${LIST_SEPARATOR}\``,
};

const DICTIONARY: readonly Column<Described>[] = [
  { name: "column", description: "The column's name.", type: "text", value: ({ name }) => name },
  { name: "type", description: "What its cells hold.", type: "text", value: ({ type }) => type },
  { name: "unit", description: "What a number counts or measures.", type: "text", value: ({ unit }) => unit ?? null },
  { name: "values", description: "The only values.", type: "list", value: ({ values }) => values ?? null },
  { name: "description", description: "What it means.", type: "text", value: ({ description }) => description },
];

/** The data dictionary as a table of its own: a row for each column. */
export const dictionaryCsv = (columns: readonly Described[]): string => csvText(DICTIONARY, columns);

/** The same for people to read. */
export function dictionaryMarkdown(title: string, columns: readonly Described[]): string {
  const rows = columns.map(
    (column) => `| \`${column.name}\` | ${holds(column)} | ${column.description.replaceAll("|", "\\|")} |`,
  );
  return `# ${title}

UTF-8, commas, CRLF at the end of every line (RFC 4180), always with a header. An empty cell says that nothing is known or
was said: it is never zero. Texts stand as they are, also those that a spreadsheet program would run as a formula: for one,
ask for \`--spreadsheet\`, which puts an apostrophe before them, and a byte order mark before all.

Written by \`npm run codegen\`.

| column | holds | meaning |
| --- | --- | --- |
${rows.join("\n")}
`;
}

function holds({ type, unit, values }: Described): string {
  if (values) return values.map((value) => `\`${value}\``).join(", ");
  return unit ? `${TYPES[type]}: ${unit}` : TYPES[type];
}
