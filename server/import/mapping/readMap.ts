import { isUtf8 } from "node:buffer";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { ExpectedError } from "../../domain/errors.ts";
import { nearest } from "../../domain/nearest.ts";
import { printableName } from "../../domain/printable.ts";
import { type Fault, formatFault } from "../../ingest/faults.ts";
import { parseShape } from "../../ingest/parse.ts";
import { parseYaml } from "../../ingest/yaml/parseYaml.ts";
import { columnsIn, hasStrayBrace } from "./fill.ts";
import { MAPPED_LISTS, type MappedList, mapShape, type TableMap } from "./mapShape.ts";
import { MAPPED_FIELDS } from "./mapTable.ts";

/** A map that does not fit its table. Nothing was imported. */
export class MapError extends ExpectedError {
  override name = "MapError";
  constructor(faults: readonly Fault[]) {
    super([...faults.map(formatFault), "Nothing was imported."].join("\n"));
  }
}

/**
 * Reads a map and compares it with the columns of its table: each column must be used or named under `ignore`.
 * @throws MapError with all faults
 */
export async function readMap(path: string, columns: readonly string[]): Promise<TableMap> {
  const faults: Fault[] = [];
  const located = parseYaml(basename(path), await textOf(path), 0, faults);
  const parsed = located && parseShape(mapShape, located, [], faults);
  if (!parsed || faults.length > 0) throw new MapError(faults);
  const map = parsed.value;
  checkMap(map, columns, (field, problem) => faults.push(parsed.fault(field, problem)));
  if (faults.length > 0) throw new MapError(faults);
  return map;
}

async function textOf(path: string): Promise<string> {
  const refuse = (problem: string) => new MapError([{ file: basename(path), line: null, field: null, problem }]);
  try {
    const bytes = await readFile(path);
    if (!isUtf8(bytes)) throw refuse("is not UTF-8 text; save it in UTF-8");
    return bytes.toString("utf8");
  } catch (error) {
    throw error instanceof MapError
      ? error
      : refuse(`cannot be read: ${error instanceof Error ? error.message : error}`);
  }
}

type Report = (field: readonly PropertyKey[], problem: string) => void;

function checkMap(map: TableMap, columns: readonly string[], report: Report): void {
  const used = new Set<string>();
  for (const list of Object.keys(MAPPED_LISTS) as MappedList[])
    for (const [index, record] of map[list].entries())
      for (const [name, template] of Object.entries(record)) {
        const field = [list, index, name];
        checkFieldName(list, name, field, report);
        for (const column of columnsIn(template)) {
          used.add(column);
          if (!columns.includes(column)) report(field, `names the column “${column}”, ${NOT_THERE}`);
        }
        if (hasStrayBrace(template))
          report(field, "has a brace that does not enclose the name of a column; write a column as {column}");
      }
  for (const column of map.ignore)
    if (!columns.includes(column)) report(["ignore"], `names the column “${column}”, ${NOT_THERE}`);
  for (const column of Object.keys(map.values))
    if (!used.has(column))
      report(["values", column], "is for a column that no record uses; use the column, or leave it out");
  for (const column of columns)
    if (!used.has(column) && !map.ignore.includes(column))
      report(
        ["ignore"],
        `does not name the column “${printableName(column)}”, and no record uses it; use it, or add it to \`ignore\``,
      );
  if (map.claims.length === 0 && map.events.length === 0)
    report([], "has neither `claims` nor `events`, so that nothing would be imported");
}

const NOT_THERE = "which the table does not have";

function checkFieldName(list: MappedList, name: string, field: readonly PropertyKey[], report: Report): void {
  const known = ["id", ...Object.keys(MAPPED_FIELDS[list])].filter((known) => known !== "evidence");
  if (name === "evidence") report(field, "is made from the cells of the table; leave it out");
  else if (!known.includes(name)) {
    const near = nearest(name, known);
    report(
      field,
      `is not a field of ${list}; ${near === null ? `known here: ${known.join(", ")}` : `did you mean “${near}”?`}`,
    );
  }
}
