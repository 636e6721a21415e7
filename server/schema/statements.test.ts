import { type GraphQLObjectType, getNamedType, isObjectType } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../testing/dialects.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "../testing/testApp.ts";
import { schema } from "./schema.ts";

/** Every connection of the schema, as `Type.field`, with its required arguments. */
function connectionFields(): { type: GraphQLObjectType; field: string; required: string }[] {
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) =>
      Object.values(type.getFields())
        .filter((field) => getNamedType(field.type).name.endsWith("Connection"))
        .map((field) => ({ type, field: field.name, required: field.name === "search" ? ', query: "ceasefire"' : "" })),
    );
}

/** From the root to a page of each type that has connections. */
const PAGES_OF: Readonly<Record<string, (size: number, inner: string) => string>> = {
  Query: (_size, inner) => `{ ${inner} }`,
  Source: (_size, inner) => `{ corpora { sources { ${inner} } } }`,
  ...Object.fromEntries(
    [
      ["Article", "articles"],
      ["Event", "events"],
      ["Actor", "actors"],
      ["Place", "places"],
      ["CasualtyReport", "casualtyReports"],
    ].map(([type, list]) => [
      type,
      (size: number, inner: string) => `{ ${list}(first: ${size}) { nodes { ${inner} } } }`,
    ]),
  ),
};

describe.each(dialects)("The SQL statements of a request on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(dialect);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  async function statementsOf(query: string): Promise<number> {
    app.statements.length = 0;
    const { errors } = await app.query(query);
    expect(errors).toBeUndefined();
    return app.statements.length;
  }

  it.each(connectionFields().map((found) => [`${found.type.name}.${found.field}`, found] as const))(
    "are at most one for each selected connection plus two, for any page size: %s",
    async (_name, { type, field, required }) => {
      const page = PAGES_OF[type.name];
      if (!page) throw new Error(`This test knows no way from the root to ${type.name}: add one.`);
      const inner = (size: number) =>
        `${field}(first: ${size}${required}) { totalCount pageInfo { hasNextPage } nodes { __typename } edges { cursor } }`;
      const connections = type.name === "Query" ? 1 : 2;

      const [few, many] = [await statementsOf(page(2, inner(2))), await statementsOf(page(50, inner(50)))];

      expect(many).toBe(few);
      expect(many).toBeLessThanOrEqual(connections + 2);
    },
  );

  it("are at most one for each loaded type, plus two", async () => {
    const query = (size: number) => `{
      casualtyReports(first: ${size}, filter: { event: ["clashes-september-2020"], attributedTo: ["afp", "reuters"] }) {
        nodes {
          count { label }
          party { name }
          side { name }
          attributedTo { actor { name affiliations { to { name } } } }
          event { title place { name } participants { actor { name } assertedBy { name } } }
          article { title publisher { name } agencies { name } source { licence } }
          evidence { quote paragraph { text } }
          denials { matter deniedBy { name } evidence { quote } }
        }
      }
    }`;
    // CasualtyReport (the connection), Actor, Affiliation, Event, Place, Participant, Article, its agencies, text and
    // source, Evidence of reports and of denials, Denial; the party's affiliations and the filter's slugs are the two.
    const loaded = 13;

    // Actors are loaded level by level: one statement for each depth of the query with actors that are not loaded yet.
    const waves = 3;
    expect(await statementsOf(query(50))).toBeLessThanOrEqual(loaded + waves + 2);
    expect(await statementsOf(query(50))).toBe(await statementsOf(query(3)));
  });

  it("do not read a type's rows if only a total is selected", async () => {
    expect(await statementsOf("{ articles { totalCount } }")).toBe(1);
  });
});

/** The small corpus with its event and its claims twenty times. */
function twentyEvents(): Record<string, string> {
  const [before, events, claims, after] = SMALL_CORPUS["records.yaml"].split(
    /^events:\n|^casualtyReports:\n|^(?=mentions:)/m,
  );
  const copies = (block = "") =>
    Array.from({ length: 20 }, (_, at) => block.replaceAll(/\b(fighting|twenty-killed|five-civilians)\b/g, `$1-${at}`));
  const records = [before, "events:\n", ...copies(events), "casualtyReports:\n", ...copies(claims), after];
  return { ...SMALL_CORPUS, "records.yaml": records.join("") };
}

describe.each(dialects)("The SQL statements of tolls on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    await using folder = await corpusFolder(twentyEvents());
    app = await testApp(dialect, folder.path);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it.each([
    ["toll", "toll(harm: KILLED) { label used { slug } leftOut { report { slug } } positions { party { name } } }"],
    [
      "tolls of some of their people",
      "toll(harm: KILLED) { sides { side { name } } narrower { label subject { label } } }",
    ],
    ["toll as of a day", 'toll(harm: KILLED, asOf: "2021-03-02") { label latest { report { slug } } }'],
    ["breakdown", "toll(harm: KILLED) { breakdown { label cells { label } } }"],
    ["timeline", "tollTimeline(harm: KILLED) { steps { label added { slug } } }"],
    ["figures and who carries them", "carriedFigures(harm: KILLED) { label carriedBy { slug } }"],
  ])("are as many for 20 events as for one: their %s", async (_title, fields) => {
    const statementsOf = async (events: number): Promise<number> => {
      app.statements.length = 0;
      const { data, errors } = await app.query(`{ events(first: ${events}) { nodes { ${fields} } } }`);
      expect(errors).toBeUndefined();
      expect(data.events.nodes).toHaveLength(events);
      return app.statements.length;
    };

    const one = await statementsOf(1);

    // The list, and the statements for the claims and the facts about the claims.
    expect(one).toBeGreaterThanOrEqual(6);
    expect(await statementsOf(20)).toBe(one);
  });
});

describe.each(dialects)("The SQL statements of the change log on %s", (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    await using folder = await corpusFolder(twentyEvents());
    app = await testApp(dialect, folder.path);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  const RECORD = `__typename
    ... on Event { title place { name } revisions { reason } }
    ... on CasualtyReport { count { label } party { name } event { title } article { title } evidence { quote } }`;

  it.each([
    ["Event", 20],
    ["CasualtyReport", 40],
  ])(
    "are as many for all changes of a load as for one: of the type %s, with histories and records",
    async (type, all) => {
      const statementsOf = async (first: number): Promise<number> => {
        app.statements.length = 0;
        const { data, errors } = await app.query(`{
        changes(first: ${first}, since: 1, filter: { types: [${type}] }) {
          totalCount nodes { position slug revision { reason changes { field } } record { ${RECORD} } }
        }
      }`);
        expect(errors).toBeUndefined();
        expect(data.changes).toMatchObject({ totalCount: all, nodes: { length: first } });
        return app.statements.length;
      };

      const one = await statementsOf(1);

      // The newest position, the page, the histories, the records; the others are for the selected fields.
      expect(one).toBeGreaterThanOrEqual(4);
      expect(await statementsOf(all)).toBe(one);
    },
  );
});
