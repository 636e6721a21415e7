import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { attackedService } from "../../testing/attackedService.ts";

const service = attackedService();

const LONG = "a".repeat(200_000);
/** Longer texts are refused before they are read. */
const LONGEST = DEFAULT_LIMITS.textLength;
const base64 = (text: string) => Buffer.from(text).toString("base64url");

/** Odd texts. Each is tried in every kind of text argument. */
const TEXTS: readonly (readonly [what: string, text: string])[] = [
  ["200 KB of one word", LONG],
  ["one long word", "a".repeat(LONGEST)],
  ["many words", "a ".repeat(LONGEST / 2)],
  ["quotation marks", '"'.repeat(LONGEST)],
  ["accents without letters", "\u0301".repeat(LONGEST)],
  ["characters that grow when they are decomposed", "\ufdfa".repeat(LONGEST)],
  ["U+0000", "a\u0000b"],
  ["a lone surrogate", "\ud800"],
  ["a regular expression with catastrophic backtracking", "(a+)+$".repeat(50)],
  ["the query language of a search index", 'NEAR(a b) OR "c" AND NOT title:d*'],
  ["SQL", "'; drop table record; --"],
  ["text-direction controls and characters outside the basic plane", "\u202e🇦🇲\u2066"],
  ["the name of a property of every object", "__proto__"],
  ["an id made of such property names", base64("__proto__:constructor")],
  ["an id with U+0000", base64("Event:a\u0000b")],
  ["a cursor of brackets", base64("[".repeat(3000) + "]".repeat(3000))],
];

const PLACES: readonly (readonly [where: string, query: string])[] = [
  ["a search", "query Q($text: String!) { search(query: $text) { edges { node { snippet { text } } } } }"],
  [
    "filters by words",
    "query Q($text: String!) { a: casualtyReports(filter: { text: $text }) { nodes { slug } } b: articles(filter: { text: $text }) { totalCount } }",
  ],
  ["a slug", "query Q($text: String!) { event(slug: $text) { id } }"],
  ["ids", "query Q($text: ID!) { event(id: $text) { id } node(id: $text) { id } nodes(ids: [$text]) { id } }"],
  [
    "a filter by ids",
    "query Q($text: ID!) { casualtyReports(filter: { event: [$text], party: [$text] }) { totalCount } }",
  ],
  ["cursors", "query Q($text: String!) { events(after: $text, before: $text) { totalCount } }"],
  ["a time", "query Q($text: PartialTime!) { casualtyReports(filter: { asOf: $text }) { totalCount } }"],
];

describe.each(TEXTS)("While another client is served, %s does not make the service fail", (_what, text) => {
  it.each(PLACES)("in %s", async (_where, query) => {
    const { status, errors, text: answer } = await service().sends({ query, variables: { text } });
    expect([200, 400]).toContain(status);
    // A long text is not sent back.
    expect(answer.length).toBeLessThan(20_000);
    const codes = ["BAD_USER_INPUT", "BAD_REQUEST", ...(text.length > LONGEST ? ["TEXT_TOO_LONG"] : [])];
    for (const { extensions } of errors) expect(codes).toContain(extensions.code);
  });
});

describe("A gateway's representations", () => {
  const ask = (representations: readonly unknown[]) =>
    service().asks("/subgraph", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        query: "query Q($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Event { title } } }",
        variables: { r: representations },
      }),
    });

  it("are limited", async () => {
    const { status, errors } = await ask(Array(1001).fill({ __typename: "Event", id: "x" }));
    expect([status, errors[0]?.extensions]).toEqual([
      400,
      { code: "TOO_MANY_ENTITIES", limit: "entities", allowed: 1000, argument: "representations" },
    ]);
  });

  it.each([
    [{ __typename: "Event", id: JSON.parse("[".repeat(15) + "]".repeat(15)) }],
    [{ __typename: "__proto__", id: "x" }],
    [{ __typename: "constructor" }],
    [{ __typename: "Article", url: "http://a\u0000b" }],
    [{ __typename: "Actor", wikidataId: "\ud800" }],
    [{ __typename: "Article", url: `http://${LONG}` }],
    [null],
    [5],
    [[]],
  ])("do not make the service fail if they are invalid: %j", async (representation) => {
    const { status, errors } = await ask([representation]);
    expect([200, 400]).toContain(status);
    for (const { extensions } of errors) expect(["BAD_USER_INPUT", "BAD_REQUEST"]).toContain(extensions.code);
  });
});

describe("Odd JSON", () => {
  const QUERY = '"query":"{ dataRevision }"';
  const NESTED = "[".repeat(100_000);
  it.each([
    ["incomplete", "{", 400],
    ["only brackets", NESTED, 400],
    ["nested lists", NESTED + "]".repeat(100_000), 400],
    ["not an object", "5", 400],
    ["null", "null", 400],
    ["an empty list", "[]", 400],
    ["a list of null", "[null]", 400],
    ["a list of numbers", "[5]", 400],
    ["several operations", `[{${QUERY}},{${QUERY}}]`, 400],
    ["a query that is not a text", '{"query":5}', 400],
    ["an operation name that is not a text", `{${QUERY},"operationName":{}}`, 400],
    ["variables as a list", `{${QUERY},"variables":[1]}`, 400],
    ["extensions as a text", `{${QUERY},"extensions":"x"}`, 400],
    ["a hash that is not a text", `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":{}}}}`, 200],
    [
      "an infinite number",
      `{"query":"query Q($n: Int) { events(first: $n) { totalCount } }","variables":{"n":1e999}}`,
      400,
    ],
    ["duplicate keys", `{${QUERY},${QUERY},"variables":{"a":1,"a":2}}`, 200],
    [
      "keys with the names of every object's properties",
      `{${QUERY},"variables":{"__proto__":{"a":1}},"extensions":{"constructor":1}}`,
      200,
    ],
    ["a byte order mark", `\ufeff{${QUERY}}`, 400],
  ])("%s", async (_what, body, expected) => {
    expect((await service().sends(body)).status).toBe(expected);
  });

  it("in a body that is not UTF-8", async () => {
    const body = new Uint8Array([0x7b, 0x22, 0x71, 0xff, 0xfe, 0x22, 0x7d]);
    const headers = { "content-type": "application/json" };
    expect((await service().asks("/graphql", { method: "POST", headers, body })).status).toBe(400);
  });
});
