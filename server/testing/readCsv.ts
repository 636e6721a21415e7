/** A strict parser of RFC 4180 for tests: it rejects everything that the standard does not define. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    const cell = text[at] === '"' ? /"((?:[^"]|"")*)"/y : /([^",\r\n]*)/y;
    cell.lastIndex = at;
    const [whole, inner = ""] = cell.exec(text) ?? [];
    if (whole === undefined) throw new Error(`A quote is not closed: ${text.slice(at, at + 40)}`);
    row.push(whole.startsWith('"') ? inner.replaceAll('""', '"') : inner);
    at += whole.length;
    if (text.startsWith("\r\n", at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (text[at] === ",") at += 1;
    else throw new Error(`Neither a comma nor CRLF ends the cell before ${JSON.stringify(text.slice(at, at + 40))}`);
  }
  if (row.length > 0) throw new Error("The last line does not end in CRLF");
  return rows;
}

/** The rows as objects, with the names of the header. */
export function readTable(text: string): Record<string, string>[] {
  const [header = [], ...rows] = readCsv(text);
  return rows.map((row) => {
    if (row.length !== header.length) throw new Error(`A row has ${row.length} cells, the header ${header.length}`);
    return Object.fromEntries(header.map((name, at) => [name, row[at] ?? ""]));
  });
}

/** Collects all items. */
export async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}
