import { sql } from "kysely";
import { expect, it } from "vitest";
import { corpusFolder, SMALL_CORPUS, testStore } from "../../testing/testApp.ts";
import { redactName } from "./redaction.ts";

/** Text columns that cannot contain a name: ids, hashes, times, codes and values of vocabularies. */
const NAMELESS = new RegExp(
  [
    "^(slug|contentHash|textHash|articleHash|kind|type|mode|assertion|wording|language|url|qualifier|harm|victims|tagsJson)$",
    "^(scope|status|partKind|review|rule|role|party|matter|isoAlpha[23]|wikidataId|country|acledSubEvent)$",
    // The author and the reason of a change belong to the history.
    "^(recordedBy|reason|revisedJson)$",
  ].join("|"),
);
const TABLES = "actor affiliation place article articleText mention event participant casualtyReport denial evidence";

it("A withdrawn name is not in any column of any record", async () => {
  await using folder = await corpusFolder({
    ...SMALL_CORPUS,
    "records.yaml": SMALL_CORPUS["records.yaml"].replace("name: Southland,", "name: Jane Roe,"),
  });
  await using test = await testStore("SQLite");
  await test.load(folder.path);
  const { db } = test.store;
  const actor = await db.selectFrom("actor").select("record").where("slug", "=", "southland").executeTakeFirstOrThrow();
  const columns: (readonly [table: string, column: string])[] = [];
  for (const table of TABLES.split(" ")) {
    const { rows } = await sql<{ name: string; type: string }>`
      select name, type from pragma_table_info(${table})`.execute(db);
    for (const { name, type } of rows)
      if (type.toLowerCase() === "text" && (!NAMELESS.test(name) || (table === "affiliation" && name === "role")))
        columns.push([table, name]);
  }
  for (const [table, column] of columns) {
    const text = column.endsWith("Json") ? '[{"name":"Jane Roe, it said"}]' : "Jane Roe, it said";
    if (table !== "actor") await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${text}`.execute(db);
  }
  await redactName(db, actor.record);
  const found = [];
  for (const [table, column] of columns) {
    const { rows } = await sql`select 1 from ${sql.table(table)} where ${sql.ref(column)} like '%Jane Roe%'`.execute(
      db,
    );
    if (rows.length > 0) found.push(`${table}.${column}`);
  }
  expect(columns.length).toBeGreaterThan(30);
  expect(found).toEqual([]);
});
