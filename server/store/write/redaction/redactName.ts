import { type RawBuilder, type SqlBool, sql } from "kysely";
import { findName, mayContainName } from "../../../domain/names/findName.ts";
import { maskSpans } from "../../../domain/names/mask.ts";
import { type GivenName, type NameForms, nameForms } from "../../../domain/names/nameForms.ts";
import { chunks } from "../../db/batchInsert.ts";
import type { WriteTransaction } from "../../db/database.ts";
import type { TableName } from "../../db/tableKeys.ts";
import { isInList, listParameter } from "../../db/valueList.ts";
import { emptyActor, removeWordsFor, storedNames, touchNamed } from "./emptyActor.ts";
import { fitWords } from "./fitWords.ts";
import { keyHashes } from "./hashes.ts";
import { maskRow } from "./maskRow.ts";
import { cutAnew } from "./quotes.ts";
import { ownerOf, referringRecords, withNeighbours } from "./relatedRecords.ts";
import { broughtBy, type OnChange, pageKey, type Row, rowsOf, updateRow } from "./rows.ts";
import { maskTexts, versionsWithBlocks, versionsWithMention } from "./texts.ts";
import { recordsOf, TouchedRows } from "./touched.ts";
import { wordColumns } from "./wordColumns.ts";

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

  const found = await search(on, forms, write);
  const isAbout = isNameless(forms)
    ? { records: new Set<number>(), writes: new Set<number>() }
    : await recordsAbout(on, actor, found);
  const texts = await maskTexts(on, actor, await textsToMask(on, actor, found, write), forms, (record) =>
    isAbout.records.has(record),
  );
  for (const { version } of texts) touched.add("article", { key: version });
  await cutAnew(on, texts, onChange);
  await maskFound(on, forms, found, isAbout, onChange);
  await fitWords(on, texts, write, onChange);

  const changed = await touched.resolve(on);
  const records = await recordsOf(on, changed);
  if (!touched.isEmpty) await keyHashes(on, changed, records);
  return records;
}

/** Without a name, only what refers to the actor can be found. */
const isNameless = ({ triggers, unspaced }: NameForms): boolean => triggers.length === 0 && unspaced.length === 0;

/** The rows of a table in which a name may be. */
interface Found {
  readonly table: TableName;
  readonly columns: readonly string[];
  /** The rows' keys or, if the table has none, the rows. */
  readonly rows: readonly (number | Row)[];
  /** Those of them that contain the whole name. */
  readonly certain: ReadonlySet<number | Row>;
}

async function search(on: WriteTransaction, forms: NameForms, write: number | null): Promise<Found[]> {
  const found: Found[] = [];
  if (isNameless(forms)) return found;
  for (const [table, columns] of await wordColumns(on)) {
    const rows: (number | Row)[] = [];
    const certain = new Set<number | Row>();
    for await (const row of rowsOf(on, table, write === null ? undefined : broughtBy(table, write))) {
      const words = columns.flatMap((column) => (row[column] as string | null) ?? []).join("\n");
      if (!mayContainName(words, forms)) continue;
      const name = nameOf(table, row);
      rows.push(name);
      const changes = maskRow(table, row, columns, (text) => withoutName(text, forms, false));
      if (Object.keys(changes).length > 0) certain.add(name);
    }
    if (rows.length > 0) found.push({ table, columns, rows, certain });
  }
  return found;
}

function nameOf(table: TableName, row: Row): number | Row {
  const key = pageKey(table);
  return key === null ? row : Number(row[key]);
}

const withoutName = (text: string, forms: NameForms, isAbout: boolean): string =>
  maskSpans(text, findName(text, forms, isAbout));

interface About {
  readonly records: ReadonlySet<number>;
  readonly writes: ReadonlySet<number>;
}

/** The records that are about the actor: those that refer to it or contain its whole name, and their neighbours. */
async function recordsAbout(on: WriteTransaction, actor: number, found: readonly Found[]): Promise<About> {
  const records = await referringRecords(on, actor);
  for (const { table, certain } of found)
    for (const some of chunks([...certain].filter((name) => typeof name === "number"))) {
      const { rows } = await sql<{ record: number | null }>`
        select distinct ${ownerOf(table)} as "record" from ${sql.table(table)} where ${hasKey(on, table, some)}`.execute(
        on.db,
      );
      for (const { record } of rows) if (record !== null) records.add(record);
    }
  const all = await withNeighbours(on, records);
  const list = listParameter(on.dialect, [...all]);
  const { rows } = await sql<{ write: number }>`
    select distinct "write" from "change" where ${isInList(on.dialect, sql.ref("record"), list)}`.execute(on.db);
  return { records: all, writes: new Set(rows.map(({ write }) => write)) };
}

const hasKey = ({ dialect }: WriteTransaction, table: TableName, keys: readonly number[]): RawBuilder<SqlBool> =>
  isInList(dialect, sql.ref(pageKey(table) ?? ""), listParameter(dialect, keys));

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

async function maskFound(
  on: WriteTransaction,
  forms: NameForms,
  found: readonly Found[],
  isAbout: About,
  onChange: OnChange,
): Promise<void> {
  for (const { table, columns, rows, certain } of found) {
    if (table === "articleText") continue;
    for await (const row of asTheyAre(on, table, rows)) {
      const about =
        certain.has(nameOf(table, row)) ||
        isAbout.records.has(Number(row.owner)) ||
        (table === "write"
          ? isAbout.writes.has(Number(row.number))
          : table === "request" && isAbout.writes.has(Number(row.write)));
      const changes = maskRow(table, row, columns, (text) => withoutName(text, forms, about));
      if (Object.keys(changes).length === 0) continue;
      await updateRow(on, table, row, changes);
      onChange(table, row);
    }
  }
}

/** Rows as they are now, with the record that each belongs to as `owner`. */
async function* asTheyAre(
  on: WriteTransaction,
  table: TableName,
  rows: readonly (number | Row)[],
): AsyncGenerator<Row> {
  if (pageKey(table) === null) return yield* rows as readonly Row[];
  for (const keys of chunks(rows as readonly number[]))
    yield* (
      await sql<Row>`select ${sql.table(table)}.*, ${ownerOf(table)} as "owner" from ${sql.table(table)}
        where ${hasKey(on, table, keys)}`.execute(on.db)
    ).rows;
}
