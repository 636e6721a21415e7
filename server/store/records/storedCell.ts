import type { TableCell } from "../../domain/records.ts";

/** A cell of a table, as the columns of an evidence row or as a value within JSON. */
export interface StoredCell {
  readonly cell?: TableCell | undefined;
  readonly cellFile?: string | null;
  readonly cellRow?: number | null;
  readonly cellColumn?: string | null;
}

export function cellOf({ cell, cellFile, cellRow, cellColumn }: StoredCell): TableCell | undefined {
  if (cell) return cell;
  return cellFile != null && cellRow != null && cellColumn != null
    ? { file: cellFile, row: cellRow, column: cellColumn }
    : undefined;
}
