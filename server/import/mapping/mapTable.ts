import { RECORD_FIELDS } from "../../domain/fields/recordFields.ts";
import type { Corpus } from "../../domain/records.ts";
import { articleText, canonicalJson } from "../../domain/text.ts";
import { checkCorpus } from "../../ingest/check.ts";
import type { Fault } from "../../ingest/faults.ts";
import { collect, type Parsed, parseShape, type UnreadableRecord, type WrittenArticle } from "../../ingest/parse.ts";
import { frontMatterShape, manifestShape, type RecordList, type Written } from "../../ingest/shapes.ts";
import { toStoredRecords } from "../../ingest/storedRecords.ts";
import type { Located } from "../../ingest/yaml/parseYaml.ts";
import type { ReferableRecords } from "../../store/write/referableRecords.ts";
import { ImportError, type TableFault } from "../faults.ts";
import type { TableRow } from "../tables/table.ts";
import { columnsIn, RowFiller } from "./fill.ts";
import { MAPPED_LISTS, type MappedList, type TableMap, type Template } from "./mapShape.ts";

type Fields = Readonly<Record<string, Template>>;
type Record_ = Readonly<Record<string, unknown>>;

/** A record that a row gave, and by which template. */
interface Filled {
  readonly row: TableRow;
  readonly list: MappedList;
  readonly template: Fields;
  readonly value: Record_;
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

const FIELDS = {
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
        const value = withDefaults(list, filler.record(FIELDS[list], template), template, { file, row, map });
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
  value: Record_,
  template: Fields,
  { file, row, map }: { readonly file: string; readonly row: TableRow; readonly map: TableMap },
): Record_ {
  if (list === "articles") return { wording: "METADATA_ONLY", language: "und", ...value };
  if (list !== "events" && list !== "claims") return value;
  const columns = list === "claims" ? columnsIn(template.count ?? "") : [];
  const named = [...new Set(columns.length > 0 ? columns : columnsIn(template.id ?? ""))];
  const cells = named.flatMap((column) => {
    const quote = row.values[column] ?? "";
    return quote === "" ? [] : [{ article: map.corpus.id, quote, cell: { file, row: row.number, column } }];
  });
  const rule = { rule: `import ${map.corpus.id}` };
  return list === "claims"
    ? { article: map.corpus.id, scope: "UNSTATED", ...rule, ...value, evidence: cells }
    : { assertion: "REPORTED", type: "ASSAULT", ...rule, ...value, evidence: cells };
}

/**
 * Checks the records as those of a corpus folder are checked.
 * @param held the records of the store that they may refer to
 * @throws ImportError with all faults, each with line and column
 */
export function checkMapped(file: string, table: MappedTable, map: TableMap, held: ReferableRecords): Corpus {
  const faults: Fault[] = [];
  const lists: { [List in RecordList]: Parsed<Written<List>>[] } = {
    actors: [],
    places: [],
    events: [],
    casualtyReports: [],
    mentions: [],
    withdrawn: [],
  };
  const lost: UnreadableRecord[] = [];
  const { corpus, source } = map;
  const own = {
    id: corpus.id,
    title: corpus.title,
    wording: "METADATA_ONLY",
    language: "en",
    ...(corpus.url && { url: corpus.url }),
  };
  const values = (list: MappedList) => table.filled[list].map(({ value }) => value);
  const located: Located = {
    file,
    value: {
      articles: [own, ...values("articles")],
      ...Object.fromEntries(
        (["actors", "places", "events", "claims"] as const).map((list) => [MAPPED_LISTS[list], values(list)]),
      ),
    },
    lineOf: () => null,
  };
  for (const list of ["actors", "places", "events", "casualtyReports"] as const)
    collect(list, (located.value as Readonly<Record<string, unknown[]>>)[list] ?? [], located, lists, faults, lost);
  const articles = (located.value as { articles: Record_[] }).articles.flatMap(
    (_value, at): Parsed<WrittenArticle>[] => {
      const parsed = parseShape(frontMatterShape, located, ["articles", at], faults);
      if (!parsed) return [];
      const { id = "" } = parsed.value;
      return [{ ...parsed, value: { ...parsed.value, id, ...articleText(parsed.value.title, []) } }];
    },
  );
  const manifest = parseShape(
    manifestShape,
    {
      file: "the map",
      value: {
        id: corpus.id,
        title: corpus.title,
        version: corpus.version,
        sources: [
          {
            id: corpus.id,
            title: source.title ?? corpus.title,
            licence: source.licence,
            licenceUrl: source.licenceUrl,
            attribution: source.attribution,
            showsText: source.showsText,
            isPrivate: source.isPrivate,
          },
        ],
      },
      lineOf: () => null,
    },
    [],
    faults,
  );
  const checked = checkCorpus({ manifest, articles, lists, lost, held: toStoredRecords(held) }, faults);
  const all = [...table.faults, ...faults.map((fault) => inTable(fault, file, table))];
  if (all.length > 0) throw new ImportError(all.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)));
  return checked;
}

const LIST_OF = Object.fromEntries(Object.entries(MAPPED_LISTS).map(([own, list]) => [list, own])) as Readonly<
  Record<string, MappedList>
>;

/** Where a fault of a record is in the table: its row, and the columns that its field is made from. */
function inTable({ field, problem }: Fault, file: string, { filled }: MappedTable): TableFault {
  const [, list = "", index = "", name] = /^(\w+)\[(\d+)\](?:\.(\w+))?/.exec(field ?? "") ?? [];
  const mapped = LIST_OF[list];
  // The table itself is the first article.
  const found = mapped && filled[mapped][Number(index) - (mapped === "articles" ? 1 : 0)];
  if (!mapped || !found)
    return { file, row: null, line: null, column: null, problem: `${field ?? ""} ${problem}`.trim() };
  const columns = name === undefined ? [] : columnsIn(found.template[name] ?? "");
  const { number, line } = found.row;
  const path = (field ?? "").replace(/^\w+\[\d+\]\.?/, "");
  return {
    file,
    row: number,
    line,
    column: columns.length === 0 ? null : columns.join(", "),
    problem: `\`${path}\` of the map's ${mapped} ${
      columns.length > 0 && problem.startsWith("is missing")
        ? "has no value, because a cell that it needs is empty; fill the cell, or use another column"
        : problem
    }`,
  };
}
