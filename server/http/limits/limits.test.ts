import { readFileSync } from "node:fs";
import { getIntrospectionQuery } from "graphql";
import pino from "pino";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../../testing/testApp.ts";
import { createApp } from "../app.ts";
import { readExamples } from "../examples.ts";
import { DEFAULT_LIMITS, LIMIT_NAMES, LIMITS, type LimitName, variableOf } from "./table.ts";

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
const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(" ");
const nested = (levels: number) =>
  `{ casualtyReports { nodes { ${"partOf { ".repeat(levels)} slug ${"} ".repeat(levels)} } } }`;
/** Each fragment spreads the next twice: 2^90 fields, were they written out. */
const bomb = (leaf: string) =>
  `{ ...F0 } ${times(90, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F90 on Query { ${leaf} }`;
const FIRST = "query Q($first: Int) { casualtyReports(first: $first) { nodes { slug } } }";

/** What somebody may send who wants to keep the service busy, and which limit stands against it. */
const ATTACKS: readonly (readonly [what: string, limit: LimitName, body: object])[] = [
  ["a document of a hundred thousand tokens", "tokens", { query: `{ ${"dataRevision ".repeat(19_000)} }` }],
  [
    "brackets beyond what a parser's stack holds",
    "depth",
    { query: `{ articles(filter: { text: ${"[".repeat(60_000)} } ) }` },
  ],
  ["selections within selections", "depth", { query: nested(30) }],
  [
    "selections within fragments",
    "depth",
    {
      query: `{ casualtyReports { nodes { ...F0 } } } ${times(30, (at) => `fragment F${at} on CasualtyReport { partOf { ...F${at + 1} } }`)} fragment F30 on CasualtyReport { slug }`,
    },
  ],
  [
    "one field under many aliases",
    "aliases",
    { query: `{ dataRevision ${times(60, (at) => `a${at}: changePosition`)} }` },
  ],
  [
    "aliases in a fragment that is spread again and again",
    "aliases",
    {
      query: `{ casualtyReports { nodes { ...A partOf { ...A partOf { ...A } } } } } fragment A on CasualtyReport { ${times(20, (at) => `a${at}: slug`)} }`,
    },
  ],
  ["many fields at the root", "rootFields", { query: `{ ${times(21, (at) => `a${at}: dataRevision`)} }` }],
  [
    "one field again and again",
    "repeatedFields",
    { query: `{ casualtyReports { nodes { ${"slug ".repeat(1000)} } } }` },
  ],
  [
    "one object again and again, which multiply",
    "repeatedFields",
    { query: `{ ${times(6, () => `casualtyReports { ${times(6, () => "nodes { slug }")} }`)} }` },
  ],
  [
    "repeats in fragments",
    "repeatedFields",
    { query: `{ casualtyReports { nodes { ${"...A ".repeat(21)} } } } fragment A on CasualtyReport { slug }` },
  ],
  ["directives on a field", "directives", { query: `{ dataRevision ${"@include(if: true) ".repeat(51)} }` }],
  ["a bomb of fragments", "selections", { query: bomb("dataRevision") }],
  ["a bomb of fragments that holds nothing", "selections", { query: bomb("...G") }],
  [
    "a bomb of fragments that nothing uses",
    "selections",
    { query: `query Q { dataRevision } ${bomb("dataRevision").replace("{ ...F0 }", "")}` },
  ],
  [
    "many fragments",
    "fragments",
    { query: `{ dataRevision } ${times(101, (at) => `fragment F${at} on Query { dataRevision }`)}` },
  ],
  ["many operations", "operations", { query: times(11, (at) => `query Q${at} { dataRevision }`), operationName: "Q1" }],
  ["many variables", "variables", { query: `query Q(${times(51, (at) => `$v${at}: Int`)}) { dataRevision }` }],
  [
    "many values of variables",
    "variables",
    { ...CONTROL, variables: Object.fromEntries(Array.from({ length: 51 }, (_, at) => [`v${at}`, 1])) },
  ],
  ["a long list of ids", "listItems", { query: `{ nodes(ids: [${times(101, () => '"x"')}]) { id } }` }],
  [
    "a long list in a variable",
    "listItems",
    { query: "query Q($ids: [ID!]!) { nodes(ids: $ids) { id } }", variables: { ids: Array(101).fill("x") } },
  ],
  [
    "a long list in a filter",
    "listItems",
    {
      query: "query Q($f: CasualtyReportFilter) { casualtyReports(filter: $f) { totalCount } }",
      variables: { f: { party: Array(101).fill("armenia") } },
    },
  ],
  ["a large page", "pageSize", { query: FIRST, variables: { first: 101 } }],
  ["a large page from the back", "pageSize", { query: "{ events(last: 101) { totalCount } }" }],
  ["a large page as a variable's default", "pageSize", { query: FIRST.replace("Int)", "Int = 101)") }],
  [
    "pages within pages",
    "cost",
    {
      query:
        "{ events(first: 100) { nodes { casualtyReports(first: 100) { nodes { parts(first: 100) { nodes { slug } } } } } } }",
    },
  ],
  [
    "pages within pages in fragments",
    "cost",
    {
      query:
        "{ events(first: 100) { ...E } } fragment E on EventConnection { nodes { ...N } } fragment N on Event { casualtyReports(first: 100) { nodes { parts(first: 100) { nodes { slug } } } } }",
    },
  ],
];

describe("A stranger is refused", () => {
  it.each(ATTACKS)("%s, with the code of the limit “%s”", async (_what, limit, body) => {
    const response = await ask(body);
    const { data, errors } = await json(response);
    expect(errors?.map(({ extensions }) => extensions)).toMatchObject([
      { code: LIMITS[limit].code, limit, allowed: DEFAULT_LIMITS[limit] },
    ]);
    expect(errors?.[0]?.message).toContain(`(limit: ${limit})`);
    expect([response.status, data ?? null]).toEqual([LIMITS[limit].status, null]);
    // And whoever comes next is served.
    expect((await ask(CONTROL)).status).toBe(200);
  });

  it("who sends a large body, whether or not it says so, and whatever else it is", async () => {
    const large = JSON.stringify({ query: `{ dataRevision } #${"x".repeat(300_000)}` });
    const said = await app.fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", "content-length": String(large.length) },
      body: large,
    });
    const unsaid = await app.fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: new Blob([large]).stream(),
      duplex: "half",
    } as RequestInit);
    for (const response of [said, unsaid]) {
      expect(response.status).toBe(413);
      expect((await json(response)).errors?.[0]).toMatchObject({
        message: expect.stringContaining("limit: bodyBytes"),
        extensions: { code: "BODY_TOO_LARGE" },
      });
    }
  });

  it("whose body is compressed, since it could be of any size", async () => {
    const response = await ask(CONTROL, { "content-encoding": "gzip" });
    expect(response.status).toBe(415);
  });

  it("who sends several operations in one request", async () => {
    const response = await ask([CONTROL, CONTROL]);
    expect([response.status, (await json(response)).errors?.[0]?.extensions.code]).toEqual([400, "BATCH_TOO_LARGE"]);
  });
});

describe("A batch, where batches are allowed,", () => {
  it("is answered, and may cost no more than one operation", async () => {
    const limits = { ...DEFAULT_LIMITS, batch: 2, cost: 250 };
    const batching = createApp(app.store, { corsOrigins: "local", limits }, pino({ level: "silent" }));
    const send = async (operations: object[]) =>
      batching.fetch("http://localhost/graphql", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(operations),
      });
    const small = (await (await send([{ query: "{ dataRevision }" }, CONTROL])).json()) as Body[];
    expect(small.map(({ errors }) => errors)).toEqual([undefined, undefined]);
    const dear = (await (await send([CONTROL, { query: "{ articles { totalCount } }" }])).json()) as Body[];
    expect(dear.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code))).toEqual([
      "COST_TOO_HIGH",
    ]);
    expect((await send([CONTROL, CONTROL, CONTROL])).status).toBe(400);
  });
});

describe("A list that turns out longer than lists are", () => {
  it("is charged before it is answered, and refused where that is too much", async () => {
    const query =
      '{ event(slug: "clashes-september-2020") { toll(harm: KILLED) { leftOut { reason report { slug } } } } }';
    const said = (await json(await ask({ query, extensions: { cost: "dry-run" } }))).extensions?.cost.total ?? 0;
    const limits = { ...DEFAULT_LIMITS, cost: said };
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
  it("is in a header of every answer, and in the answer where that is asked for", async () => {
    const plain = await ask(CONTROL);
    expect(plain.headers.get("x-cost")).toBe("101; limit=100000");
    expect((await json(plain)).extensions).toBeUndefined();
    const told = await json(await ask({ ...CONTROL, extensions: { cost: "report" } }));
    expect(told.extensions?.cost).toEqual({ total: 101, limit: 100_000, used: 101 });
    expect(told.data).not.toBeUndefined();
    expect((await json(await ask(CONTROL, { "x-cost": "report" }))).extensions?.cost.total).toBe(101);
  });

  it("is said of what there was, too: pages may be fuller than what there is to fill them", async () => {
    const query = "{ corpora { slug } articles(first: 100) { totalCount edges { cursor node { slug } } } }";
    const { cost } = (await json(await ask({ query, extensions: { cost: "report" } }))).extensions ?? {};
    // A list of records 21, their number 201; an edge with its cursor, its node and that one's slug 4, of which there are five.
    expect(cost).toMatchObject({ total: 1 + 5 * 1 + 21 + 201 + 100 * 4, used: 1 + 1 * 1 + 21 + 201 + 5 * 4 });
  });

  it("is there before it runs, for the asking", async () => {
    app.statements.length = 0;
    const dry = await json(await ask({ ...CONTROL, extensions: { cost: "dry-run" } }));
    expect(dry).toEqual({ extensions: { cost: { total: 101, limit: 100_000 } } });
    expect(app.statements).toEqual([]);
    expect((await ask({ ...CONTROL, extensions: { cost: "free" } })).status).toBe(400);
  });

  it("grows with the page, in variables and defaults as in the document", async () => {
    const of = async (body: object) =>
      (await json(await ask({ ...body, extensions: { cost: "dry-run" } }))).extensions?.cost.total;
    const written = await of({ query: "{ casualtyReports(first: 7) { nodes { slug } } }" });
    expect(await of({ query: FIRST, variables: { first: 7 } })).toBe(written);
    expect(await of({ query: FIRST.replace("Int)", "Int = 7)") })).toBe(written);
    expect(await of({ query: FIRST, variables: { first: 8 } })).toBe((written ?? 0) + 2);
  });
});

describe("The README", () => {
  it("has every limit, as it is", () => {
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    const [, table = ""] = /## Limits.*?\| --- \|[^\n]*\n(.*?)\n\n/s.exec(readme) ?? [];
    const rows = LIMIT_NAMES.map((name) => {
      const { value, counts, code, status } = LIMITS[name];
      return `| \`${variableOf(name)}\` | ${value} | ${counts} | \`${code}\` | ${status} |`;
    });
    expect(table.split("\n")).toEqual(rows);
  });
});

describe("The default limits let pass", () => {
  const MANIFEST = new URL("../../../sdk/persisted-operations.json", import.meta.url);
  const operations = Object.values(JSON.parse(readFileSync(MANIFEST, "utf8")) as Record<string, string>);
  const dryRun = async (query: string, variables: object = {}) =>
    (await json(await ask({ query, variables, extensions: { cost: "dry-run" } }))).errors;

  it.each(operations.map((query) => [/^\w+ (\w+)/.exec(query)?.[1] ?? "", query] as const))(
    "the client's %s, with the largest page",
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

  it("the README's queries", async () => {
    const readme = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
    const queries = [...readme.matchAll(/```graphql\n(.*?)```/gs)].map(([, query = ""]) => query);
    expect(queries.length).toBeGreaterThanOrEqual(3);
    for (const query of queries) expect(await dryRun(query)).toBeUndefined();
  });

  it("what GraphiQL, code generators and gateways ask of the schema itself", async () => {
    const query = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, schemaDescription: true });
    const { data, errors } = await json(await ask({ query }));
    expect(errors).toBeUndefined();
    expect(data).toHaveProperty("__schema");
  });
});
