/** What a cell can hold; null and an empty list are an empty cell. */
export type Cell = string | number | boolean | null | readonly string[];

/** `time`: an instant in UTC, ISO 8601. `list`: texts parted by semicolons, none of which holds one. */
export type ColumnType = "text" | "integer" | "decimal" | "boolean" | "time" | "list";

/** One column of a CSV file. Header, cells, data dictionary and metadata are all made from it. */
export interface Column<Of> {
  readonly name: string;
  readonly description: string;
  readonly type: ColumnType;
  /** What a number counts or measures. */
  readonly unit?: string;
  /** The only values that it holds. */
  readonly values?: readonly string[];
  value(of: Of): Cell;
}

export interface ActorData {
  readonly slug: string;
  readonly name: string;
}

export interface AttributionData {
  readonly actor: ActorData | null;
  readonly words: string | null;
}

export interface TimeData {
  readonly earliest: string;
  readonly latest: string;
  readonly precision: string;
  readonly basis: string;
}

export const ACTOR_FIELDS = "{ slug name }";
export const ATTRIBUTION_FIELDS = `{ actor ${ACTOR_FIELDS} words }`;
export const TIME_FIELDS = "{ earliest latest precision basis }";
