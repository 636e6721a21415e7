import type { Evidence, TableCell } from "./records.ts";
import { sha256 } from "./text.ts";

/**
 * The position of the whole text of a cell. Offsets and the hash are those of the cell's own text, so that they stay the same
 * if the cell is in another row of the next release of its table.
 */
export const cellPosition = (text: string, cell: TableCell): Omit<Evidence, "article"> => ({
  start: 0,
  end: text.length,
  paragraph: 0,
  quote: text,
  prefix: "",
  suffix: "",
  articleHash: sha256(text),
  cell,
});
