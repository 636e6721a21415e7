import { type RawBuilder, sql } from "kysely";
import type { FieldTable } from "../../domain/fields/kinds.ts";
import { AFFILIATION, DENIAL, MENTION, PARTICIPANT } from "../../domain/fields/parts.ts";
import { RECORD_FIELDS } from "../../domain/fields/recordFields.ts";
import { references } from "../../domain/fields/references.ts";
import { RECORD_TYPES, type RecordType } from "../../domain/vocabulary.ts";
import type { Db } from "../db/database.ts";
import { TABLE_OF } from "../db/tables.ts";
import { jsonWithKeys, keysIn } from "../records/keysInJson.ts";

/** A record that refers to another record in its current version. */
export interface Referrer {
  readonly type: RecordType;
  readonly slug: string;
  /** The key of the record that it refers to. */
  readonly to: number;
}

const columns = (fields: FieldTable): string[] => references(fields).map(({ column }) => column);
const { article: _own, ...mentioned } = MENTION.fields;

/** The rows that belong to versions: record type, table, the column for the version, and the columns with references. */
const ROWS: readonly (readonly [RecordType, table: string, version: string, references: readonly string[]])[] = [
  ["Actor", "affiliation", "actor", columns(AFFILIATION.fields)],
  ["Article", "articleAgency", "article", ["agency"]],
  ["Article", "mention", "version", columns(mentioned)],
  ["Event", "participant", "event", columns(PARTICIPANT.fields)],
  ["Event", "denial", "event", columns(DENIAL.fields)],
  ["CasualtyReport", "denial", "report", columns(DENIAL.fields)],
  ["Event", "evidence", "event", ["article"]],
  ["CasualtyReport", "evidence", "report", ["article"]],
];

/** The current records that refer to the given records. If those were removed, the references would lead nowhere. */
export async function referrersTo(db: Db, records: readonly number[]): Promise<Referrer[]> {
  if (records.length === 0) return [];
  const keys = sql.join(records);
  const of = (type: RecordType) => sql`${sql.lit(type)} as "type", version."slug"`;
  const table = (type: RecordType) => sql`${sql.table(TABLE_OF[type])} as version`;
  const selects: RawBuilder<unknown>[] = [
    ...RECORD_TYPES.flatMap((type) =>
      columns(RECORD_FIELDS[type]).map(
        (column) => sql`select ${of(type)}, version.${sql.ref(column)} as "to" from ${table(type)}
          where version."recordedUntil" is null and version.${sql.ref(column)} in (${keys})`,
      ),
    ),
    ...ROWS.flatMap(([type, rows, owner, referring]) =>
      referring.map(
        (column) => sql`select ${of(type)}, item.${sql.ref(column)} as "to"
          from ${sql.table(rows)} as item join ${table(type)} on version."key" = item.${sql.ref(owner)}
          where version."recordedUntil" is null and item.${sql.ref(column)} in (${keys})`,
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
  const found: Referrer[] = [];
  for (const type of RECORD_TYPES)
    for (const { column, kind } of jsonWithKeys(RECORD_FIELDS[type])) {
      const { rows } = await sql<{ slug: string; json: string }>`
        select "slug", ${sql.ref(column)} as "json" from ${sql.table(TABLE_OF[type])}
        where "recordedUntil" is null and ${sql.ref(column)} <> '[]'`.execute(db);
      for (const { slug, json } of rows)
        for (const to of keysIn(kind, JSON.parse(json))) if (records.has(to)) found.push({ type, slug, to });
    }
  return found;
}
