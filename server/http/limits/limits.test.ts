import { readFileSync } from "node:fs";
import { getIntrospectionQuery } from "graphql";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, LIMIT_NAMES, LIMITS, variableOf } from "../../config/limits.ts";
import { guide, guides } from "../../testing/guides.ts";
import { type TestApp, testApp } from "../../testing/testApp.ts";
import { createApp } from "../app.ts";
import { readExamples } from "../pages/examples.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp("SQLite");
});
afterAll(() => app[Symbol.asyncDispose]());

interface Body {
  readonly data?: unknown;
  readonly errors?: { message: string; extensions: { code: string; limit?: string } }[];
  readonly extensions?: { cost: { total: number; limit: number; used?: number } };
}

const ask = (body: object, headers: Record<string, string> = {}) =>
  app.fetch("/graphql", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const json = async (response: Response) => (await response.json()) as Body;

const CONTROL = { query: "{ casualtyReports(first: 20) { nodes { slug count { label } } } }" };
const FIRST = "query Q($first: Int) { casualtyReports(first: $first) { nodes { slug } } }";

describe("A batch, if batches are allowed,", () => {
  it("is executed, and may cost no more than one operation", async () => {
    const limits = { ...DEFAULT_LIMITS, batch: 2, cost: 140 };
    const batching = createApp(app.store, { corsOrigins: "local", limits }, pino({ level: "silent" }));
    const send = async (operations: object[]) =>
      batching.fetch("http://localhost/graphql", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(operations),
      });
    const small = (await (await send([{ query: "{ dataRevision }" }, CONTROL])).json()) as Body[];
    expect(small.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    const expensive = (await (await send([CONTROL, { query: "{ articles { totalCount } }" }])).json()) as Body[];
    expect(expensive.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code))).toEqual([
      "COST_TOO_HIGH",
    ]);
    expect((await send([CONTROL, CONTROL, CONTROL])).status).toBe(400);
  });
});

describe("A list that is longer than estimated", () => {
  it("is charged before the result is sent, and refused if the cost is too high", async () => {
    const query =
      '{ event(slug: "clashes-september-2020") { toll(harm: KILLED) { leftOut { reason report { slug } } } } }';
    const estimate = (await json(await ask({ query, extensions: { cost: "dry-run" } }))).extensions?.cost.total ?? 0;
    const limits = { ...DEFAULT_LIMITS, cost: estimate };
    const tight = createApp(app.store, { corsOrigins: "local", limits }, pino({ level: "silent" }));
    const response = await tight.fetch("http://localhost/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ query }),
    });
    expect([response.status, (await json(response)).errors?.map(({ extensions }) => extensions.code)]).toEqual([
      400,
      ["COST_TOO_HIGH"],
    ]);
  });
});

describe("The cost of an operation", () => {
  it("is in a header of every response, and in the result if the client asks for it", async () => {
    const plain = await ask(CONTROL);
    expect(plain.headers.get("x-cost")).toBe("101; limit=100000");
    expect((await json(plain)).extensions).toBeUndefined();
    const reported = await json(await ask({ ...CONTROL, extensions: { cost: "report" } }));
    expect(reported.extensions?.cost).toEqual({ total: 101, limit: 100_000, used: 101 });
    expect(reported.data).not.toBeUndefined();
    expect((await json(await ask(CONTROL, { "x-cost": "report" }))).extensions?.cost.total).toBe(101);
  });

  it("also shows what was used, since pages can have fewer records than requested", async () => {
    const query = "{ corpora { slug } articles(first: 100) { totalCount edges { cursor node { slug } } } }";
    const { cost } = (await json(await ask({ query, extensions: { cost: "report" } }))).extensions ?? {};
    // A list costs 21. In a small store, its totalCount costs 21 too. There are 5 edges; each costs 4 with cursor, node, slug.
    expect(cost).toMatchObject({ total: 1 + 5 * 1 + 21 + 21 + 100 * 4, used: 1 + 1 * 1 + 21 + 21 + 5 * 4 });
  });

  it("can be requested without executing the operation", async () => {
    app.statements.length = 0;
    const dry = await json(await ask({ ...CONTROL, extensions: { cost: "dry-run" } }));
    expect(dry).toEqual({ extensions: { cost: { total: 101, limit: 100_000 } } });
    expect(app.statements).toEqual([]);
    expect((await ask({ ...CONTROL, extensions: { cost: "free" } })).status).toBe(400);
  });

  it("grows with the page size, also in variables and their defaults", async () => {
    const of = async (body: object) =>
      (await json(await ask({ ...body, extensions: { cost: "dry-run" } }))).extensions?.cost.total;
    const written = await of({ query: "{ casualtyReports(first: 7) { nodes { slug } } }" });
    expect(await of({ query: FIRST, variables: { first: 7 } })).toBe(written);
    expect(await of({ query: FIRST.replace("Int)", "Int = 7)") })).toBe(written);
    expect(await of({ query: FIRST, variables: { first: 8 } })).toBe((written ?? 0) + 2);
  });
});

describe("The guide to limits", () => {
  it("computes an example's cost as the service does", async () => {
    const [, cost, query = ""] = /which is (\d+): .*?```text\n(.*?)\n```/s.exec(guide("docs/limits.md")) ?? [];
    const answer = await json(await ask({ query, extensions: { cost: "dry-run" } }));
    expect(answer.extensions?.cost.total).toBe(Number(cost));
  });

  it("has every limit with its default", () => {
    const [, table = ""] = /\| --- \|[^\n]*\n(.*?)\n\n/s.exec(guide("docs/limits.md")) ?? [];
    const rows = LIMIT_NAMES.map((name) => {
      const { value, counts, code, status } = LIMITS[name];
      return `| \`${variableOf(name)}\` | ${value} | ${counts} | \`${code}\` | ${status} |`;
    });
    expect(table.split("\n")).toEqual(rows);
  });
});

describe("The default limits allow", () => {
  const MANIFEST = new URL("../../../sdk/persisted-operations.json", import.meta.url);
  const operations = Object.values(JSON.parse(readFileSync(MANIFEST, "utf8")) as Record<string, string>);
  const dryRun = async (query: string, variables: object = {}) =>
    (await json(await ask({ query, variables, extensions: { cost: "dry-run" } }))).errors;

  it.each(operations.map((query) => [/^\w+ (\w+)/.exec(query)?.[1] ?? "", query] as const))(
    "the operation %s of the client, with the largest page",
    async (_name, query) => {
      const given = { id: "x", ids: Array(100).fill("x"), first: 100, harm: "KILLED", query: "war", reports: ["x"] };
      const taken = Object.entries(given).filter(([name]) => query.includes(`$${name}:`));
      const response = await ask({ query, variables: Object.fromEntries(taken), extensions: { cost: "dry-run" } });
      expect((await json(response)).errors ?? []).toEqual([]);
    },
  );

  it.each([...readExamples("seeds"), ...readExamples("any")])("GraphiQL's example $name", async ({ query }) => {
    expect(await dryRun(query)).toBeUndefined();
  });

  it("the queries in the guides", async () => {
    const queries = [...guides.matchAll(/```graphql\n(.*?)```/gs)].map(([, query = ""]) => query);
    expect(queries.length).toBeGreaterThanOrEqual(3);
    for (const query of queries) expect(await dryRun(query)).toBeUndefined();
  });

  it("introspection by GraphiQL, code generators and gateways", async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, schemaDescription: true });
    const { data, errors } = await json(await ask({ query }));
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty("__schema");
  });
});
