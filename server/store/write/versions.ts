import type { Insertable } from "kysely";
import { AFFILIATION, DENIAL, MENTION, PARTICIPANT } from "../../domain/fields/parts.ts";
import { RECORD_FIELDS } from "../../domain/fields/recordFields.ts";
import type { CorpusRecord } from "../../domain/records.ts";
import { required } from "../../domain/required.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import { insertAll, insertVersionRows } from "../db/batchInsert.ts";
import type { Db } from "../db/database.ts";
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
  db: Db,
  changed: readonly CorpusRecord[],
  versionOf: VersionOf,
  keys: Keys,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  let done = 0;
  const insert = async <Type extends RecordType>(type: Type) => {
    const records = changed.filter((record): record is RecordOf<Type> => record.type === type);
    const rows = records.map((record) => ({ ...versionOf(record), ...OWN_COLUMNS[type](record, keys) }));
    const byRecord = await insertVersionRows(db, TABLE_OF[type], rows);
    done += records.length;
    onProgress?.(done, changed.length);
    return records.map((record) => {
      const version = byRecord.get(keys.of(type, record.slug));
      return [record, required(version, `The new version of the ${type} ${record.slug}`)] as const;
    });
  };

  const actors = await insert("Actor");
  await insertAll(
    db,
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
    db,
    "articleText",
    articles.map(([{ text, paragraphs }, article]) => ({ article, text, paragraphsJson: JSON.stringify(paragraphs) })),
  );
  await insertAll(
    db,
    "articleAgency",
    articles.flatMap(([{ agencies }, article]) =>
      agencies.map((agency, position) => ({ article, position, agency: keys.of("Actor", agency) })),
    ),
  );
  await insertAll(
    db,
    "mention",
    articles.flatMap(([{ slug, mentions }, version]) =>
      mentions.map((mention) => ({ version, ...rowOf(MENTION.fields, { ...mention, article: slug }, keys) })),
    ),
  );

  const events = await insert("Event");
  await insertAll(
    db,
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
  for (const [event, version] of events) await insertEvidence(db, "event", event, version, keys);
  for (const [report, version] of reports) await insertEvidence(db, "report", report, version, keys);
}

/** The evidence of an event or a claim, and its denials with their evidence. */
async function insertEvidence(
  db: Db,
  owner: "event" | "report",
  { evidence, denials }: RecordOf<"Event" | "CasualtyReport">,
  version: number,
  keys: Keys,
): Promise<void> {
  const none = { report: null, event: null, denial: null };
  const rows = evidence.map((item, position) => ({ ...none, [owner]: version, ...evidenceRow(item, position, keys) }));
  await insertAll(db, "evidence", rows);
  for (const [position, denial] of denials.entries()) {
    const { key } = await db
      .insertInto("denial")
      .values({ report: null, event: null, [owner]: version, position, ...rowOf(DENIAL.fields, denial, keys) })
      .returning("key")
      .executeTakeFirstOrThrow();
    const denied = denial.evidence.map((item, at) => ({ ...none, denial: key, ...evidenceRow(item, at, keys) }));
    await insertAll(db, "evidence", denied);
  }
}
