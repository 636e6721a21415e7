import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Store } from "../db/database.ts";

/** What is read, and as of which data revision. */
export type ReadScope = Pick<Store, "db" | "dialect" | "revision">;

/**
 * SQL that holds for the versions that a reader sees: the current ones, or those that were current at the data revision
 * that is read. `table` names the table or its alias where several have these columns.
 */
export function visibleAt({ revision }: Pick<ReadScope, "revision">, table?: string): RawBuilder<SqlBool> {
  const column = (name: string) => sql.ref(table === undefined ? name : `${table}.${name}`);
  const [from, until] = [column("recordedFrom"), column("recordedUntil")];
  return revision === null
    ? sql<SqlBool>`${until} is null`
    : sql<SqlBool>`(${from} <= ${revision} and (${until} is null or ${until} > ${revision}))`;
}

/** The number of the newest write up to a time (UTC milliseconds), of all where it is infinite; 0 where there is none. */
export async function newestRevision({ db }: Pick<ReadScope, "db">, until = Number.POSITIVE_INFINITY): Promise<number> {
  const all = db.selectFrom("write").select(({ fn }) => fn.max("number").as("newest"));
  const writes = Number.isFinite(until) ? all.where("recordedAt", "<=", until) : all;
  return (await writes.executeTakeFirstOrThrow()).newest ?? 0;
}

/** When a data revision was brought, in UTC milliseconds: by its write, or the last one before it. Null before the first. */
export async function recordedAtOf({ db }: Pick<ReadScope, "db">, revision: number): Promise<number | null> {
  const writes = db.selectFrom("write").select("recordedAt").where("number", "<=", revision);
  return (await writes.orderBy("number", "desc").limit(1).executeTakeFirst())?.recordedAt ?? null;
}
