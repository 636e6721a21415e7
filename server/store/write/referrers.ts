import { type RawBuilder, sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Db } from "../db/database.ts";
import { TABLE_OF } from "../records/rows.ts";

/** A record that refers to another in its current version. */
export interface Referrer {
  readonly type: RecordType;
  readonly slug: string;
  /** The key of the record that it refers to. */
  readonly to: number;
}

/** The columns by which versions of a type refer to other records. */
const COLUMNS: readonly (readonly [RecordType, readonly string[]])[] = [
  ["Place", ["partOf"]],
  ["Article", ["publisher", "copyOf"]],
  ["Event", ["claimedBy", "place", "partOf"]],
  ["CasualtyReport", ["article", "event", "side", "place", "claimant", "conduit", "blamed", "partOf"]],
];

/** The same of what hangs on versions: the type, its rows' table, their column for the version, and their references. */
const HANGING: readonly (readonly [RecordType, string, string, readonly string[]])[] = [
  ["Actor", "affiliation", "actor", ["organisation"]],
  ["Article", "articleAgency", "article", ["agency"]],
  ["Article", "mention", "version", ["actor", "place", "voice"]],
  ["Event", "participant", "event", ["actor", "assertedBy"]],
  ["Event", "denial", "event", ["deniedBy"]],
  ["CasualtyReport", "denial", "report", ["deniedBy"]],
  ["Event", "evidence", "event", ["article"]],
  ["CasualtyReport", "evidence", "report", ["article"]],
];

/** The current records that refer to some others, which they could then no longer find. */
export async function referrersTo(db: Db, records: readonly number[]): Promise<Referrer[]> {
  if (records.length === 0) return [];
  const keys = sql.join(records);
  const of = (type: RecordType) => sql`${sql.lit(type)} as "type", version."slug"`;
  const table = (type: RecordType) => sql`${sql.table(TABLE_OF[type])} as version`;
  const selects: RawBuilder<unknown>[] = [
    ...COLUMNS.flatMap(([type, columns]) =>
      columns.map(
        (column) => sql`select ${of(type)}, version.${sql.ref(column)} as "to" from ${table(type)}
          where version."recordedUntil" is null and version.${sql.ref(column)} in (${keys})`,
      ),
    ),
    ...HANGING.flatMap(([type, rows, owner, columns]) =>
      columns.map(
        (column) => sql`select ${of(type)}, hanging.${sql.ref(column)} as "to"
          from ${sql.table(rows)} as hanging join ${table(type)} on version."key" = hanging.${sql.ref(owner)}
          where version."recordedUntil" is null and hanging.${sql.ref(column)} in (${keys})`,
      ),
    ),
    ...(["event", "report"] as const).map((owner) => {
      const type = owner === "event" ? "Event" : "CasualtyReport";
      return sql`select ${of(type)}, evidence."article" as "to" from "evidence"
        join "denial" on denial."key" = evidence."denial" join ${table(type)} on version."key" = denial.${sql.ref(owner)}
        where version."recordedUntil" is null and evidence."article" in (${keys})`;
    }),
  ];
  const { rows } = await sql<Referrer>`${sql.join(selects, sql` union `)}`.execute(db);
  return [...rows, ...(await inJson(db, new Set(records)))];
}

/** References within columns of JSON, of which there are few. */
async function inJson(db: Db, records: ReadonlySet<number>): Promise<Referrer[]> {
  const { rows } = await sql<{ type: RecordType; slug: string; json: string }>`
    select 'Place' as "type", "slug", "statusNotesJson" as "json" from "place"
      where "recordedUntil" is null and "statusNotesJson" <> '[]'
    union all select 'CasualtyReport', "slug", "retractionJson" from "casualtyReport"
      where "recordedUntil" is null and "retractionJson" is not null`.execute(db);
  return rows.flatMap(({ type, slug, json }) => {
    const held = JSON.parse(json) as StatusNoteOf[] | { evidence: { article: number }[] };
    const named = Array.isArray(held)
      ? held.flatMap(({ by, evidence }) => [by, evidence.article])
      : held.evidence.map(({ article }) => article);
    return named.flatMap((to) => (to !== null && records.has(to) ? [{ type, slug, to }] : []));
  });
}

interface StatusNoteOf {
  readonly by: number | null;
  readonly evidence: { readonly article: number };
}
