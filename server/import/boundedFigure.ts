import { bounded, type Count } from "../domain/count.ts";
import type { Evidence } from "../domain/records.ts";
import * as build from "./build.ts";
import type { RowReader } from "./rowReader.ts";

/** The columns of a figure. */
interface Columns {
  readonly low: string;
  readonly best: string;
  readonly high: string;
}

export interface BoundedFigure {
  readonly count: Count;
  readonly best: number;
  readonly evidence: readonly Evidence[];
  /** Says which bounds were left out, because they do not contain the best estimate. Null if none were. */
  readonly note: string | null;
}

/** A figure that three columns give as a lowest, a best and a highest number. */
export function boundedFigure(row: RowReader, columns: Columns, article: string): BoundedFigure {
  const [low, best, high] = [row.integer(columns.low), row.integer(columns.best), row.integer(columns.high)];
  const { count, isBounded } = bounded(low, best, high);
  const cells = count.qualifier === "EXACTLY" ? [columns.best] : [columns.best, columns.low, columns.high];
  return {
    count,
    best,
    evidence: cells.map((column) => build.cell(row, column, article)),
    note: isBounded ? null : `The dataset gives the bounds ${low} and ${high}, which do not contain its best estimate.`,
  };
}
