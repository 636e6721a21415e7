import { sql } from "kysely";
import { type GivenName, nameForms } from "../../../domain/names/nameForms.ts";
import type { WriteTransaction } from "../../db/database.ts";
import { isInList, listParameter } from "../../db/valueList.ts";
import { emptyActor, removeWordsFor, storedNames, touchNamed } from "./emptyActor.ts";
import { fitWords } from "./fitWords.ts";
import { type About, type Found, findRows, maskRows, recordsWithName } from "./foundRows.ts";
import { keyHashes } from "./hashes.ts";
import { cutAnew } from "./quotes.ts";
import { referringRecords, withNeighbours } from "./relatedRecords.ts";
import { broughtBy, type OnChange } from "./rows.ts";
import { maskTexts, versionsWithBlocks, versionsWithMention } from "./texts.ts";
import { recordsOf, TouchedRows } from "./touched.ts";

export interface Redaction {
  readonly actor: number;
  /** Names besides those that the actor's versions have. */
  readonly names: readonly GivenName[];
  /** Only what this write brought is searched, since the rest was searched before. Null: everything. */
  readonly write: number | null;
}

/**
 * Permanently removes an actor's name from all versions of all records, and from everything else that is stored: the fields
 * that identify the actor, the words with which articles name the actor, and the name in any text. There, blocks of the same
 * length keep all offsets valid. The name is not kept anywhere, so a later text that repeats it is not recognised.
 * @returns the records that have changed
 */
export async function redactName(
  on: WriteTransaction,
  { actor, names, write }: Redaction,
): Promise<ReadonlySet<number>> {
  const stored = await storedNames(on, actor);
  const forms = nameForms([...stored.names, ...names], stored.isPerson);
  const touched = new TouchedRows();
  const onChange: OnChange = (table, row) => touched.add(table, row);
  await emptyActor(on, actor, onChange);
  await removeWordsFor(on, actor, write, onChange);
  // Releases before 0.5.0 left the hashes of what they removed.
  if (write === null && stored.names.length === 0) await touchNamed(on, actor, onChange);

  // Without a name, only what refers to the actor can be found.
  const isNameless = forms.triggers.length === 0 && forms.unspaced.length === 0;
  const found = isNameless ? [] : await findRows(on, forms, write);
  const about = isNameless ? NOTHING : await recordsAbout(on, actor, found);
  const versions = await textsToMask(on, actor, found, write);
  const texts = await maskTexts(on, actor, versions, forms, (record) => about.records.has(record));
  for (const { version } of texts) touched.add("article", { key: version });
  await cutAnew(on, texts, onChange);
  await maskRows(on, forms, found, about, onChange);
  await fitWords(on, texts, write, onChange);

  const changed = await touched.resolve(on);
  const records = await recordsOf(on, changed);
  if (!touched.isEmpty) await keyHashes(on, changed, records);
  return records;
}

const NOTHING: About = { records: new Set(), writes: new Set() };

/** The records that refer to the actor or contain its whole name, and their neighbours. */
async function recordsAbout(on: WriteTransaction, actor: number, found: readonly Found[]): Promise<About> {
  const naming = await recordsWithName(on, found);
  const records = await withNeighbours(on, new Set([...(await referringRecords(on, actor)), ...naming]));
  const list = listParameter(on.dialect, [...records]);
  const { rows } = await sql<{ write: number }>`
    select distinct "write" from "change" where ${isInList(on.dialect, sql.ref("record"), list)}`.execute(on.db);
  return { records, writes: new Set(rows.map(({ write }) => write)) };
}

async function textsToMask(
  on: WriteTransaction,
  actor: number,
  found: readonly Found[],
  write: number | null,
): Promise<number[]> {
  const named = found.find(({ table }) => table === "articleText")?.rows ?? [];
  const versions = new Set([...(named as readonly number[]), ...(await versionsWithMention(on, actor))]);
  if (write === null) return [...new Set([...versions, ...(await versionsWithBlocks(on))])];
  const { rows } = await sql<{ key: number }>`
    select "key" from "article" where ${broughtBy("article", write)}`.execute(on.db);
  return rows.flatMap(({ key }) => (versions.has(key) ? [key] : []));
}
