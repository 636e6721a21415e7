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
import { columnsIn } from "./fill.ts";
import { MAPPED_LISTS, type MappedList, type TableMap } from "./mapShape.ts";
import type { MappedTable, WrittenRecord } from "./mapTable.ts";

/**
 * Checks the records as those of a corpus folder are checked.
 * @param held the records of the store that they may refer to
 * @throws ImportError with all faults, each with line and column
 */
export function checkMapped(file: string, table: MappedTable, map: TableMap, held: ReferableRecords): Corpus {
  const faults: Fault[] = [];
  const parsed = parseRecords(asWritten(file, table, map), faults);
  const manifest = parseShape(manifestShape, manifestOf(map), [], faults);
  const checked = checkCorpus({ manifest, ...parsed, held: toStoredRecords(held) }, faults);
  const all = [...table.faults, ...oncePerField(faults.map((fault) => inTable(fault, file, table)))];
  if (all.length > 0) throw new ImportError(all.sort((a, b) => (a.row ?? 0) - (b.row ?? 0)));
  return checked;
}

/** The records as a file of the corpus format would have them. The table itself is the first article. */
function asWritten(file: string, { filled }: MappedTable, { corpus }: TableMap): WrittenLists {
  const table = {
    id: corpus.id,
    title: corpus.title,
    wording: "METADATA_ONLY",
    language: "en",
    ...(corpus.url && { url: corpus.url }),
  };
  const values = (list: MappedList) => filled[list].map(({ value }) => value);
  const value = {
    articles: [table, ...values("articles")],
    actors: values("actors"),
    places: values("places"),
    events: values("events"),
    casualtyReports: values("claims"),
  };
  return { file, value, lineOf: () => null };
}

interface WrittenLists extends Located {
  readonly value: Readonly<Record<(typeof MAPPED_LISTS)[MappedList], readonly WrittenRecord[]>>;
}

function parseRecords(written: WrittenLists, faults: Fault[]) {
  const lists: { [List in RecordList]: Parsed<Written<List>>[] } = {
    actors: [],
    places: [],
    events: [],
    casualtyReports: [],
    mentions: [],
    withdrawn: [],
  };
  const lost: UnreadableRecord[] = [];
  for (const list of ["actors", "places", "events", "casualtyReports"] as const)
    collect(list, written.value[list], written, lists, faults, lost);
  const articles = written.value.articles.flatMap((_value, at): Parsed<WrittenArticle>[] => {
    const parsed = parseShape(frontMatterShape, written, ["articles", at], faults);
    if (!parsed) return [];
    const { id = "" } = parsed.value;
    return [{ ...parsed, value: { ...parsed.value, id, ...articleText(parsed.value.title, []) } }];
  });
  return { articles, lists, lost };
}

function manifestOf({ corpus, source }: TableMap): Located {
  const { id, title, version } = corpus;
  const sources = [{ ...source, id, title: source.title ?? title }];
  return { file: "the map", value: { id, title, version, sources }, lineOf: () => null };
}

/** A fault of the map itself, such as an unknown kind of actor, is the same in every row: the first row is named. */
function oncePerField(faults: readonly TableFault[]): TableFault[] {
  const found = new Map<string, TableFault>();
  for (const fault of faults) {
    const key = fault.column === null ? fault.problem : canonicalJson(fault);
    if (!found.has(key)) found.set(key, fault);
  }
  return [...found.values()];
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
