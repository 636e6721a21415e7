import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ARTICLE_FACETS, CASUALTY_REPORT_FACETS, EVENT_FACETS } from "../../store/read/facets/facets.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId } from "../builder/globalId.ts";

interface Facet {
  by: string;
  totalCount: number;
  bucketCount: number;
  withoutValueCount: number;
  buckets: { value: string; label: string; count: number }[];
}

const FACET = "by totalCount bucketCount withoutValueCount buckets { value label count }";
const time = (field: string) => `${field} { earliest latest }`;

/** For each list: what its records say about each dimension, to count them one by one. */
const LISTS: Readonly<Record<string, { dimensions: object; fields: string; ofNode: ValueOf }>> = {
  casualtyReports: {
    dimensions: CASUALTY_REPORT_FACETS,
    fields: `HARM: harm VICTIMS: victims STATUS: status SCOPE: scope CLAIMANT: attributedTo { actor { slug } } PARTY: party { slug }
      SIDE: side { slug } PLACE: place { slug } EVENT: event { slug } PUBLISHER: article { publisher { slug } } REVIEW: review
      EVENT_TYPE: event { type } ${time("time: statedAt")}`,
    ofNode: (node, by) =>
      by === "CLAIMANT"
        ? node.CLAIMANT?.actor?.slug
        : by === "PUBLISHER"
          ? node.PUBLISHER.publisher?.slug
          : by === "EVENT_TYPE"
            ? node.EVENT_TYPE.type
            : plainValue(node, by),
  },
  events: {
    dimensions: EVENT_FACETS,
    fields: `EVENT_TYPE: type EVENT_MODE: mode CLAIMANT: claimedBy { slug } PLACE: place { slug } REVIEW: review ${time("time")}`,
    ofNode: plainValue,
  },
  articles: {
    dimensions: ARTICLE_FACETS,
    fields: `PUBLISHER: publisher { slug } WORDING: wording LANGUAGE: language ${time("time: published")}`,
    ofNode: plainValue,
  },
};
// biome-ignore lint/suspicious/noExplicitAny: the selections of the lists differ
type Node = any;
type ValueOf = (node: Node, by: string) => string | null | undefined;

const LENGTHS: Readonly<Record<string, number>> = { DAY: 10, MONTH: 7, YEAR: 4 };

function plainValue(node: Node, by: string): string | null | undefined {
  const length = LENGTHS[by];
  if (length === undefined) return node[by]?.slug ?? node[by];
  const [earliest, latest] = [node.time?.earliest, node.time?.latest].map((at) => at?.slice(0, length));
  return earliest === latest ? earliest : null;
}

/** Counts records one by one, in the order of facets. */
function countNodes(nodes: readonly Node[], by: string, ofNode: ValueOf) {
  const groups = Map.groupBy(nodes, (node) => ofNode(node, by) ?? null);
  const none = groups.get(null)?.length ?? 0;
  groups.delete(null);
  const buckets = [...groups].map(([value, own]) => ({ value: String(value), count: own.length }));
  const byValue = (a: { value: string }, b: { value: string }) => (a.value < b.value ? -1 : 1);
  buckets.sort((a, b) => (by in LENGTHS ? 0 : b.count - a.count) || byValue(a, b));
  return { by, totalCount: nodes.length, withoutValueCount: none, bucketCount: buckets.length, buckets };
}

const withoutLabels = (facets: readonly Facet[]) =>
  facets.map(({ buckets, ...facet }) => ({ ...facet, buckets: buckets.map(({ value, count }) => ({ value, count })) }));

/** Affiliations that change, several topmost actors, times that are not exact, and records without values. */
const CORPUS = {
  ...SMALL_CORPUS,
  "articles/flood-of-reports.md": SMALL_CORPUS["articles/flood-of-reports.md"].replace(
    "published: 2021-03-02",
    "published: 2021-03-02\nupdated: 2021-12-31",
  ),
  "more.yaml": `actors:
  - { id: union, name: The Union, kind: INTERGOVERNMENTAL_ORGANISATION }
  - { id: army, name: The Army, kind: ARMED_FORCE, affiliations: [{ to: northland, during: 2021-01/2021-03 }, { to: southland, during: 2021-05/2021-12 }] }
  - { id: colonel, name: A colonel, kind: PERSON, affiliations: [{ to: army }] }
  - { id: envoy, name: An envoy, kind: PERSON, affiliations: [{ to: northland }, { to: union, during: 2021-03 }] }
casualtyReports:
${[
  ["army", "2021-03-02"],
  ["army", "2021-04-02"],
  ["army", "2021-06-02T10:00Z"],
  ["army", "2021"],
  ["army", null],
  ["colonel", "2021-03-31T23:59Z"],
  ["colonel", "2021-06"],
  ["colonel", "2021-03-30/2021-04-02"],
  ["envoy", "2021-04-15"],
  ["envoy", "2021-03-15"],
  ["union", "2021-03-15"],
  [null, "2021-03-02/2021-03-03"],
]
  .map(
    ([by, at], index) => `  - id: claim-${index}
    article: flood-of-reports
    event: fighting
    harm: ${index % 3 === 0 ? "WOUNDED" : "KILLED"}
    ${by ? `attributedTo: ${by}` : ""}
    ${index % 2 === 0 ? "side: northland" : "place: riverton"}
    scope: NEW
    ${at ? `statedAt: ${at}` : ""}
    count: { qualifier: AT_LEAST, value: 20, text: at least 20 }
    evidence: at least 20 people were killed`,
  )
  .join("\n")}
`,
};

/** The facets of a list, and what they should be: its records, read page by page and counted one by one. */
async function counted(app: TestApp, list: string, args = "") {
  const { dimensions, fields, ofNode } = LISTS[list] as (typeof LISTS)[string];
  const names = Object.keys(dimensions);
  const nodes: Node[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await app.query(
      `query ($after: String) {
      ${list}(first: 100, after: $after${args && `, ${args}`}) { nodes { ${fields} } pageInfo { hasNextPage endCursor } }
    }`,
      { after },
    );
    expect(errors).toBeUndefined();
    nodes.push(...data[list].nodes);
    if (!data[list].pageInfo.hasNextPage) break;
    after = data[list].pageInfo.endCursor;
  }
  const { data, errors } = await app.query(`{
    ${list}${args && `(${args})`} { facets(by: [${names}], first: 1000) { ${FACET} } }
  }`);
  expect(errors).toBeUndefined();
  const facets: Facet[] = data[list].facets;
  return { facets: withoutLabels(facets), expected: names.map((by) => countNodes(nodes, by, ofNode)), nodes };
}

// Opening the first PGlite of a worker takes long.
describe.each(dialects)("Facets of the seeds on %s", { timeout: 90_000 }, (dialect) => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp(dialect);
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it.each([
    ["casualtyReports", ""],
    ["casualtyReports", 'filter: { harm: [KILLED], party: ["azerbaijan"] }'],
    ["casualtyReports", 'filter: { event: ["clashes-september-2020"], victims: [UNSPECIFIED], asOf: "2020-09-28" }'],
    ["casualtyReports", 'filter: { text: "killed", statedAt: { from: "2020-09-27", until: "2020-09-28" } }'],
    ["casualtyReports", "recordedAsOf: 1"],
    ["events", ""],
    ["events", 'filter: { place: ["azerbaijan"], isDenied: false }'],
    ["articles", ""],
    ["articles", 'filter: { language: ["en"], published: { until: "2021" } }'],
  ])("count the records one by one: %s(%s)", async (list, args) => {
    const { facets, expected, nodes } = await counted(app, list, args);
    expect(nodes.length).toBeGreaterThan(0);
    expect(facets).toEqual(expected);
  });

  it("have a label, and the record or the period", async () => {
    const { data } = await app.query(`{
      casualtyReports { facets(by: [HARM, PARTY, PLACE, EVENT, MONTH], first: 1) {
        by buckets { value label actor { slug } place { name } event { slug } from until }
      } }
      events { facets(by: [EVENT_MODE], first: 1) { buckets { value label } } }
      articles { facets(by: [LANGUAGE]) { buckets { value label } } }
    }`);
    const none = { actor: null, place: null, event: null, from: null, until: null };
    const first = Object.fromEntries(
      data.casualtyReports.facets.map(({ by, buckets }: { by: string; buckets: object[] }) => [by, buckets[0]]),
    );
    expect(first).toMatchObject({
      HARM: { ...none, value: "KILLED", label: "Killed" },
      PARTY: { ...none, value: "azerbaijan", label: "Azerbaijan", actor: { slug: "azerbaijan" } },
      MONTH: {
        ...none,
        value: "2020-09",
        label: "September 2020",
        from: "2020-09-01T00:00:00.000Z",
        until: "2020-09-30T23:59:59.999Z",
      },
    });
    expect(first.PLACE).toEqual({
      ...none,
      value: expect.any(String),
      label: first.PLACE.place.name,
      place: first.PLACE.place,
    });
    expect(first.EVENT.event.slug).toBe(first.EVENT.value);
    const [mode] = data.events.facets[0].buckets;
    expect(mode.value).toMatch(/^[A-Z_]+$/);
    expect(
      (await app.query(`{ events(filter: { mode: [${mode.value}] }) { totalCount } }`)).data.events.totalCount,
    ).toBeGreaterThan(0);
    expect(data.articles.facets[0].buckets).toEqual([{ value: "en", label: "English" }]);
  });

  it("return at most `first` buckets, and say how many there are", async () => {
    const facet = async (first: number) => {
      const { data } = await app.query(`{ casualtyReports { facets(by: [CLAIMANT], first: ${first}) { ${FACET} } } }`);
      return data.casualtyReports.facets[0];
    };
    const all = await facet(1000);
    for (const first of [0, 1, 5]) expect(await facet(first)).toEqual({ ...all, buckets: all.buckets.slice(0, first) });
    expect(all.buckets).toHaveLength(all.bucketCount);
  });

  it("are counted for the lists of many records at once", async () => {
    const { data } = await app.query(`{ events(first: 30) { nodes {
      slug casualtyReports(first: 100) { nodes { harm party { slug } } facets(by: [HARM, PARTY]) { ${FACET} } }
    } } }`);
    const { nodes } = data.events;
    expect(nodes.filter(({ casualtyReports }: Node) => casualtyReports.nodes.length > 0).length).toBeGreaterThan(1);
    for (const { casualtyReports } of nodes) {
      const own = casualtyReports.nodes.map(({ harm, party }: Node) => ({ HARM: harm, PARTY: party }));
      expect(withoutLabels(casualtyReports.facets)).toEqual(
        ["HARM", "PARTY"].map((by) => countNodes(own, by, plainValue)),
      );
    }
  });

  async function statementsOf(query: string): Promise<number> {
    app.statements.length = 0;
    const { errors } = await app.query(query);
    expect(errors).toBeUndefined();
    return app.statements.length;
  }
  const counts = (list: string, by: string) =>
    `${list} { facets(by: [${by}]) { by totalCount bucketCount buckets { value count } } }`;

  it.each(
    Object.entries(LISTS).flatMap(([list, { dimensions }]) => Object.keys(dimensions).map((by) => [list, by] as const)),
  )("are one statement each, and one more for the records of their values: %s by %s", async (list, by) => {
    const records = /CLAIMANT|PARTY|SIDE|PLACE|PUBLISHER|^EVENT$/.test(by) ? 1 : 0;
    expect(await statementsOf(`{ ${counts(list, by)} }`)).toBe(1 + records);
  });

  it("are one statement each for any number of facets and of parents", async () => {
    expect(await statementsOf(`{ ${counts("casualtyReports", "HARM, VICTIMS, REVIEW, DAY")} }`)).toBe(4);
    const ofEvents = (first: number) =>
      `{ events(first: ${first}) { nodes { ${counts("casualtyReports", "HARM, MONTH")} } } }`;
    expect(await statementsOf(ofEvents(1))).toBe(3);
    expect(await statementsOf(ofEvents(30))).toBe(3);
  });

  it.each([
    ["casualtyReports { facets(by: []) { by } }", "by is empty"],
    ["casualtyReports { facets(by: [HARM, DAY, HARM]) { by } }", "by contains HARM more than once"],
    ["casualtyReports { facets(by: [HARM], first: -1) { by } }", "first is -1; it takes 0 to 1000"],
    ["casualtyReports { facets(by: [HARM], first: 1001) { by } }", "first is 1001; it takes 0 to 1000"],
    ["articles { facets(by: [HARM]) { by } }", 'Value "HARM" does not exist in "ArticleFacetBy" enum'],
    ['casualtyReports(filter: { event: ["atlantis"] }) { facets(by: [HARM]) { by } }', "filter.event names no Event"],
    [
      'casualtyReports(recordedAsOf: 1, filter: { text: "killed" }) { facets(by: [HARM]) { by } }',
      "searches only the newest state",
    ],
  ])("refuse wrong arguments: %s", async (query, message) => {
    const { errors } = await app.query(`{ ${query} }`);
    expect(errors?.[0]?.message).toContain(message);
    expect(errors?.[0]?.extensions.code).toMatch(/BAD_USER_INPUT|GRAPHQL_VALIDATION_FAILED/);
  });
});

describe.each(dialects)("Facets of invented claims on %s", { timeout: 90_000 }, (dialect) => {
  let app: TestApp;
  let folder: Folder;
  beforeAll(async () => {
    folder = await corpusFolder(CORPUS);
    app = await testApp(dialect, folder.path);
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });

  it.each(["", 'filter: { party: ["northland"] }', "filter: { isAttributed: false }"])(
    "find the party at the time of each claim, and only times that are exact enough: (%s)",
    async (args) => {
      const { facets, expected } = await counted(app, "casualtyReports", args);
      expect(facets).toEqual(expected);
    },
  );

  it("leave out a party if there are several, and a day if a time is longer", async () => {
    const { facets } = await counted(app, "casualtyReports");
    const by = Object.fromEntries(facets.map((facet) => [facet.by, facet]));
    expect(by.PARTY).toMatchObject({
      totalCount: 14,
      // The ministry's two claims, four of the army and the colonel, and one of the envoy: while they belonged to Northland alone.
      buckets: [
        { value: "northland", count: 6 },
        { value: "southland", count: 2 },
        { value: "army", count: 1 },
        { value: "union", count: 1 },
      ],
      withoutValueCount: 4,
    });
    expect(by.DAY?.withoutValueCount).toBe(5);
    expect(by.MONTH?.withoutValueCount).toBe(3);
    expect(by.YEAR?.withoutValueCount).toBe(1);
  });

  it("count what is visible: as of each revision, without withdrawn records, and with merged actors as one", async () => {
    const token = await app.key("A. Reviewer", "ingest", "review", "admin");
    const claimants = async (args = "") => {
      const { data } = await app.query(
        `{ casualtyReports${args} { facets(by: [CLAIMANT]) { totalCount buckets { value label count } } } }`,
      );
      const [{ totalCount, buckets }] = data.casualtyReports.facets;
      return {
        totalCount,
        ...Object.fromEntries(buckets.map(({ value, count }: { value: string; count: number }) => [value, count])),
      };
    };
    const before = await claimants();
    expect(before).toMatchObject({ totalCount: 14, army: 5 });

    await folder.write({
      "more.yaml": CORPUS["more.yaml"].replace(/ {2}- id: claim-0\n.*?(?= {2}- id: claim-1\n)/s, ""),
    });
    await app.load(folder.path, { withdrawMissing: true });
    expect(await claimants()).toEqual({ ...before, totalCount: 13, army: 4 });
    expect(await claimants("(recordedAsOf: 1)")).toEqual(before);

    const input = {
      source: { id: "archive", title: "An archive", licence: "CC-BY-4.0", showsText: false },
      title: "Another report",
      text: "Nine people were killed in the hills on Monday, the Valley Observatory said.",
    };
    const ingest = "mutation ($input: IngestTextInput!) { ingestText(input: $input) { __typename } }";
    expect((await app.query(ingest, { input }, token)).data.ingestText.__typename).toBe("IngestedArticle");
    // The licence hides the article's words, not that there is a claim.
    const provisional = { totalCount: 14, "valley-observatory-provisional": 1, army: 4 };
    expect(await claimants()).toMatchObject(provisional);
    const merge = `mutation { merge(id: "${encodeGlobalId("Actor", "valley-observatory-provisional")}", into: "${encodeGlobalId("Actor", "army")}", reason: "The same.") { __typename } }`;
    expect((await app.query(merge, {}, token)).data.merge.__typename).toBe("Merged");
    expect(await claimants()).toEqual({ ...before, totalCount: 14, army: 5 });
    expect(await claimants("(recordedAsOf: 3)")).toMatchObject(provisional);
  });
});
