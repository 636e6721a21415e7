import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Store } from "../../store/db/database.ts";
import { dialects } from "../../testing/dialects.ts";
import { type TestApp, testApp } from "../../testing/testApp.ts";

/** Pages that are read from an index in their order, so that they read no other rows. */
const IN_ORDER = [
  "casualtyReports(first: 5)",
  "casualtyReports(last: 5)",
  "casualtyReports(first: 5, orderBy: { field: STATED_AT, direction: DESC })",
  "casualtyReports(first: 5, orderBy: { field: COUNT, direction: ASC })",
  "casualtyReports(first: 5, orderBy: { field: COUNT, direction: DESC })",
  `casualtyReports(first: 5, filter: { statedAt: { from: "2020-09-28", until: "2020-09-28" } })`,
  `casualtyReports(first: 5, filter: { asOf: "2020-09-28" })`,
  `casualtyReports(first: 5, filter: { attributedTo: ["afp"] })`,
  `casualtyReports(first: 5, filter: { side: ["azerbaijan"] })`,
  "casualtyReports(first: 5, filter: { harm: [KILLED] })",
  "casualtyReports(first: 5, filter: { count: { atLeast: 5 } })",
  "articles(first: 5)",
  "articles(first: 5, orderBy: { field: PUBLISHED, direction: DESC })",
  "articles(first: 5, orderBy: { field: TITLE, direction: ASC })",
  `articles(first: 5, filter: { published: { from: "2020-09-28" } })`,
  `articles(first: 5, filter: { publisher: ["cgtn"] })`,
  "events(first: 5)",
  "events(first: 5, orderBy: { field: TIME, direction: DESC })",
  "events(first: 5, orderBy: { field: TITLE, direction: ASC })",
  `events(first: 5, filter: { time: { from: "2020-09-28", until: "2020-09-29" } })`,
  "actors(first: 5)",
  "actors(first: 5, orderBy: { field: NAME, direction: DESC })",
  "places(first: 5)",
  "places(first: 5, orderBy: { field: NAME, direction: DESC })",
];

/** Pages whose rows are found with an index, but may then be sorted. */
const BY_INDEX = [
  `casualtyReports(first: 5, filter: { event: ["first-karabakh-war"] })`,
  `casualtyReports(first: 5, filter: { place: ["stepanakert"] })`,
  `casualtyReports(first: 5, filter: { deniedBy: ["azerbaijan"] })`,
  `casualtyReports(first: 5, filter: { blamed: ["azerbaijan"] })`,
  `casualtyReports(first: 5, filter: { via: ["afp"] })`,
  `casualtyReports(first: 5, filter: { text: "killed" })`,
  `articles(first: 5, filter: { agency: ["afp"] })`,
  `articles(first: 5, filter: { mentionsActor: ["azerbaijan"] })`,
  `articles(first: 5, filter: { text: "clashes" })`,
  `events(first: 5, filter: { place: ["stepanakert"] })`,
  `events(first: 5, filter: { participant: { actor: ["azerbaijan"] } })`,
  `events(first: 5, filter: { claimedBy: ["azerbaijan"] })`,
  `events(first: 5, filter: { text: "clashes" })`,
  `actors(first: 5, filter: { affiliatedTo: ["azerbaijan"] })`,
  `actors(first: 5, filter: { text: "azerbaijan" })`,
  `places(first: 5, filter: { partOf: ["azerbaijan"] })`,
  `places(first: 5, filter: { text: "stepanakert" })`,
];

/** Pages that one index serves with filter and order, and the index. */
const WITH_INDEX: readonly (readonly [list: string, index: string])[] = [
  [
    `casualtyReports(first: 5, filter: { article: ["rolling-report-2020-09-28"] })`,
    "casualtyReport_current_article_statedFrom",
  ],
  [`casualtyReports(first: 5, filter: { attributedTo: ["afp"] })`, "casualtyReport_current_claimant_statedFrom"],
  [`casualtyReports(first: 5, filter: { side: ["azerbaijan"] })`, "casualtyReport_current_side_statedFrom"],
  [`articles(first: 5, filter: { publisher: ["cgtn"] })`, "article_current_publisher_publishedFrom"],
  [
    "articles(first: 3) { nodes { casualtyReports(first: 2) { nodes { slug } } } }",
    "casualtyReport_current_article_statedFrom",
  ],
  [
    "places(first: 3) { nodes { casualtyReports(first: 2) { nodes { slug } } } }",
    "casualtyReport_current_place_statedFrom",
  ],
  ["places(first: 3) { nodes { events(first: 2) { nodes { slug } } } }", "event_current_place_timeFrom"],
  [`casualtyReports(first: 5, filter: { statedAt: { from: "2020-09-28" } })`, "casualtyReport_statedLength"],
  [`articles(first: 5, filter: { published: { from: "2020-09-28" } })`, "article_publishedLength"],
  [`events(first: 5, filter: { time: { from: "2020-09-28" } })`, "event_timeLength"],
];

describe.each(dialects)("On %s", { timeout: 90_000 }, (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(dialect);
  }, 90_000);
  afterAll(() => app[Symbol.asyncDispose]());

  /** The steps of the plan of each list that a query reads. */
  async function plansOf(query: string): Promise<string[][]> {
    app.statements.length = 0;
    expect((await app.query(query)).errors).toBeUndefined();
    const lists = app.statements.filter((statement) => statement.includes('as "order0"'));
    expect(lists.length).toBeGreaterThan(0);
    return Promise.all(lists.map((statement) => explain(app.store, statement)));
  }

  it.each(IN_ORDER)("%s reads an index in the order of the page", async (list) => {
    for (const plan of await plansOf(`{ ${list} { nodes { slug } } }`)) {
      expect(plan.filter(isScan)).toEqual([]);
      expect(plan.filter(isSort)).toEqual([]);
    }
  });

  it.each(WITH_INDEX)("%s uses the index %s", async (list, index) => {
    const plans = await plansOf(list.endsWith("}") ? `{ ${list} }` : `{ ${list} { nodes { slug } } }`);
    expect(plans.at(-1)?.filter((step) => step.includes(index))).not.toEqual([]);
  });

  it("a later page begins at its cursor", async () => {
    const first = await app.query("{ casualtyReports(first: 5) { pageInfo { endCursor } nodes { slug } } }");
    const after = first.data.casualtyReports.pageInfo.endCursor;
    const [plan] = await plansOf(`{ casualtyReports(first: 5, after: "${after}") { nodes { slug } } }`);
    const begin =
      dialect === "SQLite" ? /^SEARCH casualtyReport USING INDEX .*\(<expr><\?\)/ : /Index Cond: .*COALESCE/;
    expect(plan?.filter((step) => begin.test(step))).toHaveLength(1);
  });

  // If PostgreSQL may not read a table, it reads a whole index instead, so its plans do not show which lists need that.
  if (dialect === "SQLite") {
    it.each(BY_INDEX)("%s reads no whole table", async (list) => {
      for (const plan of await plansOf(`{ ${list} { nodes { slug } } }`)) expect(plan.filter(isScan)).toEqual([]);
    });

    it("The claims of several events are found by their events", async () => {
      const plans = await plansOf("{ events(first: 3) { nodes { casualtyReports(first: 2) { nodes { slug } } } } }");
      const steps = plans.at(-1)?.filter((step) => /^(SCAN|SEARCH) casualtyReport/.test(step));
      expect(steps).toEqual([
        "SEARCH casualtyReport USING INDEX casualtyReport_event (event=?)",
        "SEARCH casualtyReport USING INTEGER PRIMARY KEY (rowid=?)",
      ]);
    });
  }
});

/** Reading a whole table. The parents, relations of places and events to one another, and the matches of a search are none. */
const isScan = (step: string): boolean =>
  step.includes("Seq Scan") ||
  (/^SCAN (?!parents|within_|search VIRTUAL|\d+ CONSTANT)/.test(step) && !step.includes("USING INDEX"));

const isSort = (step: string): boolean => /TEMP B-TREE|-> {2}(Incremental )?Sort$|^(Incremental )?Sort$/.test(step);

/** The plan for any values of the parameters, as if the tables were so large that scans and sorts were the last resort. */
async function explain({ db, dialect }: Store, statement: string): Promise<string[]> {
  // SQLite takes values that are not bound for null, which changes no plan.
  if (dialect === "sqlite") {
    const { rows } = await sql<{ detail: string }>`${sql.raw(`explain query plan ${statement}`)}`.execute(db);
    return rows.map(({ detail }) => detail);
  }
  const nulls = Array.from(new Set(statement.match(/\$\d+/g)), () => "null");
  return db.transaction().execute(async (transaction) => {
    for (const setting of ["plan_cache_mode = force_generic_plan", "enable_seqscan = off", "enable_sort = off"])
      await sql`${sql.raw(`set local ${setting}`)}`.execute(transaction);
    await sql`${sql.raw(`prepare explained as ${statement}`)}`.execute(transaction);
    const explained = `explained${nulls.length > 0 ? `(${nulls.join()})` : ""}`;
    const { rows } = await sql<{
      "QUERY PLAN": string;
    }>`${sql.raw(`explain (costs off) execute ${explained}`)}`.execute(transaction);
    await sql`deallocate explained`.execute(transaction);
    return rows.map((row) => row["QUERY PLAN"]);
  });
}
