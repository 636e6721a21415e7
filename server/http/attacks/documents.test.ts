import { describe, expect, it } from "vitest";
import { DEFAULT_LIMITS, LIMITS, type LimitName } from "../../config/limits.ts";
import { attackedService, CONTROL, times } from "../../testing/attackedService.ts";

const nested = (levels: number) =>
  `{ casualtyReports { nodes { ${"partOf { ".repeat(levels)} slug ${"} ".repeat(levels)} } } }`;
/** Each fragment uses the next one twice: 2^90 fields if they were expanded. */
const bomb = (leaf: string) =>
  `{ ...F0 } ${times(90, (at) => `fragment F${at} on Query { ...F${at + 1} ...F${at + 1} }`)} fragment F90 on Query { ${leaf} }`;
const NESTED = "[".repeat(100_000) + "]".repeat(100_000);
const FIRST = "query Q($first: Int) { casualtyReports(first: $first) { nodes { slug } } }";

/** Documents that could keep the service busy, and the limit that refuses each of them. */
const ATTACKS: readonly (readonly [what: string, limit: LimitName, body: object])[] = [
  ["a document of a hundred thousand tokens", "tokens", { query: `{ ${"dataRevision ".repeat(19_000)} }` }],
  [
    "more brackets than fit on a parser's stack",
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
    "aliases in a fragment that is used several times",
    "aliases",
    {
      query: `{ casualtyReports { nodes { ...A partOf { ...A partOf { ...A } } } } } fragment A on CasualtyReport { ${times(20, (at) => `a${at}: slug`)} }`,
    },
  ],
  ["many fields at the root", "rootFields", { query: `{ ${times(21, (at) => `a${at}: dataRevision`)} }` }],
  ["one field many times", "repeatedFields", { query: `{ casualtyReports { nodes { ${"slug ".repeat(1500)} } } }` }],
  [
    "nested repetitions of one object, which multiply",
    "repeatedFields",
    { query: `{ ${times(6, () => `casualtyReports { ${times(6, () => "nodes { slug }")} }`)} }` },
  ],
  [
    "repetitions in fragments",
    "repeatedFields",
    { query: `{ casualtyReports { nodes { ${"...A ".repeat(21)} } } } fragment A on CasualtyReport { slug }` },
  ],
  ["directives on a field", "directives", { query: `{ dataRevision ${"@include(if: true) ".repeat(51)} }` }],
  ["a bomb of fragments", "selections", { query: bomb("dataRevision") }],
  ["a bomb of fragments without fields", "selections", { query: bomb("...G") }],
  [
    "a bomb of unused fragments",
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
  ["a large page from the end", "pageSize", { query: "{ events(last: 101) { totalCount } }" }],
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
  [
    "a variable type with nested brackets",
    "depth",
    { query: `query Q($a: ${"[".repeat(30_000)}Int${"]".repeat(30_000)}) { dataRevision }` },
  ],
  ["brackets that are not closed", "depth", { query: "{ a(".repeat(50_000) }],
  ["a value with nested braces", "depth", { query: `{ events(filter: ${"{ a: ".repeat(40_000)}1 }) { totalCount } }` }],
  ["variables nested a hundred thousand deep", "depth", { query: "{ dataRevision }", variables: { a: "NESTED" } }],
  ["extensions nested a hundred thousand deep", "depth", { query: "{ dataRevision }", extensions: { cost: "NESTED" } }],
  [
    "a fragment that contains itself",
    "selections",
    { query: "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A ...A }" },
  ],
  [
    "unused fragments that contain one another",
    "selections",
    {
      query: `{ dataRevision } ${times(90, (at) => `fragment F${at} on Query { ...F${(at + 1) % 90} ...F${(at + 7) % 90} }`)}`,
    },
  ],
  [
    "the schema's types within its types",
    "introspection",
    { query: "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }" },
  ],
  [
    "the schema's types within its types, in fragments",
    "introspection",
    {
      query:
        '{ __type(name: "Event") { ...A } } fragment A on __Type { possibleTypes { ...B } } fragment B on __Type { interfaces { possibleTypes { name } } }',
    },
  ],
  [
    "a value with many unknown fields",
    "variables",
    {
      query: "query Q($f: CasualtyReportFilter) { casualtyReports(filter: $f) { totalCount } }",
      variables: { f: Object.fromEntries(Array.from({ length: 12_000 }, (_, at) => [`harm${at}`, 1])) },
    },
  ],
  [
    "a long list in a variable's default",
    "listItems",
    { query: `query Q($ids: [ID!]! = [${times(101, () => '"x"')}]) { nodes(ids: $ids) { id } }` },
  ],
  ["a page of an enormous size", "pageSize", { query: FIRST, variables: { first: 1e300 } }],
  [
    "expensive fields under a few aliases",
    "cost",
    {
      query: `{ events(first: 100) { nodes { ${times(20, (at) => `a${at}: toll(harm: KILLED) { label narrower { label } }`)} } } }`,
    },
  ],
  [
    "pages within pages of several record types",
    "cost",
    {
      query: `{ nodes(ids: [${times(100, () => '"x"')}]) { ... on Event { casualtyReports(first: 100) { nodes { slug parts(first: 100) { nodes { slug } } } } } ... on Tombstone { id } } }`,
    },
  ],
  [
    "the whole schema many times",
    "cost",
    {
      query: `{ ${times(20, (at) => `a${at}: __schema { types { fields { args { description type { name ofType { name description } } } type { fields { args { name description type { name } } description } } } } }`)} }`,
    },
  ],
];

const service = attackedService();

describe("While another client is served, the service refuses", () => {
  it.each(ATTACKS)("%s, with the code of the limit “%s”", async (_what, limit, body) => {
    const { status, errors, data } = await service().sends(JSON.stringify(body).replace('"NESTED"', NESTED));
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: LIMITS[limit].code, limit, allowed: DEFAULT_LIMITS[limit] },
    ]);
    expect(errors[0]?.message).toContain(`(limit: ${limit})`);
    expect([status, data]).toEqual([LIMITS[limit].status, null]);
  });
});
