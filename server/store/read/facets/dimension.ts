import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { VersionedTable } from "../../db/tables.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";

/**
 * How the records of a list are counted by one of their properties. Their rows are first grouped by some columns. There are few such
 * groups, so everything else is done for few rows.
 */
export interface Dimension {
  /** How the rows are grouped. Several groupings have the same names of columns, and their conditions part the rows among them. */
  readonly groupings: readonly Grouping[];
  /** Common table expressions that the columns need. They may be recursive. */
  readonly before?: RawBuilder<unknown>;
  /** Common table expressions that are made from `grouped`. */
  readonly after?: RawBuilder<unknown>;
  /** The tables that give the values: the number of records is in their column `grouped.count`. Default: `grouped`. */
  readonly from?: RawBuilder<unknown>;
  /** The value of a group. Null if its records have none. */
  readonly value: RawBuilder<unknown>;
  /** `record`: the values are record keys. `number`: they are numbers in chronological order. */
  readonly kind: "term" | "record" | "number";
}

export interface Grouping {
  /** The columns to group the rows by, and their names in the table `grouped`. */
  readonly columns: Readonly<Record<string, RawBuilder<unknown>>>;
  /** Further columns of `grouped`, after those: constants, by which an index could not serve the groups. */
  readonly constants?: Readonly<Record<string, RawBuilder<unknown>>>;
  /** Only rows that meet this condition. Default: all rows. */
  readonly where?: RawBuilder<SqlBool>;
}

const GROUPED_VALUE = sql.ref("grouped.value");

/** Counts by a column. @param kind whether it contains terms or record keys */
export const byColumn = (table: VersionedTable, column: string, kind: "term" | "record" = "term"): Dimension => ({
  groupings: [{ columns: { value: sql.ref(`${table}.${column}`) } }],
  value: GROUPED_VALUE,
  kind,
});

const KINDS = ["harm", "victims", "status", "scope", "review"] as const;

/**
 * Counts claims by a column with few values. The rows are grouped by the columns before it too: an index contains these columns in
 * this order, so that neither rows are read nor groups sorted (migration 015).
 */
export function byKind(column: (typeof KINDS)[number]): Dimension {
  const columns = KINDS.slice(0, KINDS.indexOf(column) + 1).map((name) => [name, sql.ref(`casualtyReport.${name}`)]);
  return {
    groupings: [{ columns: { ...Object.fromEntries(columns), harm: sql`("casualtyReport"."harm" || '')` } }],
    value: sql.ref(`grouped.${column}`),
    kind: "term",
  };
}

/** Counts claims by a column of the record that they refer to. */
export const byColumnOf = (
  scope: ReadScope,
  {
    reference,
    column,
    kind,
  }: { readonly reference: "article" | "event"; readonly column: string; readonly kind: "term" | "record" },
): Dimension => ({
  groupings: [{ columns: { value: sql.ref(`casualtyReport.${reference}`) } }],
  from: sql`"grouped" left join ${sql.table(reference)} as related
    on related."record" = ${GROUPED_VALUE} and ${visibleAt(scope, "related")}`,
  value: sql.ref(`related.${column}`),
  kind,
});
