import { type RawBuilder, type SqlBool, sql } from "kysely";
import { executeCompiled } from "../db/compiledStatement.ts";
import type { Store } from "../db/database.ts";

/** The number of rows of lists, by the data revision and the list. */
export interface Totals {
  get(list: string): number | undefined;
  set(list: string, total: number): unknown;
}

/** The database to read from, and the data revision to read at (null for the newest). */
export interface ReadScope extends Pick<Store, "db" | "dialect" | "revision"> {
  /** The columns of a record's table that are needed, besides `record`. Null, or without the function: all columns. */
  readonly columnsOf?: (table: string) => readonly string[] | null;
  /** The totals of lists that were counted before. Null, or missing: none are kept. */
  readonly totals?: Totals | null;
}

/** Every row of a record has this column, whichever columns are needed. */
const RECORD_COLUMN = "record";

/**
 * The needed columns of a record's table, for a SELECT.
 * @param from the name under which the statement has them
 * @param more columns to select in any case
 */
export function neededColumns(
  { columnsOf }: Pick<ReadScope, "columnsOf">,
  table: string,
  from: string = table,
  more: readonly string[] = [],
): RawBuilder<unknown> {
  const needed = columnsOf?.(table);
  if (!needed) return sql`${sql.table(from)}.*`;
  const names = new Set([RECORD_COLUMN, ...more, ...needed]);
  return sql.join([...names].map((name) => sql.ref(`${from}.${name}`)));
}

/** Identifies what `neededColumns` returns. */
export const columnsKey = ({ columnsOf }: ReadScope, table: string): string => columnsOf?.(table)?.join() ?? "*";

/**
 * SQL condition: the version is the current one or, if a data revision is given, was current at that revision.
 * @param table the table or its alias, required if several tables have these columns
 */
export function visibleAt({ revision }: Pick<ReadScope, "revision">, table?: string): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(table === undefined ? name : `${table}.${name}`);
  const [from, until] = [column("recordedFrom"), column("recordedUntil")];
  return revision === null
    ? sql<SqlBool>`${until} is null`
    : sql<SqlBool>`(${from} <= ${revision} and (${until} is null or ${until} > ${revision}))`;
}

/** SQL condition: the write whose number is in the column is not later than the data revision. */
export const writtenBy = ({ revision }: Pick<ReadScope, "revision">, column: string): RawBuilder<SqlBool> =>
  revision === null ? sql<SqlBool>`1 = 1` : sql<SqlBool>`${sql.ref(column)} <= ${revision}`;

/**
 * The newest data revision: the number of the newest write.
 * @param until only writes up to this time count (UTC milliseconds, inclusive)
 * @returns 0 if there is no such write
 */
export async function newestRevision(
  on: Pick<ReadScope, "db" | "dialect">,
  until = Number.POSITIVE_INFINITY,
): Promise<number> {
  // Compiled once, because a kept answer needs only this statement.
  const [row] = Number.isFinite(until)
    ? await executeCompiled<Newest, { until: number }>(
        on,
        "newest revision until",
        { until },
        ({ until }) => sql<Newest>`select max("number") as "newest" from "write" where "recordedAt" <= ${until}`,
      )
    : await executeCompiled<Newest, Record<string, never>>(
        on,
        "newest revision",
        {},
        () => sql<Newest>`select max("number") as "newest" from "write"`,
      );
  return row?.newest ?? 0;
}

interface Newest {
  readonly newest: number | null;
}

/** When the newest write up to a data revision took place, in UTC milliseconds; null before the first write. */
export async function recordedAtOf({ db }: Pick<ReadScope, "db">, revision: number): Promise<number | null> {
  const writes = db.selectFrom("write").select("recordedAt").where("number", "<=", revision);
  return (await writes.orderBy("number", "desc").limit(1).executeTakeFirst())?.recordedAt ?? null;
}
