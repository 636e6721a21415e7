import type { Column } from "./columns.ts";

type Part<Row> = (row: Row) => string;

/**
 * Returns a function that writes the cells of a row, with commas between them. The cells of columns that show the same object,
 * such as an article or an actor, are written once for each object: most rows share them with other rows.
 */
export function rowWriter<Row>(
  columns: readonly Column<Row>[],
  writerOf: (column: Column<Row>) => Part<Row>,
): (row: Row) => string {
  const parts: Part<Row>[] = [];
  for (let at = 0; at < columns.length; ) {
    const of = columns[at]?.of;
    let end = at + 1;
    while (of !== undefined && columns[end]?.of === of) end++;
    const group = columns.slice(at, end);
    const writers = group.map(writerOf);
    if (of === undefined) parts.push(...writers);
    else parts.push(oncePerObject(of, (row) => writers.map((write) => write(row)).join(",")));
    at = end;
  }
  return (row) => {
    let text = "";
    let separator = "";
    for (const part of parts) {
      text += separator + part(row);
      separator = ",";
    }
    return text;
  };
}

type Of<Row> = (row: Row) => object | null;

/** Keeps what was written as long as the object exists. */
function oncePerObject<Row>(of: Of<Row>, cells: Part<Row>): Part<Row> {
  const written = new WeakMap<object, string>();
  let ofNull: string | undefined;
  return (row) => {
    const object = of(row);
    if (object === null) {
      ofNull ??= cells(row);
      return ofNull;
    }
    let text = written.get(object);
    if (text === undefined) {
      text = cells(row);
      written.set(object, text);
    }
    return text;
  };
}
