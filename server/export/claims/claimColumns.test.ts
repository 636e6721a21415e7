import { expect, it } from "vitest";
import { CASUALTY_REPORT } from "../../domain/fields/casualtyReport.ts";
import type { Field } from "../../domain/fields/kinds.ts";
import { corpusFolder, SMALL_CORPUS, testStore } from "../../testing/testApp.ts";
import { rowsOf, selectRecords } from "../selection.ts";
import { TABLES } from "../tables.ts";
import { CLAIM_COLUMNS } from "./claimColumns.ts";
import { OTHER_FIELDS } from "./otherFields.ts";

it("Every field of a claim has a column, unless its table says otherwise", async () => {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using test = await testStore("SQLite");
  await test.load(folder.path);
  const selection = await selectRecords(test.store, TABLES.claims, {});
  const { value: rows } = await rowsOf(TABLES.claims, selection).next();
  const read = new Set<PropertyKey>(Object.keys(OTHER_FIELDS));
  const observed = new Proxy(rows?.[0] as object, {
    get: (target, name) => {
      read.add(name);
      return Reflect.get(target, name);
    },
  });
  for (const { value } of CLAIM_COLUMNS) value(observed as Parameters<typeof value>[0]);
  const exported = Object.entries<Field>(CASUALTY_REPORT).filter(([, { isExported }]) => isExported !== false);
  expect(exported.map(([name]) => name).filter((name) => !read.has(name))).toEqual([]);
});
