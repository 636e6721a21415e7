import { expect, it } from "vitest";
import { CASUALTY_REPORT } from "../../domain/fields/casualtyReport.ts";
import type { Field } from "../../domain/fields/kinds.ts";
import { corpusFolder, SMALL_CORPUS, testStore } from "../../testing/testApp.ts";
import { REPORT_COLUMNS } from "./reportColumns.ts";
import { reportPages } from "./reports.ts";

it("Every field of a claim has a column in the CSV file, unless its table says otherwise", async () => {
  await using folder = await corpusFolder(SMALL_CORPUS);
  await using test = await testStore("SQLite");
  await test.load(folder.path);
  const { value: page } = await reportPages(test.store).next();
  const row = page?.[0] ?? {};
  const read = new Set<PropertyKey>();
  const observed = new Proxy(row, {
    get: (target, name) => {
      read.add(name);
      return Reflect.get(target, name);
    },
  });
  for (const { value } of REPORT_COLUMNS) value(observed as Parameters<typeof value>[0]);
  const exported = Object.entries<Field>(CASUALTY_REPORT).filter(([, { isExported }]) => isExported !== false);
  // The schema calls it so since its first release.
  const names = exported.map(([name]) => (name === "rule" ? "reviewRule" : name));
  expect(names.filter((name) => !read.has(name))).toEqual([]);
});
