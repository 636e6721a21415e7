import type { Insertable } from "kysely";
import type { CorpusRecord } from "../../domain/records.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import { insertAll, insertVersionRows } from "../db/batchInsert.ts";
import type { Db } from "../db/database.ts";
import type { VersionColumns } from "../db/tables.ts";
import {
  actorRow,
  articleRow,
  casualtyReportRow,
  denialRow,
  eventRow,
  evidenceRow,
  type Keys,
  placeRow,
  TABLE_OF,
} from "../records/rows.ts";
import { sortForm } from "../search/terms.ts";

export type VersionOf = (record: CorpusRecord) => Omit<Insertable<VersionColumns>, "key">;

/** The versions of each type, then what hangs on them. */
export async function insertVersions(
  db: Db,
  changed: readonly CorpusRecord[],
  versionOf: VersionOf,
  keys: Keys,
  onProgress?: (done: number, total: number) => void,
): Promise<void> {
  let done = 0;
  const of = <Type extends RecordType>(type: Type) =>
    changed.filter((record): record is Extract<CorpusRecord, { type: Type }> => record.type === type);
  const insert = async <Item extends CorpusRecord>(
    type: Item["type"],
    items: readonly Item[],
    row: (item: Item) => object,
  ) => {
    const byRecord = await insertVersionRows(
      db,
      TABLE_OF[type],
      items.map((item) => ({ ...versionOf(item), ...row(item) })),
    );
    done += items.length;
    onProgress?.(done, changed.length);
    return items.map((item) => [item, byRecord.get(keys.of(item.type, item.slug)) ?? 0] as const);
  };

  const actors = await insert("Actor", of("Actor"), actorRow);
  await insertAll(
    db,
    "affiliation",
    actors.flatMap(([actor, version]) =>
      actor.affiliations.map(({ to, as, during }) => ({
        actor: version,
        member: keys.of("Actor", actor.slug),
        organisation: keys.of("Actor", to),
        role: as,
        duringJson: during && JSON.stringify(during),
        validFrom: during?.earliest ?? null,
        validUntil: during?.latest ?? null,
      })),
    ),
  );

  await insert("Place", of("Place"), (place) => placeRow(place, keys));

  const articles = await insert("Article", of("Article"), (article) => articleRow(article, keys));
  await insertAll(
    db,
    "articleText",
    articles.map(([{ text, paragraphs }, version]) => ({
      article: version,
      text,
      paragraphsJson: JSON.stringify(paragraphs),
    })),
  );
  await insertAll(
    db,
    "articleAgency",
    articles.flatMap(([{ agencies }, version]) =>
      agencies.map((agency, position) => ({ article: version, position, agency: keys.of("Actor", agency) })),
    ),
  );
  await insertAll(
    db,
    "mention",
    articles.flatMap(([article, version]) =>
      article.mentions.map(({ actor, place, voice, words }) => ({
        version,
        article: keys.of("Article", article.slug),
        actor: actor === null ? null : keys.of("Actor", actor),
        place: place === null ? null : keys.of("Place", place),
        voice: voice === null ? null : keys.of("Actor", voice),
        foldedQuote: sortForm(words.quote),
        ...words,
      })),
    ),
  );

  const events = await insert("Event", of("Event"), (event) => eventRow(event, keys));
  await insertAll(
    db,
    "participant",
    events.flatMap(([{ participants }, event]) =>
      participants.map(({ actor, role, party, assertedBy }, position) => ({
        event,
        position,
        actor: keys.of("Actor", actor),
        role,
        party,
        assertedBy: assertedBy === null ? null : keys.of("Actor", assertedBy),
      })),
    ),
  );

  const reports = await insert("CasualtyReport", of("CasualtyReport"), (report) => casualtyReportRow(report, keys));
  for (const [owner, owners] of [
    ["event", events],
    ["report", reports],
  ] as const) {
    for (const [record, version] of owners) await insertEvidence(db, owner, record, version, keys);
  }
}

async function insertEvidence(
  db: Db,
  owner: "event" | "report",
  { evidence, denials }: Extract<CorpusRecord, { type: "Event" | "CasualtyReport" }>,
  version: number,
  keys: Keys,
): Promise<void> {
  const none = { report: null, event: null, denial: null };
  const rows = evidence.map((item, position) => ({ ...none, [owner]: version, ...evidenceRow(item, position, keys) }));
  await insertAll(db, "evidence", rows);
  for (const [position, denial] of denials.entries()) {
    const { key } = await db
      .insertInto("denial")
      .values({ report: null, event: null, [owner]: version, ...denialRow(denial, position, keys) })
      .returning("key")
      .executeTakeFirstOrThrow();
    const denied = denial.evidence.map((item, at) => ({ ...none, denial: key, ...evidenceRow(item, at, keys) }));
    await insertAll(db, "evidence", denied);
  }
}
