import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Store } from "../db/database.ts";

/** The database to read from, and the data revision to read at (null for the newest). */
export type ReadScope = Pick<Store, "db" | "dialect" | "revision">;

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
export async function newestRevision({ db }: Pick<ReadScope, "db">, until = Number.POSITIVE_INFINITY): Promise<number> {
  const all = db.selectFrom("write").select(({ fn }) => fn.max("number").as("newest"));
  const writes = Number.isFinite(until) ? all.where("recordedAt", "<=", until) : all;
  return (await writes.executeTakeFirstOrThrow()).newest ?? 0;
}

/** When the newest write up to a data revision took place, in UTC milliseconds; null before the first write. */
export async function recordedAtOf({ db }: Pick<ReadScope, "db">, revision: number): Promise<number | null> {
  const writes = db.selectFrom("write").select("recordedAt").where("number", "<=", revision);
  return (await writes.orderBy("number", "desc").limit(1).executeTakeFirst())?.recordedAt ?? null;
}
