import { type RawBuilder, sql } from "kysely";

/** One column of a sort order. The last column must be unique: keyset pagination needs a total order. */
export interface OrderTerm {
  /** An SQL expression that is never null: SQLite sorts nulls first, PostgreSQL last. */
  readonly expression: RawBuilder<string | number>;
  readonly valueType: "number" | "text";
  readonly descending: boolean;
}

/** A sort term of a list, for either direction. Each order of a list must end with a unique column. */
export type DirectedTerm = (descending: boolean) => OrderTerm;

export const byNumber =
  (expression: RawBuilder<number>): DirectedTerm =>
  (descending) => ({ expression, valueType: "number", descending });
export const byText =
  (column: string): DirectedTerm =>
  (descending) => ({ expression: sql.ref<string>(column), valueType: "text", descending });
export const byKey = (column: string) => byNumber(sql.ref<number>(column));

/** Unknown values sort below all others. The indexes are on the same expressions (migration 001). */
const byNullable = (column: string, lowest: number) =>
  byNumber(sql<number>`coalesce(${sql.ref(column)}, ${sql.lit(lowest)})`);
export const byTime = (column: string) => byNullable(column, -9_007_199_254_740_991);
export const byCount = (column: string) => byNullable(column, -1);
