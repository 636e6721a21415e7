import { sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { WithdrawnMatter } from "../../domain/writeVocabulary.ts";
import type { WriteTransaction } from "../db/database.ts";
import { redactName } from "./redaction.ts";
import { reindex } from "./reindex.ts";

interface Withdrawn {
  readonly record: number;
  readonly type: RecordType;
  readonly what: WithdrawnMatter;
}

/**
 * Repeats earlier withdrawals after a write: if a folder still contains a withdrawn text or name, each new version brings it
 * back.
 */
export async function reapplyWithdrawals(writing: WriteTransaction, write: number): Promise<void> {
  const { rows } = await sql<Withdrawn>`
    select withdrawal.record, record.type, withdrawal.what from "withdrawal"
    join "record" on record.key = withdrawal.record`.execute(writing.db);
  const takesWords = rows.filter(({ what, type }) => what !== "RECORD" || type === "Actor" || type === "Article");
  if (takesWords.length === 0) return;
  for (const withdrawn of takesWords) await takeWords(writing, withdrawn);
  const changed = await sql<{ record: number; type: RecordType }>`
    select change.record, record.type from "change" join "record" on record.key = change.record
    where change.write = ${write} and change.kind <> 'WITHDRAWN'`.execute(writing.db);
  await reindex(writing, changed.rows);
}

/** Withdraws a text or a name, and removes it from the search. */
export async function withdrawWords(writing: WriteTransaction, withdrawn: Withdrawn): Promise<void> {
  const touched = await holdingWords(writing, withdrawn);
  await takeWords(writing, withdrawn);
  await reindex(writing, touched);
}

async function takeWords({ db }: WriteTransaction, { record, type }: Withdrawn): Promise<void> {
  if (type === "Actor") await redactName(db, record);
  // A text is not overwritten: all code that shows words first checks that it may show them (schema/licence.ts).
  else await db.updateTable("article").set({ isTextWithdrawn: 1 }).where("record", "=", record).execute();
}

/** The current records whose search documents may contain the words. A name may be anywhere. */
async function holdingWords({ db }: WriteTransaction, { record, type }: Withdrawn): Promise<Omit<Withdrawn, "what">[]> {
  const own = { record, type };
  const all =
    type === "Actor"
      ? sql`
        select distinct record.key as "record", record.type from "record"
        join "change" on change.record = record.key where change.kind <> 'WITHDRAWN'`
      : sql`
        select event.record, 'Event' as "type" from "event" join "evidence" on evidence.event = event.key
          where event."recordedUntil" is null and evidence.article = ${record}
        union select report.record, 'CasualtyReport' from "casualtyReport" as report
          left join "evidence" on evidence.report = report.key
          where report."recordedUntil" is null and (evidence.article = ${record} or report.article = ${record})`;
  const { rows } = await sql<Omit<Withdrawn, "what">>`${all}`.execute(db);
  return type === "Actor" ? rows : [own, ...rows];
}
