import type { CellValue, Column } from "./columns.ts";
import { rowWriter } from "./rowWriter.ts";

/** A row as a JSON object with the names of the columns. Unknown values are null, so that all rows have the same fields. */
export function jsonObject<Row>(columns: readonly Column<Row>[]): (row: Row) => string {
  const fields = rowWriter(columns, (column) => {
    const name = `${JSON.stringify(column.name)}:`;
    const isJson = column.type === "json";
    return (row) => name + jsonCell(column.value(row), isJson);
  });
  return (row) => `{${fields(row)}}`;
}

function jsonCell(value: CellValue, isJson: boolean): string {
  if (typeof value === "string") return isJson ? value : JSON.stringify(value);
  return value !== null && typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** JSON Lines: one object in each line, in UTF-8. */
export async function* jsonLines<Row>(
  columns: readonly Column<Row>[],
  pages: AsyncIterable<readonly Row[]>,
): AsyncGenerator<string> {
  const object = jsonObject(columns);
  for await (const rows of pages) {
    let lines = "";
    for (const row of rows) lines += `${object(row)}\n`;
    yield lines;
  }
}
