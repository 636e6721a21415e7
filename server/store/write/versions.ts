import type { Insertable } from "kysely";
import { AFFILIATION, DENIAL, MENTION, PARTICIPANT } from "../../domain/fields/parts.ts";
import { RECORD_FIELDS } from "../../domain/fields/recordFields.ts";
import type { CorpusRecord } from "../../domain/records.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import { insertAll, reserveKeys } from "../db/batchInsert.ts";
import type { WriteTransaction } from "../db/database.ts";
import { TABLE_OF, type Tables, type VersionColumns, type VersionedTable } from "../db/tables.ts";
import { evidenceRow, type Keys, rowOf } from "../records/rows.ts";

export type VersionOf = (record: CorpusRecord) => Omit<Insertable<VersionColumns>, "key">;

type RecordOf<Type extends RecordType> = Extract<CorpusRecord, { type: Type }>;
type Own<Table extends VersionedTable> = Omit<Insertable<Tables[Table]>, keyof VersionColumns>;

/** The columns of a version, except the columns that all versions have. */
const OWN_COLUMNS: {
  readonly [Type in RecordType]: (record: RecordOf<Type>, keys: Keys) => Own<(typeof TABLE_OF)[Type]>;
} = {
  Actor: (actor, keys) => rowOf(RECORD_FIELDS.Actor, actor, keys),
  Place: (place, keys) => rowOf(RECORD_FIELDS.Place, place, keys),
  Article: (article, keys) => ({
    ...rowOf(RECORD_FIELDS.Article, article, keys),
    source: keys.source(article.source),
    textHash: article.textHash,
  }),
  Event: (event, keys) => rowOf(RECORD_FIELDS.Event, { ...event, type: event.eventType }, keys),
  CasualtyReport: (report, keys) => rowOf(RECORD_FIELDS.CasualtyReport, report, keys),
};

/** Inserts the versions of each type, then the rows that belong to them. */
export async function insertVersions(
  writing: WriteTransaction,
  changed: readonly CorpusRecord[],
  versionOf: VersionOf,
  keys: Keys,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  let done = 0;
  const insert = async <Type extends RecordType>(type: Type) => {
    const records = changed.filter((record): record is RecordOf<Type> => record.type === type);
    if (records.length === 0) return [];
    const table = TABLE_OF[type];
    const first = await reserveKeys(writing, table, records.length);
    const rows = records.map((record, at) => ({
      key: first + at,
      ...versionOf(record),
      ...OWN_COLUMNS[type](record, keys),
    }));
    await insertAll<VersionedTable>(writing, table, rows as never);
    done += records.length;
    onProgress?.(done, changed.length);
    return records.map((record, at) => [record, first + at] as const);
  };

  const actors = await insert("Actor");
  await insertAll(
    writing,
    "affiliation",
    actors.flatMap(([{ slug, affiliations }, actor]) =>
      affiliations.map((affiliation) => ({
        actor,
        member: keys.of("Actor", slug),
        ...rowOf(AFFILIATION.fields, affiliation, keys),
      })),
    ),
  );

  await insert("Place");

  const articles = await insert("Article");
  await insertAll(
    writing,
    "articleText",
    articles.map(([{ text, paragraphs }, article]) => ({ article, text, paragraphsJson: JSON.stringify(paragraphs) })),
  );
  await insertAll(
    writing,
    "articleAgency",
    articles.flatMap(([{ agencies }, article]) =>
      agencies.map((agency, position) => ({ article, position, agency: keys.of("Actor", agency) })),
    ),
  );
  await insertAll(
    writing,
    "mention",
    articles.flatMap(([{ slug, mentions }, version]) =>
      mentions.map((mention) => ({ version, ...rowOf(MENTION.fields, { ...mention, article: slug }, keys) })),
    ),
  );

  const events = await insert("Event");
  await insertAll(
    writing,
    "participant",
    events.flatMap(([{ participants }, event]) =>
      participants.map((participant, position) => ({
        event,
        position,
        ...rowOf(PARTICIPANT.fields, participant, keys),
      })),
    ),
  );

  const reports = await insert("CasualtyReport");
  await insertEvidence(writing, "event", events, keys);
  await insertEvidence(writing, "report", reports, keys);
}

/** The evidence of events or claims, and their denials with their evidence. */
async function insertEvidence(
  writing: WriteTransaction,
  owner: "event" | "report",
  versions: readonly (readonly [RecordOf<"Event" | "CasualtyReport">, number])[],
  keys: Keys,
): Promise<void> {
  const none = { report: null, event: null, denial: null };
  const denials = versions.flatMap(([{ denials }, version]) =>
    denials.map((denial, position) => ({ denial, version, position })),
  );
  const first = denials.length === 0 ? 0 : await reserveKeys(writing, "denial", denials.length);
  await insertAll(
    writing,
    "denial",
    denials.map(({ denial, version, position }, at) => ({
      key: first + at,
      report: null,
      event: null,
      [owner]: version,
      position,
      ...rowOf(DENIAL.fields, denial, keys),
    })),
  );
  await insertAll(writing, "evidence", [
    ...versions.flatMap(([{ evidence }, version]) =>
      evidence.map((item, position) => ({ ...none, [owner]: version, ...evidenceRow(item, position, keys) })),
    ),
    ...denials.flatMap(({ denial }, at) =>
      denial.evidence.map((item, position) => ({ ...none, denial: first + at, ...evidenceRow(item, position, keys) })),
    ),
  ]);
}
