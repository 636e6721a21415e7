import { type RawBuilder, sql } from "kysely";
import type { FieldTable } from "../../../domain/fields/kinds.ts";
import { FIELDS_BY_TABLE } from "../../../domain/fields/recordFields.ts";
import { references } from "../../../domain/fields/references.ts";
import type { WriteTransaction } from "../../db/database.ts";
import type { TableName } from "../../db/tableKeys.ts";
import { isInList, listParameter } from "../../db/valueList.ts";
import { jsonWithKeys, keysIn } from "../../records/keysInJson.ts";
import { isVersioned, rowsOf } from "./rows.ts";

/** SQL: the record that a row of a table belongs to. Null for evidence, which is cut from its article. */
export function ownerOf(table: TableName): RawBuilder<number | null> {
  if (isVersioned(table) || table === "change") return sql`${sql.ref(`${table}.record`)}`;
  switch (table) {
    case "mention":
      return sql`"mention"."article"`;
    case "affiliation":
      return sql`"affiliation"."member"`;
    case "articleText":
    case "articleAgency":
      return sql`(select "record" from "article" where "article"."key" = ${sql.ref(`${table}.article`)})`;
    case "participant":
      return sql`(select "record" from "event" where "event"."key" = "participant"."event")`;
    case "denial":
      return sql`coalesce(
        (select "record" from "casualtyReport" where "casualtyReport"."key" = "denial"."report"),
        (select "record" from "event" where "event"."key" = "denial"."event"))`;
    default:
      return sql`null`;
  }
}

/** The records with a version that refers to an actor. */
export async function referringRecords(on: WriteTransaction, actor: number): Promise<Set<number>> {
  const found = new Set([actor]);
  for (const [name, fields] of Object.entries<FieldTable>(FIELDS_BY_TABLE)) {
    const table = name as TableName;
    const columns = references(fields).map(({ column }) => sql`${sql.ref(column)} = ${actor}`);
    if (columns.length > 0) await add(table, sql`${sql.join(columns, sql` or `)}`);
    for (const { column, kind } of jsonWithKeys(fields))
      for await (const row of rowsOf(on, table, sql`${sql.ref(column)} is not null and ${sql.ref(column)} <> '[]'`))
        if (keysIn(kind, JSON.parse(row[column] as string)).includes(actor)) found.add(Number(row.record));
  }
  await add("articleAgency", sql`"agency" = ${actor}`);
  return found;

  async function add(table: TableName, condition: RawBuilder<unknown>): Promise<void> {
    const { rows } = await sql<{ record: number | null }>`
      select distinct ${ownerOf(table)} as "record" from ${sql.table(table)} where ${condition}`.execute(on.db);
    for (const { record } of rows) if (record !== null) found.add(record);
  }
}

/** The claims and events that quote an article: the article is `quoted`, the record `v.record`. */
const QUOTATIONS: readonly { readonly quoted: RawBuilder<number>; readonly from: RawBuilder<unknown> }[] = [
  { quoted: sql`v."article"`, from: sql`"casualtyReport" as v` },
  ...(["casualtyReport", "event"] as const).flatMap((table) => {
    const owner = sql.ref(table === "event" ? "event" : "report");
    const version = sql`join ${sql.table(table)} as v on v."key"`;
    return [
      { quoted: sql<number>`e."article"`, from: sql`"evidence" as e ${version} = e.${owner}` },
      {
        quoted: sql<number>`e."article"`,
        from: sql`"evidence" as e join "denial" as d on d."key" = e."denial" ${version} = d.${owner}`,
      },
    ];
  }),
];

/**
 * Adds the articles of claims and events, and then the claims and events of all these articles: where an article names a
 * person, its other sentences and our records of them may use a part of the name.
 */
export async function withNeighbours(on: WriteTransaction, records: ReadonlySet<number>): Promise<Set<number>> {
  const near = new Set(records);
  for (const { quoted, from } of QUOTATIONS) await add(quoted, from, sql`v."record"`, records);
  const all = new Set(near);
  for (const { quoted, from } of QUOTATIONS) await add(sql`v."record"`, from, quoted, all);
  return near;

  async function add(
    wanted: RawBuilder<number>,
    from: RawBuilder<unknown>,
    column: RawBuilder<number>,
    among: ReadonlySet<number>,
  ): Promise<void> {
    const list = listParameter(on.dialect, [...among]);
    const { rows } = await sql<{ record: number }>`
      select distinct ${wanted} as "record" from ${from} where ${isInList(on.dialect, column, list)}`.execute(on.db);
    for (const { record } of rows) near.add(record);
  }
}
