import { readFileSync } from "node:fs";
import { buildSchema } from "graphql";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { operations, writes } from "../src/generated/operations.ts";
import type { Client, RecordFields } from "../src/index.ts";
import { createWritingClient, type WritingClient } from "../src/writing.ts";
import { type SeedService, seedService } from "./seedService.ts";

let service: SeedService;
let client: Client;

beforeAll(async () => {
  service = await seedService();
  client = service.client;
});
afterAll(() => service[Symbol.asyncDispose]());

test("every root field of the schema has an operation, and the writing client a method of that name", () => {
  const schema = buildSchema(readFileSync(new URL("../../schema.graphql", import.meta.url), "utf8"));
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const fields = roots.flatMap((root) => Object.keys(root?.getFields() ?? {}));
  expect(fields).toEqual(expect.arrayContaining(["casualtyReports", "casualtyReportChanged"]));
  const named: readonly { readonly field: string }[] = [...operations, ...writes];
  expect(fields.filter((field) => !named.some((operation) => operation.field === field))).toEqual([]);
  const writing = createWritingClient({ url: "http://localhost:4000/graphql" });
  expect(fields.filter((field) => typeof writing[field as keyof WritingClient] !== "function")).toEqual([]);
  expect(operations.filter(({ field }) => typeof client[field as keyof Client] !== "function")).toEqual([]);
});

describe("a claim includes", () => {
  test("its claimant in the article's words, conduit, party, qualifier, time with its basis, article and evidence", async () => {
    const pilot = await client.casualtyReport({ slug: "su-25-pilot-killed" });
    expect(pilot).toMatchObject({
      count: { label: "1", qualifier: "EXACTLY", lower: 1, upper: 1, text: expect.any(String) },
      harm: "KILLED",
      victims: "MILITARY",
      scope: "NEW",
      status: "CURRENT",
      attributedTo: { actor: { name: "Shushan Stepanyan" }, words: expect.any(String) },
      party: { slug: "armenia" },
      statedAt: { label: expect.stringContaining("2020"), basis: expect.stringMatching(/^(STATED|INFERRED)$/) },
      review: "REVIEWED",
      isDenied: true,
      article: { slug: "rolling-report-2020-09-28", title: expect.any(String), wording: "RESTATED" },
    });
    expect(pilot?.denials[0]).toMatchObject({ matter: "RESPONSIBILITY", deniedBy: { name: expect.any(String) } });
    expect(pilot?.evidence[0]).toMatchObject({
      quote: expect.any(String),
      start: expect.any(Number),
      end: expect.any(Number),
      wording: "RESTATED",
    });
  });

  test("an open end for “at least”, and a conduit separate from the claimant", async () => {
    const claims = await client.casualtyReports({ first: 100 }).toArray();
    expect(claims.find(({ slug }) => slug === "first-day-24-killed")?.count).toMatchObject({
      label: "at least 24",
      qualifier: "AT_LEAST",
      lower: 24,
      upper: null,
    });
    const conveyed = claims.find(({ via }) => via !== null);
    expect(conveyed?.via?.actor?.slug ?? conveyed?.via?.words).toBeTruthy();
    expect(conveyed?.via?.actor?.slug).not.toBe(conveyed?.attributedTo?.actor?.slug);
  });
});

describe("each look-up finds by slug and by id, and gives null if there is no record:", () => {
  test.each([
    ["actor", "armenia"],
    ["article", "rolling-report-2020-09-28"],
    ["casualtyReport", "overall-95-killed"],
    ["event", "clashes-september-2020"],
    ["place", "nagorno-karabakh"],
  ] as const)("%s", async (method, slug) => {
    const bySlug = await client[method]({ slug });
    expect(bySlug?.slug).toBe(slug);
    expect(await client[method]({ id: bySlug?.id ?? "" })).toEqual(bySlug);
    expect(await client[method]({ slug: "there-is-none" })).toBeNull();
  });
});

describe("each list gives its records and the total count:", () => {
  test.each(["actors", "articles", "casualtyReports", "events", "mentions", "places"] as const)(
    "%s",
    async (method) => {
      const page = await client[method]({ first: 2 });
      expect(page.nodes).toHaveLength(2);
      expect(page.totalCount).toBeGreaterThan(2);
      expect(page.pageInfo.hasNextPage).toBe(true);
    },
  );
});

test("filter and order are sent to the service", async () => {
  const { nodes } = await client.casualtyReports({
    filter: { harm: ["WOUNDED"] },
    orderBy: { field: "COUNT", direction: "DESC" },
  });
  expect(nodes.map(({ count }) => count.lower)).toEqual(
    nodes.map(({ count }) => count.lower).toSorted((a, b) => (b ?? -1) - (a ?? -1)),
  );
  expect(new Set(nodes.map(({ harm }) => harm))).toEqual(new Set(["WOUNDED"]));
});

test("article includes the text, and the list of articles does not", async () => {
  const article = await client.article({ slug: "rolling-report-2020-09-28" });
  const title = article?.paragraphs[0];
  expect(article?.text?.slice(title?.start, title?.end)).toBe(article?.title);
  expect((await client.articles()).nodes[0]).not.toHaveProperty("text");
});

test("node gives a record of any type, discriminated by __typename", async () => {
  const event = await client.event({ slug: "war-2020" });
  const record: RecordFields | null = await client.node({ id: event?.id ?? "" });
  expect(record?.__typename === "Event" && record.title).toBe(event?.title);
});

test("nodes gives records in the requested order, null for missing ones", async () => {
  const [armenia, azerbaijan] = await Promise.all([
    client.actor({ slug: "armenia" }),
    client.actor({ slug: "azerbaijan" }),
  ]);
  const missing = btoa("Actor:there-is-none");
  const records = await client.nodes({ ids: [azerbaijan?.id ?? "", missing, armenia?.id ?? ""] });
  expect(records.map((record) => record?.slug ?? null)).toEqual(["azerbaijan", null, "armenia"]);
});

test("search gives hits of several types, with score and matching words", async () => {
  const { nodes, totalCount } = await client.search({ query: "pilot" });
  expect(totalCount).toBeGreaterThan(0);
  expect(nodes.map(({ record }) => record.__typename)).toContain("CasualtyReport");
  expect(nodes[0]?.score).toBeGreaterThan(0);
  expect(nodes[0]?.snippet.some(({ isMatch, text }) => isMatch && /pilot/i.test(text))).toBe(true);
});

test("corpora gives the corpora in the database, with version, hash and licence", async () => {
  const [corpus] = await client.corpora();
  expect(corpus).toMatchObject({ slug: "armenia-azerbaijan-clashes", hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(corpus?.sources[0]?.licence).toBe("CC-BY-4.0");
});

test("dataRevision gives the number of the latest write", async () => {
  expect(await client.dataRevision()).toBe(1);
});

describe("your own query", () => {
  test("gives its data, with variables", async () => {
    const data = await client.query<{ actor: { name: string } }>(
      "query Name($slug: String) { actor(slug: $slug) { name } }",
      { slug: "armenia" },
    );
    expect(data).toEqual({ actor: { name: "Armenia" } });
  });

  test("may be a typed document in a String object, as other generators make it", async () => {
    const boxed: {
      valueOf(): string;
      __apiType?: (variables: { slug: string }) => { place: { slug: string } | null };
    } = new String("query Place($slug: String) { place(slug: $slug) { slug } }");
    expect((await client.query(boxed, { slug: "terter" })).place?.slug).toBe("terter");
  });
});
