import type { TableRow } from "./table.ts";

/** The number of rows that are handed on at a time. */
const ROWS = 500;

/** Groups rows, so that fewer steps wait for each other. */
export async function* inBatches(rows: AsyncIterable<TableRow>): AsyncGenerator<readonly TableRow[]> {
  let batch: TableRow[] = [];
  for await (const row of rows) {
    batch.push(row);
    if (batch.length < ROWS) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
