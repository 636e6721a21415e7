import { type RawBuilder, type SqlBool, sql } from "kysely";
import { RECORD_TYPES, type RecordType } from "../../domain/vocabulary.ts";
import { chunks } from "../db/batchInsert.ts";
import type { Db } from "../db/database.ts";
import { TABLE_OF } from "../db/tables.ts";

/** A record of the store, with its newest version. */
export interface ExistingRecord {
  readonly key: number;
  readonly type: RecordType;
  readonly slug: string;
  readonly corpus: string;
  /** Null if the record has no version yet. */
  readonly version: number | null;
  /** The hash of the current version. Null if there is no current version, as after a withdrawal. */
  readonly contentHash: string | null;
  readonly revisedJson: string | null;
  /** See tables.ts. */
  readonly loadedHash: string | null;
  readonly apiWrite: number | null;
}

/** By `Type/slug`. */
export type ExistingRecords = Map<string, ExistingRecord>;

export const idOf = ({ type, slug }: { type: RecordType; slug: string }): string => `${type}/${slug}`;

/** The records that meet a condition on the table `record`, or all records. */
export async function existingRecords(db: Db, condition: RawBuilder<SqlBool> = sql`1 = 1`): Promise<ExistingRecords> {
  const known: ExistingRecords = new Map();
  for (const type of RECORD_TYPES) {
    const { rows } = await sql<ExistingRecord & { recordedUntil: number | null }>`
      select record.key, record.type, record.slug, record.corpus, record."loadedHash", record."apiWrite",
        newest.version, newest."contentHash", newest."recordedUntil", newest."revisedJson"
      from "record" join ${sql.table(TABLE_OF[type])} as newest on newest.record = record.key
      where record.type = ${type} and ${condition}
        and newest.version = (select max(v.version) from ${sql.table(TABLE_OF[type])} as v where v.record = record.key)`.execute(
      db,
    );
    for (const { recordedUntil, ...row } of rows)
      known.set(idOf(row), { ...row, contentHash: recordedUntil === null ? row.contentHash : null });
  }
  return known;
}

/** The records with these slugs, of any type. */
export async function existingBySlugs(db: Db, slugs: Iterable<string>): Promise<ExistingRecords> {
  const known: ExistingRecords = new Map();
  for (const some of chunks([...new Set(slugs)]))
    for (const [id, record] of await existingRecords(db, sql`record.slug in (${sql.join(some)})`))
      known.set(id, record);
  return known;
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Every text within a value that could be a slug: all references, and some other texts. */
export function slugsIn(value: unknown): string[] {
  if (typeof value === "string") return value.length <= 100 && SLUG.test(value) ? [value] : [];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(slugsIn) : [];
}

/** The key of a record that exists. */
export async function keyOf(db: Db, type: RecordType, slug: string): Promise<number> {
  const record = db.selectFrom("record").select("key").where("type", "=", type).where("slug", "=", slug);
  return (await record.executeTakeFirstOrThrow()).key;
}
