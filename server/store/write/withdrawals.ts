import { sql } from "kysely";
import type { GivenName } from "../../domain/names/nameForms.ts";
import type { ActorRecord, CorpusRecord } from "../../domain/records.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { WithdrawnMatter } from "../../domain/writeVocabulary.ts";
import { chunks } from "../db/batchInsert.ts";
import type { WriteTransaction } from "../db/database.ts";
import { slugsIn } from "./existingRecords.ts";
import { redactName } from "./redaction/redactName.ts";
import { reindex } from "./reindex.ts";

interface Withdrawn {
  readonly record: number;
  readonly type: RecordType;
  readonly what: WithdrawnMatter;
}

/** What a write brought. */
export interface Brought {
  readonly write: number;
  readonly changed: readonly CorpusRecord[];
  /** All records of the loaded folder. It may still contain withdrawn names. */
  readonly folder: readonly CorpusRecord[];
}

/**
 * Repeats earlier withdrawals after a write: if a folder still contains a withdrawn text or name, each new version brings it
 * back. Call it last in the transaction.
 * @returns whether a name was removed
 */
export async function reapplyWithdrawals(writing: WriteTransaction, brought: Brought): Promise<boolean> {
  const { rows } = await sql<Withdrawn & { slug: string }>`
    select withdrawal.record, record.type, record.slug, withdrawal.what from "withdrawal"
    join "record" on record.key = withdrawal.record
    where record.type in ('Article', 'Actor')`.execute(writing.db);
  if (rows.length === 0) return false;
  const mentioned = new Set(slugsIn(brought.changed));
  const actors = new Map(
    brought.folder
      .filter((record): record is ActorRecord => record.type === "Actor")
      .map((actor) => [actor.slug, actor]),
  );
  const changed = new Set<number>();
  for (const { record, slug, type } of rows)
    if (type === "Article") await withholdText(writing, record);
    else if (mentioned.has(slug) || actors.has(slug)) {
      const names = namesOf(actors.get(slug));
      for (const found of await redactName(writing, { actor: record, names, write: brought.write })) changed.add(found);
    }
  const { rows: entries } = await sql<{ record: number; type: RecordType }>`
    select change.record, record.type from "change" join "record" on record.key = change.record
    where change.write = ${brought.write} and change.kind <> 'WITHDRAWN'`.execute(writing.db);
  await reindex(writing, entries);
  return changed.size > 0;
}

const namesOf = (actor: ActorRecord | undefined): GivenName[] =>
  actor ? [{ text: actor.name, isOwn: true }, ...actor.aliases.map(({ name }) => ({ text: name, isOwn: false }))] : [];

/**
 * Withdraws a text or a name, and removes it from the search.
 * @param spellings further forms of the name
 */
export async function withdrawWords(
  writing: WriteTransaction,
  { record, type }: Pick<Withdrawn, "record" | "type">,
  spellings: readonly string[],
): Promise<void> {
  if (type === "Article") {
    const quoting = await quotingText(writing, record);
    await withholdText(writing, record);
    return reindex(writing, quoting);
  }
  const names = spellings.map((text) => ({ text, isOwn: true }));
  const changed = await redactName(writing, { actor: record, names, write: null });
  await reindex(writing, await current(writing, [...changed]));
}

/** A text is not overwritten: all code that shows words first checks that it may show them (schema/licence.ts). */
const withholdText = ({ db }: WriteTransaction, record: number) =>
  db.updateTable("article").set({ isTextWithdrawn: 1 }).where("record", "=", record).execute();

type Searched = Pick<Withdrawn, "record" | "type">;

/** The current records whose search documents may contain words of an article. */
async function quotingText({ db }: WriteTransaction, article: number): Promise<Searched[]> {
  const { rows } = await sql<Searched>`
    select event.record, 'Event' as "type" from "event" join "evidence" on evidence.event = event.key
      where event."recordedUntil" is null and evidence.article = ${article}
    union select report.record, 'CasualtyReport' from "casualtyReport" as report
      left join "evidence" on evidence.report = report.key
      where report."recordedUntil" is null and (evidence.article = ${article} or report.article = ${article})`.execute(
    db,
  );
  return [{ record: article, type: "Article" }, ...rows];
}

async function current({ db }: WriteTransaction, records: readonly number[]): Promise<Searched[]> {
  const found: Searched[] = [];
  for (const some of chunks(records))
    found.push(...(await db.selectFrom("record").select(["key as record", "type"]).where("key", "in", some).execute()));
  return found;
}
