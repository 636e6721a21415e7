import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../testing/testApp.ts";

/** Each invalid request, the argument that its error names, and a word of what is allowed. */
const REFUSED: readonly (readonly [what: string, query: string, argument: string, allowed: RegExp])[] = [
  ["a negative first", "{ articles(first: -1) { totalCount } }", "first", /takes 0 to 100/],
  [
    "a negative last on a nested list",
    "{ articles { nodes { events(last: -5) { totalCount } } } }",
    "last",
    /takes 0 to 100/,
  ],
  ["both first and last", "{ articles(first: 1, last: 1) { totalCount } }", "first", /cannot be combined/],
  [
    "both first and last of a search",
    '{ search(query: "war", first: 1, last: 1) { totalCount } }',
    "first",
    /cannot be combined/,
  ],
  ["an invalid cursor", '{ articles(after: "garbage") { totalCount } }', "after", /not a cursor/],
  [
    "a cursor that is JSON of another shape",
    `{ articles(after: "${Buffer.from('{"a":1}').toString("base64url")}") { totalCount } }`,
    "after",
    /not a cursor/,
  ],
  ["an empty cursor", '{ articles(before: "") { totalCount } }', "before", /not a cursor/],
  ["an invalid cursor of a search", '{ search(query: "war", after: "AAAA") { totalCount } }', "after", /not a cursor/],
  ["an invalid id", '{ node(id: "garbage") { id } }', "id", /not a global id/],
  [
    "an id of an unknown type",
    `{ node(id: "${Buffer.from("Banana:x").toString("base64")}") { id } }`,
    "id",
    /not a global id/,
  ],
  ["an invalid id among valid ids", '{ nodes(ids: ["QXJ0aWNsZTp4", "?"]) { id } }', "ids", /not a global id/],
  [
    "an invalid slug",
    '{ event(slug: "war 2020") { id } }',
    "slug",
    /not a valid slug; use at most 100 lower-case letters/,
  ],
  [
    "a mode of another type",
    "{ events(filter: { type: [ASSAULT], mode: [PHONE] }) { totalCount } }",
    "filter.mode",
    /goes with CONSULT/,
  ],
  [
    "parts that are not parts",
    "{ casualtyReports(filter: { isPart: false, partKind: [SUBGROUP] }) { totalCount } }",
    "filter.isPart",
    /excludes `partKind`/,
  ],
  [
    "unattributed claims by an actor",
    '{ casualtyReports(filter: { isAttributed: false, party: ["armenia"] }) { totalCount } }',
    "filter.isAttributed",
    /excludes `party`/,
  ],
  [
    "undenied claims with a denial",
    '{ casualtyReports(filter: { isDenied: false, deniedBy: ["armenia"] }) { totalCount } }',
    "filter.isDenied",
    /excludes `deniedBy`/,
  ],
  [
    "undenied events with a denial",
    '{ events(filter: { isDenied: false, deniedBy: ["armenia"] }) { totalCount } }',
    "filter.isDenied",
    /excludes `deniedBy`/,
  ],
  [
    "descendants without an event",
    "{ casualtyReports(filter: { eventWithDescendants: false }) { totalCount } }",
    "filter.eventWithDescendants",
    /`event`, which is missing/,
  ],
  ["an unknown source", '{ articles(filter: { source: ["x"] }) { totalCount } }', "filter.source", /names no source/],
  ["an invalid country", '{ actors(filter: { country: ["ARM"] }) { totalCount } }', "filter.country", /alpha-2/],
  ["an invalid language", '{ articles(filter: { language: ["%"] }) { totalCount } }', "filter.language", /BCP 47/],
  ...[
    'toll(event: "a\\u0000", harm: KILLED) { label }',
    'tollTimeline(event: "a\\u0000", harm: KILLED) { steps { label } }',
  ].map(
    (field) =>
      [
        "an event that no database can store",
        `{ ${field} }`,
        "event",
        /U\+0000 at offset 1, which no stored text/,
      ] as const,
  ),
  [
    "U+0000 in a filter",
    String.raw`{ articles(filter: { source: ["a\u0000"] }) { totalCount } }`,
    "filter.source",
    /U\+0000/,
  ],
  [
    "mentions without words",
    '{ mentions(filter: { text: " " }) { totalCount } }',
    "filter.text",
    /1 to 200 characters/,
  ],
  [
    "an id of another type",
    `{ article(id: "${Buffer.from("Event:x").toString("base64")}") { id } }`,
    "id",
    /of the type Event/,
  ],
  ["neither id nor slug", "{ article { id } }", "id", /give exactly one of the two/],
  ["both id and slug", '{ article(id: "QXJ0aWNsZTp4", slug: "x") { id } }', "id", /give exactly one of the two/],
  [
    "a reversed time range",
    '{ events(filter: { time: { from: "2020-10", until: "2020-09-01" } }) { totalCount } }',
    "filter.time",
    /ends before it begins/,
  ],
  [
    "a time range without ends",
    "{ events(filter: { time: {} }) { totalCount } }",
    "filter.time",
    /give `from`, `until` or both/,
  ],
  [
    "a reversed time range on a nested list",
    '{ articles { nodes { casualtyReports(filter: { statedAt: { from: "2021", until: "2020" } }) { totalCount } } } }',
    "filter.statedAt",
    /ends before it begins/,
  ],
  ["an empty search", '{ search(query: "  ") { totalCount } }', "query", /at least one letter or digit/],
  [
    "an empty text filter",
    '{ articles(filter: { text: "!?" }) { totalCount } }',
    "filter.text",
    /at least one letter or digit/,
  ],
  ["a search that is too long", `{ search(query: "${"a".repeat(501)}") { totalCount } }`, "query", /maximum is 500/],
  ["no types to search", '{ search(query: "war", types: []) { totalCount } }', "types", /is empty/],
  ["an empty list in a filter", "{ casualtyReports(filter: { harm: [] }) { totalCount } }", "filter.harm", /is empty/],
  [
    "an unknown slug in a filter",
    '{ articles(filter: { publisher: ["nobody"] }) { totalCount } }',
    "filter.publisher",
    /no Actor.*“nobody”/,
  ],
  [
    "an id of another type in a filter",
    `{ articles(filter: { publisher: ["${Buffer.from("Event:x").toString("base64")}"] }) { totalCount } }`,
    "filter.publisher",
    /of an Event/,
  ],
  [
    "an unknown participant",
    '{ events(filter: { participant: { actor: ["nobody"] } }) { totalCount } }',
    "filter.participant.actor",
    /no Actor/,
  ],
  [
    "reversed count bounds",
    "{ casualtyReports(filter: { count: { atLeast: 5, atMost: 3 } }) { totalCount } }",
    "filter.count",
    /no number satisfies/,
  ],
  [
    "a negative count bound",
    "{ casualtyReports(filter: { count: { atLeast: -5 } }) { totalCount } }",
    "filter.count.atLeast",
    /takes 0 to/,
  ],
  ["no count bound", "{ casualtyReports(filter: { count: {} }) { totalCount } }", "filter.count", /give `atLeast`/],
  [
    "a latitude out of range",
    "{ events(filter: { near: { latitude: 91, longitude: 0, kilometres: 1 } }) { totalCount } }",
    "filter.near.latitude",
    /-90 to 90/,
  ],
  [
    "a radius of zero",
    "{ events(filter: { near: { latitude: 0, longitude: 0, kilometres: 0 } }) { totalCount } }",
    "filter.near.kilometres",
    /above 0/,
  ],
  [
    "a box upside down",
    "{ events(filter: { within: { south: 2, north: 1, west: 0, east: 1 } }) { totalCount } }",
    "filter.within",
    /south/,
  ],
  [
    "U+0000 in an object within a filter of a nested list",
    String.raw`{ articles { nodes { events(filter: { participant: { actor: ["a", "\u0000"] } }) { totalCount } } } }`,
    "filter.participant.actor",
    /U\+0000 at offset 0/,
  ],
  ["an invalid tag", '{ casualtyReports(filter: { tag: ["%"] }) { totalCount } }', "filter.tag", /lower-case letters/],
];

describe("The error of an invalid request names the argument and the allowed values:", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp("SQLite");
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it.each(REFUSED)("%s", async (_what, query, argument, allowed) => {
    const { errors } = await app.query(query);
    expect(errors?.[0]).toMatchObject({ extensions: { code: "BAD_USER_INPUT", argument } });
    expect(errors?.[0]?.message).toMatch(allowed);
  });

  it("a cursor of another order, filter or list", async () => {
    const { data } = await app.query("{ articles(first: 1, orderBy: { field: TITLE }) { pageInfo { endCursor } } }");
    const cursor = data.articles.pageInfo.endCursor;
    expect(
      (
        await app.query(
          `{ articles(first: 1, after: "${cursor}", orderBy: { field: TITLE }) { totalCount nodes { slug } } }`,
        )
      ).errors,
    ).toBeUndefined();
    for (const query of [
      `{ articles(after: "${cursor}") { totalCount } }`,
      `{ articles(after: "${cursor}", orderBy: { field: TITLE, direction: DESC }) { totalCount } }`,
      `{ articles(after: "${cursor}", orderBy: { field: TITLE }, filter: { language: ["en"] }) { totalCount } }`,
      `{ events(after: "${cursor}", orderBy: { field: TITLE }) { totalCount } }`,
      `{ events { nodes { articles(after: "${cursor}", orderBy: { field: TITLE }) { totalCount } } } }`,
    ]) {
      const { errors } = await app.query(query);
      expect(errors?.[0]).toMatchObject({ extensions: { code: "BAD_USER_INPUT", argument: "after" } });
      expect(errors?.[0]?.message).toMatch(/another list, filter or order/);
    }
  });

  it("a null variable is the same as a missing variable, even for a cursor", async () => {
    const query =
      "query ($filter: ArticleFilter, $after: String) { articles(first: 2, filter: $filter, after: $after) { pageInfo { endCursor } nodes { slug } } }";
    const first = await app.query(query, { filter: null, after: null });
    const second = await app.query(query, {
      filter: { publisher: null },
      after: first.data.articles.pageInfo.endCursor,
    });
    expect(second.errors).toBeUndefined();
    expect(second.data.articles.nodes).toHaveLength(2);
  });

  it.each(["2020-02-30", "2020-13", "yesterday", "2020-09-28T18:00", "2020-09-27/2020-09-28"])(
    "the time %s",
    async (time) => {
      const { errors } = await app.query(
        "query ($time: PartialTime) { events(filter: { time: { from: $time } }) { totalCount } }",
        { time },
      );
      expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
      expect(errors?.[0]?.message).toContain("$time");
    },
  );

  it("a valid id without a record gives null, not an error", async () => {
    const { data, errors } = await app.query(
      '{ article(slug: "no-such") { id } node(id: "QXJ0aWNsZTp4") { id } nodes(ids: ["QXJ0aWNsZTp4"]) { id } }',
    );
    expect(errors).toBeUndefined();
    expect(data).toEqual({ article: null, node: null, nodes: [null] });
  });
});
