import { describe, expect, it } from "vitest";
import { attacked } from "../../testing/attacked.ts";

const service = attacked();

const LONG = "a".repeat(200_000);
const base64 = (text: string) => Buffer.from(text).toString("base64url");

/** What nobody can mean. Each is tried wherever a text is taken. */
const TEXTS: readonly (readonly [what: string, text: string])[] = [
  ["200 KB of one word", LONG],
  ["200 KB of many words", "a ".repeat(100_000)],
  ["quotation marks", '"'.repeat(100_000)],
  ["accents without letters", "\u0301".repeat(100_000)],
  ["U+0000", "a\u0000b"],
  ["a lone surrogate", "\ud800"],
  ["a regular expression that runs away", "(a+)+$".repeat(50)],
  ["a search index's own language", 'NEAR(a b) OR "c" AND NOT title:d*'],
  ["SQL", "'; drop table record; --"],
  ["characters of other directions and planes", "\u202e🇦🇲\u2066"],
  ["the name of what every object has", "__proto__"],
  ["an id of such a record", base64("__proto__:constructor")],
  ["an id with U+0000", base64("Event:a\u0000b")],
  ["a cursor of brackets", base64("[".repeat(50_000) + "]".repeat(50_000))],
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

describe.each(TEXTS)("%s, while another client is served, is no failure of ours", (_what, text) => {
  it.each(PLACES)("in %s", async (_where, query) => {
    const { status, errors, text: answer } = await service().sends({ query, variables: { text } });
    expect([200, 400]).toContain(status);
    // Whoever sends much is not sent as much again.
    expect(answer.length).toBeLessThan(20_000);
    for (const { extensions } of errors) expect(["BAD_USER_INPUT", "BAD_REQUEST"]).toContain(extensions.code);
  });
});

describe("What a gateway asks for", () => {
  const ask = (representations: readonly unknown[]) =>
    service().asks("/subgraph", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        query: "query Q($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Event { title } } }",
        variables: { r: representations },
      }),
    });

  it("may be no more than its limit", async () => {
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
  ])("may be no record at all: %j", async (representation) => {
    const { status, errors } = await ask([representation]);
    expect([200, 400]).toContain(status);
    for (const { extensions } of errors) expect(["BAD_USER_INPUT", "BAD_REQUEST"]).toContain(extensions.code);
  });
});

describe("JSON that is odd", () => {
  const QUERY = '"query":"{ dataRevision }"';
  const NESTED = "[".repeat(100_000);
  it.each([
    ["cut short", "{", 400],
    ["of brackets alone", NESTED, 400],
    ["of a list of lists", NESTED + "]".repeat(100_000), 400],
    ["no object", "5", 400],
    ["null", "null", 400],
    ["an empty list", "[]", 400],
    ["a list of null", "[null]", 400],
    ["a list of numbers", "[5]", 400],
    ["several operations", `[{${QUERY}},{${QUERY}}]`, 400],
    ["a text for an operation", '{"query":5}', 400],
    ["an operation's name that is none", `{${QUERY},"operationName":{}}`, 400],
    ["variables in a list", `{${QUERY},"variables":[1]}`, 400],
    ["extensions that are none", `{${QUERY},"extensions":"x"}`, 400],
    ["a hash that is none", `{"extensions":{"persistedQuery":{"version":1,"sha256Hash":{}}}}`, 200],
    [
      "a number beyond all numbers",
      `{"query":"query Q($n: Int) { events(first: $n) { totalCount } }","variables":{"n":1e999}}`,
      400,
    ],
    ["one name twice", `{${QUERY},${QUERY},"variables":{"a":1,"a":2}}`, 200],
    ["a key of every object", `{${QUERY},"variables":{"__proto__":{"a":1}},"extensions":{"constructor":1}}`, 200],
    ["a byte order mark", `\ufeff{${QUERY}}`, 400],
  ])("%s", async (_what, body, expected) => {
    expect((await service().sends(body)).status).toBe(expected);
  });

  it("in a body that is no UTF-8", async () => {
    const body = new Uint8Array([0x7b, 0x22, 0x71, 0xff, 0xfe, 0x22, 0x7d]);
    const headers = { "content-type": "application/json" };
    expect((await service().asks("/graphql", { method: "POST", headers, body })).status).toBe(400);
  });
});
