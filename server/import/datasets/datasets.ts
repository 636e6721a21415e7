import type { Dataset } from "../dataset.ts";
import { ACLED } from "./acled.ts";
import { MAVERICK } from "./maverick.ts";
import { UCDP_GED } from "./ucdpGed.ts";

export const DATASETS: readonly Dataset[] = [UCDP_GED, ACLED, MAVERICK];

/** The dataset whose columns a header has. Null if there is none. */
export const datasetOf = (columns: readonly string[]): Dataset | null =>
  DATASETS.find((dataset) => missingColumns(dataset, columns).length === 0) ?? null;

/** The columns that a file of the dataset must have, but does not. */
export const missingColumns = ({ columns: own, optionalColumns }: Dataset, columns: readonly string[]): string[] =>
  Object.keys(own).filter((name) => !optionalColumns.includes(name) && !columns.includes(name));

/** The columns that no release is known to have. */
export const unknownColumns = ({ columns: own }: Dataset, columns: readonly string[]): string[] =>
  columns.filter((name) => !Object.hasOwn(own, name));
