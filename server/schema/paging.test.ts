import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../testing/dialects.ts";
import { type TestApp, testApp } from "../testing/testApp.ts";

/** Lists, each with its orders. `total` is a minimum, so that a test over an empty list cannot pass. */
const LISTS = [
  { list: "articles", orders: ["PUBLISHED", "TITLE"], total: 5, key: "slug" },
  { list: "events", orders: ["TIME", "TITLE"], total: 50, key: "slug" },
  { list: "actors", orders: ["NAME"], total: 50, key: "slug" },
  { list: "places", orders: ["NAME"], total: 10, key: "slug" },
  { list: "casualtyReports", orders: ["STATED_AT", "COUNT"], total: 24, key: "slug" },
  { list: "mentions", orders: [], total: 50, key: "start" },
] as const;

const CASES = LISTS.flatMap(({ list, orders, total, key }) =>
  orders.length === 0
    ? [{ list, order: "", total, key }]
    : orders.flatMap((field) =>
        ["ASC", "DESC"].map((direction) => ({
          list,
          order: `orderBy: { field: ${field}, direction: ${direction} },`,
          total,
          key,
        })),
      ),
);

describe.each(dialects)("Paging on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(dialect);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  async function read(list: string, key: string, args: string) {
    const { data, errors } = await app.query(
      `{ page: ${list}(${args}) { totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { ${key} } } nodes { ${key} } } }`,
    );
    expect(errors).toBeUndefined();
    return data.page as {
      totalCount: number;
      pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
      edges: { cursor: string; node: unknown }[];
      nodes: unknown[];
    };
  }

  it.each(CASES)(
    "gives every record of $list ($order) once, forwards and backwards, in one order",
    async ({ list, order, total, key }) => {
      const forwards: unknown[] = [];
      let page = await read(list, key, `${order} first: 7`);
      expect(page.totalCount).toBeGreaterThanOrEqual(total);
      expect(page.pageInfo.hasPreviousPage).toBe(false);
      for (;;) {
        expect(page.edges.map(({ node }) => node)).toEqual(page.nodes);
        forwards.push(...page.edges.map(({ cursor }) => cursor));
        if (!page.pageInfo.hasNextPage) break;
        page = await read(list, key, `${order} first: 7, after: "${page.pageInfo.endCursor}"`);
        expect(page.pageInfo.hasPreviousPage).toBe(true);
      }
      const backwards: unknown[] = [];
      page = await read(list, key, `${order} last: 11`);
      for (;;) {
        backwards.unshift(...page.edges.map(({ cursor }) => cursor));
        if (!page.pageInfo.hasPreviousPage) break;
        page = await read(list, key, `${order} last: 11, before: "${page.pageInfo.startCursor}"`);
        expect(page.pageInfo.hasNextPage).toBe(true);
      }

      expect(forwards).toHaveLength(page.totalCount);
      expect(new Set(forwards).size).toBe(page.totalCount);
      expect(backwards).toEqual(forwards);
    },
  );

  it("gives the records between two cursors, from either end", async () => {
    const order = "orderBy: { field: TITLE, direction: ASC }";
    const all = (await read("events", "slug", `${order}, first: 100`)).edges.map(({ cursor }) => cursor);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(all.length - 1),
        fc.nat(all.length - 1),
        fc.integer({ min: 1, max: 30 }),
        fc.boolean(),
        async (a, b, size, fromFront) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const page = await read(
            "events",
            "slug",
            `${order}, after: "${all[low]}", before: "${all[high]}", ${fromFront ? "first" : "last"}: ${size}`,
          );
          const between = all.slice(low + 1, high);
          expect(page.edges.map(({ cursor }) => cursor)).toEqual(
            fromFront ? between.slice(0, size) : between.slice(-size),
          );
        },
      ),
      { numRuns: dialect === "SQLite" ? 60 : 10 },
    );
  });

  it("pages each parent's list separately", async () => {
    const nested = await app.query(
      "{ articles(first: 50) { nodes { slug casualtyReports(first: 2, orderBy: { field: COUNT, direction: DESC }) { totalCount pageInfo { hasNextPage endCursor } nodes { slug } } } } }",
    );
    expect(nested.errors).toBeUndefined();
    for (const { slug, casualtyReports } of nested.data.articles.nodes) {
      const alone = await app.query(
        `{ casualtyReports(filter: { article: ["${slug}"] }, orderBy: { field: COUNT, direction: DESC }) { totalCount nodes { slug } } }`,
      );
      expect(casualtyReports.totalCount).toBe(alone.data.casualtyReports.totalCount);
      expect(casualtyReports.nodes).toEqual(alone.data.casualtyReports.nodes.slice(0, 2));
      expect(casualtyReports.pageInfo.hasNextPage).toBe(alone.data.casualtyReports.totalCount > 2);
    }
  });

  it.each(["orderBy: { field: STATED_AT, direction: DESC }", "orderBy: { field: COUNT, direction: ASC }"])(
    "has no row for a parent without rows, even with the total (%s)",
    async (order) => {
      const { data } = await app.query(
        `{ actors(first: 100) { nodes { page: casualtyReportsClaimed(first: 2, ${order}) { totalCount nodes { slug review } } } } }`,
      );
      const pages = (data.actors.nodes as { page: { totalCount: number; nodes: unknown[] } }[]).map(({ page }) => page);
      expect(pages.map(({ nodes }) => nodes.length)).toEqual(pages.map(({ totalCount }) => Math.min(2, totalCount)));
      expect(new Set(pages.map(({ totalCount }) => totalCount === 0))).toEqual(new Set([true, false]));
    },
  );

  it("counts a list whose page is beyond its end", async () => {
    const { pageInfo, totalCount } = await read("articles", "slug", "last: 1");
    const past = await read("articles", "slug", `after: "${pageInfo.endCursor}"`);
    expect(past).toMatchObject({
      nodes: [],
      totalCount,
      pageInfo: { hasNextPage: false, hasPreviousPage: true, startCursor: null },
    });
  });

  it.each([...CASES.map(({ list, order }) => `${list}(${order}`), "changes(", 'search(query: "ceasefire", '])(
    "takes any values in a forged cursor of %s first: 1)",
    async (list) => {
      const { data } = await app.query(`{ page: ${list} first: 1) { pageInfo { endCursor } } }`);
      const [fingerprint, ...values] = JSON.parse(Buffer.from(data.page.pageInfo.endCursor, "base64url").toString());
      const forged = [
        Number.MAX_SAFE_INTEGER,
        -Number.MAX_SAFE_INTEGER,
        1e308,
        0.5,
        "\u0000",
        "\ud800",
        "z".repeat(7000),
      ];
      for (const [at, other] of values.flatMap((_value: unknown, at: number) => forged.map((other) => [at, other]))) {
        const cursor = Buffer.from(JSON.stringify([fingerprint, ...values.with(at, other)])).toString("base64url");
        for (const argument of ["after", "before"]) {
          const { errors = [] } = await app.query(
            `{ page: ${list} first: 1, ${argument}: "${cursor}") { totalCount nodes { __typename } } }`,
          );
          const codes = errors.map(({ extensions }) => extensions.code);
          expect(["", "BAD_USER_INPUT"], `${argument} with ${JSON.stringify(other).slice(0, 40)}`).toContain(
            codes.join(),
          );
        }
      }
    },
  );

  it("pages search results by rank, from both ends", async () => {
    const all = await app.query(
      '{ search(query: "ceasefire", first: 100) { totalCount nodes { score record { __typename ... on Node { id } } } } }',
    );
    const ids = all.data.search.nodes.map(({ record }: { record: { id: string } }) => record.id);
    expect(ids.length).toBeGreaterThan(10);
    const scores = all.data.search.nodes.map(({ score }: { score: number }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const forwards: string[] = [];
    for (let after = "null"; ; ) {
      const { search } = (
        await app.query(
          `{ search(query: "ceasefire", first: 4, after: ${after}) { totalCount pageInfo { hasNextPage endCursor } nodes { record { ... on Node { id } } } } }`,
        )
      ).data;
      forwards.push(...search.nodes.map(({ record }: { record: { id: string } }) => record.id));
      expect(search.totalCount).toBe(ids.length);
      if (!search.pageInfo.hasNextPage) break;
      after = `"${search.pageInfo.endCursor}"`;
    }
    expect(forwards).toEqual(ids);
    const last = (
      await app.query(
        '{ search(query: "ceasefire", last: 3) { pageInfo { hasNextPage hasPreviousPage } nodes { record { ... on Node { id } } } } }',
      )
    ).data.search;
    expect(last.nodes.map(({ record }: { record: { id: string } }) => record.id)).toEqual(ids.slice(-3));
    expect(last.pageInfo).toEqual({ hasNextPage: false, hasPreviousPage: true });
  });
});
