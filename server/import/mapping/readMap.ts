import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { ExpectedError } from "../../domain/errors.ts";
import { printableName } from "../../domain/printable.ts";
import { type Fault, formatFault } from "../../ingest/faults.ts";
import { parseShape } from "../../ingest/parse.ts";
import { parseYaml } from "../../ingest/yaml/parseYaml.ts";
import { columnsIn } from "./fill.ts";
import { MAPPED_LISTS, type MappedList, mapShape, type TableMap, type Template } from "./mapShape.ts";

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
  const file = basename(path);
  const faults: Fault[] = [];
  const located = parseYaml(file, await readFile(path, "utf8"), 0, faults);
  const parsed = located && parseShape(mapShape, located, [], faults);
  if (!located || !parsed || faults.length > 0) throw new MapError(faults);
  const map = parsed.value;
  const at = (field: readonly PropertyKey[], problem: string) => faults.push(parsed.fault(field, problem));
  const used = new Set<string>(map.ignore);
  const check = (template: Template, field: readonly PropertyKey[]) => {
    for (const column of columnsIn(template)) {
      used.add(column);
      if (!columns.includes(column)) at(field, `names the column “${column}”, which the table does not have`);
    }
  };
  for (const list of Object.keys(MAPPED_LISTS) as MappedList[])
    for (const [index, record] of map[list].entries())
      for (const [name, template] of Object.entries(record)) check(template, [list, index, name]);
  for (const column of [...Object.keys(map.values), ...map.ignore])
    if (!columns.includes(column)) at(["ignore"], `names the column “${column}”, which the table does not have`);
  for (const column of columns)
    if (!used.has(column))
      at(
        ["ignore"],
        `does not name the column “${printableName(column)}”, and no record uses it; use it, or add it to \`ignore\``,
      );
  if (map.claims.length === 0 && map.events.length === 0)
    at([], "has neither `claims` nor `events`, so that nothing would be imported");
  if (faults.length > 0) throw new MapError(faults);
  return map;
}
