import { type RawBuilder, type SqlBool, sql } from "kysely";
import { ACTOR } from "../../domain/fields/actor.ts";
import { columnsOf } from "../../domain/fields/columns.ts";
import type { Field } from "../../domain/fields/kinds.ts";
import { columnsWithNames, references } from "../../domain/fields/names.ts";
import { FIELDS_BY_TABLE } from "../../domain/fields/recordFields.ts";
import type { Alias } from "../../domain/records.ts";
import type { Db } from "../db/database.ts";
import { sortForm, sortKey } from "../search/terms.ts";

/** The text that replaces a withdrawn name of an actor. */
export const WITHDRAWN_NAME = "name withdrawn";

/**
 * Permanently removes an actor's name from all versions of all records: the names and the identifying fields of the actor,
 * the words with which articles name the actor, and the name in any text. There, blocks of the same length keep all offsets
 * valid. The name is not kept anywhere, so we cannot detect if a later text repeats it.
 */
export async function redactName(db: Db, actor: number): Promise<void> {
  const terms = await namesOf(db, actor);
  await emptyActor(db, actor);
  for (const [table, fields] of Object.entries(FIELDS_BY_TABLE))
    for (const { column, words } of references(fields))
      if (words !== null) await setNull(db, table, words, column, actor);
  await db
    .updateTable("mention")
    .set({ quote: "", prefix: "", suffix: "", foldedQuote: "" })
    .where("actor", "=", actor)
    .execute();
  if (terms.length > 0) for (const text of TEXTS) await maskIn(db, text, terms);
}

const setNull = (db: Db, table: string, words: string, column: string, actor: number) =>
  sql`update ${sql.table(table)} set ${sql.ref(words)} = null where ${sql.ref(column)} = ${actor}`.execute(db);

/** Empties all fields of an actor that are not marked as anonymous. */
async function emptyActor(db: Db, actor: number): Promise<void> {
  const named = Object.entries<Field>(ACTOR).filter(([, { isAnonymous }]) => !isAnonymous);
  const empty = named.flatMap(([name, field]) =>
    Object.entries(columnsOf(name, field)).map(([role, column]) => [column, role === "json" ? "[]" : null] as const),
  );
  const values: Record<string, string | null> = {
    ...Object.fromEntries(empty),
    name: WITHDRAWN_NAME,
    sortName: sortKey(WITHDRAWN_NAME),
    revisedJson: null,
  };
  const set = Object.entries(values).map(([column, value]) => sql`${sql.ref(column)} = ${value}`);
  await sql`update "actor" set ${sql.join(set)} where "record" = ${actor}`.execute(db);
}

/** All names that versions of the actor had, and the parts of names that articles use for the actor, longest first. */
async function namesOf(db: Db, actor: number): Promise<string[]> {
  const versions = await db.selectFrom("actor").select(["name", "aliasesJson"]).where("record", "=", actor).execute();
  const names = versions.flatMap(({ name, aliasesJson }) => [
    name,
    ...(JSON.parse(aliasesJson) as Alias[]).map((alias) => alias.name),
  ]);
  const mentions = await db.selectFrom("mention").select("quote").distinct().where("actor", "=", actor).execute();
  const parts = mentions.map(({ quote }) => quote).filter((quote) => names.some((name) => within(quote).test(name)));
  return [...new Set([...names, ...parts])]
    .filter((name) => name !== WITHDRAWN_NAME && name.trim() !== "")
    .flatMap((name) => [name, sortForm(name), JSON.stringify(name).slice(1, -1)])
    .sort((a, b) => b.length - a.length);
}

/** The columns of each table that can contain a name, and the table's key. */
const TEXTS: readonly (readonly [table: string, key: string, columns: readonly string[]])[] = [
  ["articleText", "article", ["text", "paragraphsJson"]],
  ["evidence", "key", ["quote", "prefix", "suffix"]],
  ...Object.entries(FIELDS_BY_TABLE).map(([table, fields]) => [table, "key", columnsWithNames(fields)] as const),
];

async function maskIn(db: Db, [table, key, columns]: (typeof TEXTS)[number], terms: readonly string[]): Promise<void> {
  if (columns.length === 0) return;
  const holds = columns.flatMap((column) =>
    terms.map((term): RawBuilder<SqlBool> => sql`${sql.ref(column)} like ${`%${escaped(term)}%`} escape '!'`),
  );
  const { rows } = await sql<Record<string, string | number | null>>`
    select ${sql.join([key, ...columns].map((name) => sql.ref(name)))} from ${sql.table(table)}
    where ${sql.join(holds, sql` or `)}`.execute(db);
  for (const row of rows) {
    const set = columns.map((column) => sql`${sql.ref(column)} = ${masked(row[column] as string | null, terms)}`);
    await sql`update ${sql.table(table)} set ${sql.join(set)} where ${sql.ref(key)} = ${row[key]}`.execute(db);
  }
}

const escaped = (term: string): string => term.replace(/[!%_]/g, "!$&");

const within = (term: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{N}])${term.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&")}(?![\\p{L}\\p{N}])`, "gu");

const masked = (text: string | null, terms: readonly string[]): string | null =>
  text === null ? null : terms.reduce((rest, term) => rest.replace(within(term), "█".repeat(term.length)), text);
