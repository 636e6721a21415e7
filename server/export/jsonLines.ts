import type { CellValue, Column } from "./columns.ts";
import { rowWriter } from "./rowWriter.ts";

/** A row as a JSON object with the names of the columns. Unknown values are null, so that all rows have the same fields. */
export function jsonObject<Row>(columns: readonly Column<Row>[]): (row: Row) => string {
  const names = new Map(columns.map((column) => [column, `${JSON.stringify(column.name)}:`]));
  const fields = rowWriter(columns, (column, row) => names.get(column) + jsonCell(column, column.value(row)));
  return (row) => `{${fields(row)}}`;
}

const jsonCell = <Row>({ type }: Column<Row>, value: CellValue): string =>
  type === "json" && typeof value === "string" ? value : JSON.stringify(value);

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
