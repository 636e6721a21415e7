import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Alias } from "../../domain/records.ts";
import type { Db } from "../db/database.ts";
import type { Tables } from "../db/tables.ts";
import { sortForm } from "../search/terms.ts";

/** What stands in the place of an actor's name that was withdrawn. */
export const WITHDRAWN_NAME = "name withdrawn";

/**
 * Takes an actor's name out of all versions of everything, for good: its own names and what identifies it, the words by
 * which articles name it, and the name wherever it stands in a text, where blocks of the same length keep all offsets.
 * The name itself is kept nowhere, so what comes later and repeats it is not noticed.
 */
export async function redactName(db: Db, actor: number): Promise<void> {
  const terms = await namesOf(db, actor);
  await db
    .updateTable("actor")
    .set({
      name: WITHDRAWN_NAME,
      sortName: sortForm(WITHDRAWN_NAME),
      aliasesJson: "[]",
      wikidataId: null,
      ucdpActorId: null,
      isoAlpha2: null,
      isoAlpha3: null,
      office: null,
      note: null,
      revisedJson: null,
    })
    .where("record", "=", actor)
    .execute();
  await db
    .updateTable("mention")
    .set({ quote: "", prefix: "", suffix: "", foldedQuote: "" })
    .where("actor", "=", actor)
    .execute();
  for (const [column, words] of [
    ["claimant", "claimantWords"],
    ["conduit", "conduitWords"],
    ["blamed", "blamedWords"],
  ] as const)
    await db
      .updateTable("casualtyReport")
      .set({ [words]: null })
      .where(column, "=", actor)
      .execute();
  await db.updateTable("denial").set({ words: null }).where("deniedBy", "=", actor).execute();
  if (terms.length > 0) for (const place of TEXTS) await maskIn(db, place, terms);
}

/** All names that versions of it had, and those parts of them by which articles name it: longest first. */
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

/** Where texts stand that may hold a name. Each table's first column is its key. */
const TEXTS: readonly (readonly [table: keyof Tables, key: string, columns: readonly string[]])[] = [
  ["articleText", "article", ["text", "paragraphsJson"]],
  ["article", "key", ["title", "sortTitle", "publishedJson", "updatedJson"]],
  ["mention", "key", ["quote", "prefix", "suffix", "foldedQuote"]],
  ["evidence", "key", ["quote", "prefix", "suffix"]],
  ["event", "key", ["title", "sortTitle", "timeJson", "note"]],
  [
    "casualtyReport",
    "key",
    ["countText", "claimantWords", "conduitWords", "blamedWords", "periodJson", "statedJson", "retractionJson", "note"],
  ],
  ["denial", "key", ["words", "statedJson"]],
  ["place", "key", ["name", "sortName", "namesJson", "statusNotesJson", "note"]],
  ["actor", "key", ["name", "sortName", "aliasesJson", "office", "note"]],
  ["affiliation", "key", ["role"]],
];

async function maskIn(db: Db, [table, key, columns]: (typeof TEXTS)[number], terms: readonly string[]): Promise<void> {
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
