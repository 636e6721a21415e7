import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/testApp.ts";

/** The lists of records with their filters and orders, which must read an index and not the whole table. */
const QUERIES: readonly (readonly [what: string, query: string])[] = [
  ["claims by time", "{ casualtyReports(first: 5) { nodes { slug } } }"],
  ["the last claims", "{ casualtyReports(last: 5) { nodes { slug } } }"],
  ["claims by figure", "{ casualtyReports(first: 5, orderBy: { field: COUNT, direction: ASC }) { nodes { slug } } }"],
  [
    "claims of a time",
    `{ casualtyReports(first: 5, filter: { statedAt: { from: "2020-09-28", until: "2020-09-28" } }) { nodes { slug } } }`,
  ],
  ["claims by a claimant", `{ casualtyReports(first: 5, filter: { attributedTo: ["afp"] }) { nodes { slug } } }`],
  ["articles by time", "{ articles(first: 5) { nodes { slug } } }"],
  ["articles by a publisher", `{ articles(first: 5, filter: { publisher: ["cgtn"] }) { nodes { slug } } }`],
  ["events by time", "{ events(first: 5) { nodes { slug } } }"],
  ["actors", "{ actors(first: 5) { nodes { slug } } }"],
  ["places", "{ places(first: 5) { nodes { slug } } }"],
  [
    "claims of each of several articles",
    "{ articles(first: 3) { nodes { casualtyReports(first: 2) { nodes { slug } } } } }",
  ],
  ["parts of each of several events", "{ events(first: 3) { nodes { subEvents(first: 2) { nodes { slug } } } } }"],
];

describe("On SQLite, a page of", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp("SQLite");
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it.each(QUERIES)("%s reads an index in its order", async (_what, query) => {
    app.statements.length = 0;
    expect((await app.query(query)).errors).toBeUndefined();
    const lists = app.statements.filter((statement) => statement.includes('as "order0"'));
    expect(lists.length).toBeGreaterThan(0);
    for (const statement of lists) {
      // Values that are not bound are null, which changes no plan.
      const { rows } = await sql<{ detail: string }>`${sql.raw(`explain query plan ${statement}`)}`.execute(
        app.store.db,
      );
      const details = rows.map(({ detail }) => detail);
      expect(
        details.filter((detail) => /^SCAN (?!parents|\d+ CONSTANT)/.test(detail) && !detail.includes("USING INDEX")),
      ).toEqual([]);
      // The pages of several parents are put in order together, which sorts only their rows.
      const isOfMany = details.some((detail) => detail.includes("parents"));
      if (!isOfMany) expect(details.filter((detail) => detail.includes("TEMP B-TREE"))).toEqual([]);
    }
  });
});
