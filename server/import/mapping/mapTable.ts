import { RECORD_FIELDS } from "../../domain/fields/recordFields.ts";
import { canonicalJson } from "../../domain/text.ts";
import type { TableFault } from "../faults.ts";
import type { TableRow } from "../tables/table.ts";
import { columnsIn, RowFiller } from "./fill.ts";
import { MAPPED_LISTS, type MappedList, type TableMap, type Template } from "./mapShape.ts";

type Fields = Readonly<Record<string, Template>>;
/** A record in the corpus format. */
export type WrittenRecord = Readonly<Record<string, unknown>>;

/** A record that a row gave, and by which template. */
interface Filled {
  readonly row: TableRow;
  readonly list: MappedList;
  readonly template: Fields;
  readonly value: WrittenRecord;
}

export interface MappedTable {
  /** In the corpus format, by list. */
  readonly filled: { readonly [List in MappedList]: readonly Filled[] };
  /** Every id that the records have or refer to, and other texts that look like one. */
  readonly values: unknown;
  readonly faults: readonly TableFault[];
  /** Why records were left out, and how often. */
  readonly leftOut: ReadonlyMap<string, number>;
}

/** The fields that the records of each list can have. */
export const MAPPED_FIELDS = {
  actors: RECORD_FIELDS.Actor,
  places: RECORD_FIELDS.Place,
  articles: RECORD_FIELDS.Article,
  events: RECORD_FIELDS.Event,
  claims: RECORD_FIELDS.CasualtyReport,
} as const;

/** Fills the templates of a map for every row. Records that several rows give are made once. */
export function mapRows(file: string, rows: readonly TableRow[], map: TableMap): MappedTable {
  const faults: TableFault[] = [];
  const leftOut = new Map<string, number>();
  const count = (reason: string) => leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1);
  const filled: { [List in MappedList]: Filled[] } = { actors: [], places: [], articles: [], events: [], claims: [] };
  const made = new Map<string, string>();
  for (const row of rows) {
    const filler = new RowFiller(row, map, (column, problem) =>
      faults.push({ file, row: row.number, line: row.line, column, problem }),
    );
    for (const list of Object.keys(MAPPED_LISTS) as MappedList[])
      for (const template of map[list]) {
        const before = faults.length;
        const value = withDefaults(list, filler.record(MAPPED_FIELDS[list], template), template, { file, row, map });
        if (faults.length > before) continue;
        if (value.id === undefined) count(`${list} whose id has an empty column`);
        else if (list === "claims" && value.count === undefined) count("claims without a figure");
        else {
          const key = `${list} ${value.id}`;
          const content = canonicalJson({ ...value, evidence: null });
          const known = made.get(key);
          made.set(key, known ?? content);
          if (known === undefined) filled[list].push({ row, list, template, value });
          else if (known !== content) count(`${list} that an earlier row describes differently: the first row counts`);
          else if (list === "claims" || list === "events") count(`${list} that an earlier row gives in the same way`);
        }
      }
  }
  return {
    filled,
    values: Object.values(filled).flatMap((list) => list.map(({ value }) => value)),
    faults: uniqueFaults(faults),
    leftOut,
  };
}

/** Several records of a row use the same cell. */
function uniqueFaults(faults: readonly TableFault[]): TableFault[] {
  return [...new Map(faults.map((fault) => [canonicalJson(fault), fault])).values()];
}

/** What a table gives without being told: the cells as evidence, and the table as the article. */
function withDefaults(
  list: MappedList,
  value: WrittenRecord,
  template: Fields,
  { file, row, map }: { readonly file: string; readonly row: TableRow; readonly map: TableMap },
): WrittenRecord {
  if (list === "articles") return { wording: "METADATA_ONLY", language: "und", ...value };
  if (list !== "events" && list !== "claims") return value;
  const cells = evidenceColumns(list, template, row).map((column) => ({
    article: map.corpus.id,
    quote: row.values[column] ?? "",
    cell: { file, row: row.number, column },
  }));
  const rule = { rule: `import ${map.corpus.id}` };
  return list === "claims"
    ? { article: map.corpus.id, scope: "UNSTATED", ...rule, ...value, evidence: cells }
    : { assertion: "REPORTED", type: "ASSAULT", ...rule, ...value, evidence: cells };
}

/**
 * The columns whose cells support a record: those of a claim's figure, otherwise those of the id, of the other fields or, for a
 * template without columns, the first cell of the row.
 */
function evidenceColumns(list: "events" | "claims", template: Fields, { values }: TableRow): readonly string[] {
  const choices = [
    ...(list === "claims" ? [columnsIn(template.count ?? "")] : []),
    columnsIn(template.id ?? ""),
    columnsIn(template),
    Object.keys(values)
      .filter((column) => values[column] !== "")
      .slice(0, 1),
  ];
  const filled = choices.map((columns) => [...new Set(columns)].filter((column) => (values[column] ?? "") !== ""));
  return filled.find((columns) => columns.length > 0) ?? [];
}
