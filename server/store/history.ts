import { sql } from "kysely";
import type { RecordType } from "../domain/vocabulary.ts";
import type { Db } from "./database.ts";
import { TABLE_OF } from "./rows.ts";

/** One version of a record, and how it came about. */
export interface VersionRow {
  readonly version: number;
  /** The data revisions from which on and until which it was the current one; null while it is. */
  readonly recordedFrom: number;
  readonly recordedUntil: number | null;
  readonly recordedAt: number;
  readonly recordedBy: string;
  readonly reason: string;
}

/** All versions of a record, the first one first; empty where the store never held it. */
export async function versionsOf({ db }: { db: Db }, type: RecordType, slug: string): Promise<VersionRow[]> {
  const { rows } = await sql<VersionRow>`
    select "version", "recordedFrom", "recordedUntil", "recordedAt", "recordedBy", "reason"
    from ${sql.table(TABLE_OF[type])} where "slug" = ${slug} order by "version"`.execute(db);
  return rows;
}

/** A write to the store: who made it, when and why. */
export interface WriteRow {
  readonly recordedAt: number;
  readonly recordedBy: string;
  readonly reason: string;
}

/** The write that brought a data revision, or the last one before it; null before the first. */
export async function lastWriteUpTo({ db }: { db: Db }, revision: number): Promise<WriteRow | null> {
  const all = db.selectFrom("write").select(["recordedAt", "recordedBy", "reason"]);
  return (await all.where("number", "<=", revision).orderBy("number", "desc").limit(1).executeTakeFirst()) ?? null;
}
