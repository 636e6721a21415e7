import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";

const ARTICLE = "articles/flood-of-reports.md";
const [THEN, NOW] = [Date.UTC(2021, 3, 1, 12), Date.UTC(2021, 4, 1, 12)];

/** The small corpus with more related records: a larger event, place and organisation, and a second article. */
const BASE = {
  ...SMALL_CORPUS,
  "records.yaml": SMALL_CORPUS["records.yaml"]
    .replace("affiliations: [{ to: northland }] }", "affiliations: [{ to: cabinet }] }")
    .replace("longitude: 20 }", "longitude: 20, partOf: upland }")
    .replace(
      "    participants:",
      `    partOf: war
    denials: [{ by: southland, of: OCCURRENCE, evidence: { article: flood-of-reports, quote: Southland denied } }]
    participants:`,
    ),
  "more.yaml": `actors:
  - { id: daily, name: A daily, kind: MEDIA_OUTLET }
  - { id: cabinet, name: Cabinet of Northland, kind: GOVERNMENT_BODY, affiliations: [{ to: northland }] }
places: [{ id: upland, name: Upland }]
events:
  - { id: war, title: War, type: ASSAULT, assertion: REPORTED, evidence: { article: flood-of-reports, quote: on Monday } }
casualtyReports:
  - id: seven-hurt
    article: other
    event: fighting
    harm: WOUNDED
    count: { qualifier: EXACTLY, value: 7, text: Seven }
    scope: NEW
    evidence: Seven people were hurt
`,
  "articles/other.md":
    "---\ntitle: Another report\nwording: RESTATED\nlanguage: en\npublisher: daily\n---\nSeven people were hurt.\n",
};

/** The same corpus with changed, added and withdrawn records of each type. */
const CHANGED = {
  [ARTICLE]: SMALL_CORPUS[ARTICLE]
    .replace("title: Fighting near Riverton", "title: Fighting at Riverton")
    .replace("language: en", "language: en\npublisher: daily")
    .replace("including 5 civilians.", "3 of them children."),
  "articles/other.md": BASE["articles/other.md"].replace("publisher: daily\n", ""),
  "more.yaml": "actors: [{ id: daily, name: A daily, kind: MEDIA_OUTLET }]",
  "records.yaml": SMALL_CORPUS["records.yaml"]
    .replace("affiliations: [{ to: northland }] }", "affiliations: [{ to: southland }] }")
    .replace("name: Riverton, latitude: 10", "name: River Town, latitude: 40")
    .replace("Armed clashes near Riverton", "Armed clashes at Riverton")
    .replace("quote: Fighting near Riverton", "quote: Fighting at Riverton")
    .replace(/ {4}denials:\n.*\n/, "")
    .replace("AT_LEAST, value: 20", "ABOUT, value: 20")
    .replaceAll("five-civilians", "three-children")
    .replace('EXACTLY, value: 5, text: "5"', 'EXACTLY, value: 3, text: "3"')
    .replace("including 5 civilians", "3 of them children")
    .replace("  - { article: flood-of-reports, place: riverton, words: Riverton }\n", ""),
};

/** One field of each record type, lists below others, loaders and filters. `at` is empty or an argument. */
const everything = (at: string) => {
  const [one, filtered] = [at && `(${at})`, at && `, ${at}`];
  return `
    article(slug: "flood-of-reports"${filtered}) {
      title text publisher { slug } mentions { totalCount } revision { number }
      casualtyReports { totalCount nodes { slug count { label } isDenied } }
      events { nodes { title } }
    }
    event(slug: "fighting"${filtered}) {
      title place { name partOf { slug } } partOf { slug } denials { matter }
      casualtyReports { nodes { slug } } articles { nodes { title } }
    }
    actor(slug: "ministry"${filtered}) { party { slug } affiliations { to { slug } } casualtyReportsClaimed { nodes { slug } } }
    denier: actor(slug: "southland"${filtered}) {
      denialsMade { totalCount nodes { matter event { title } casualtyReport { slug } } } members { nodes { slug } }
    }
    place(slug: "riverton"${filtered}) { name mentions { totalCount } events { nodes { title } } }
    casualtyReport(slug: "twenty-killed"${filtered}) { count { label } party { slug } denials { matter } evidence { quote } }
    other: article(slug: "other"${filtered}) { publisher { slug } events { nodes { slug } } }
    articles${one} { totalCount nodes { title } }
    published: casualtyReports(filter: { publisher: ["daily"] }${filtered}) { nodes { slug } }
    events(filter: { near: { latitude: 10, longitude: 20, kilometres: 9 } }${filtered}) { totalCount nodes { title } }
    actors(first: 2${filtered}) { totalCount nodes { slug } pageInfo { hasNextPage } }
    places${one} { nodes { name } }
    casualtyReports(orderBy: { field: COUNT, direction: ASC }${filtered}) { totalCount nodes { slug harm } }
    mentions${one} { totalCount nodes { words article { title } } }
    node(id: "${id("Event", "fighting")}"${filtered}) { __typename ... on Event { title } }
    nodes(ids: ["${id("CasualtyReport", "five-civilians")}", "${id("CasualtyReport", "three-children")}", "${id("Place", "riverton")}"]${filtered}) {
      ... on CasualtyReport { slug }
      ... on Place { name }
    }
    ofNorthland: casualtyReports(filter: { party: ["northland"] }${filtered}) { totalCount }
    denied: casualtyReports(filter: { isDenied: true }${filtered}) { nodes { slug } }`;
};

/** Fields and filters with records that are withdrawn later. */
const gone = (at: string) => `
    war: event(slug: "war"${at}) {
      articles { nodes { slug } } casualtyReports { nodes { slug } } subEvents { nodes { slug } }
    }
    ofCabinet: casualtyReports(filter: { party: ["cabinet"] }${at}) { nodes { slug } }
    deniedByCabinet: events(filter: { deniedBy: ["cabinet"] }${at}) { nodes { slug } }
    inUpland: events(filter: { place: ["upland"] }${at}) { nodes { slug } }
    placesInUpland: places(filter: { partOf: ["upland"] }${at}) { nodes { slug } }
    ofWar: casualtyReports(filter: { event: ["war"] }${at}) { nodes { slug } }
    partsOfWar: events(filter: { partOf: ["war"] }${at}) { nodes { slug } }`;

const id = (type: string, slug: string) => Buffer.from(`${type}:${slug}`).toString("base64");

describe.each(dialects)("Reading an earlier state of the store on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it asked for
  let before: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  let after: any;
  let beforeGone: unknown;
  beforeAll(async () => {
    folder = await corpusFolder(BASE);
    app = await testApp(dialect, folder.path, { now: () => THEN });
    before = (await app.query(`{ ${everything("")} }`)).data;
    beforeGone = (await app.query(`{ ${gone("")} }`)).data;
    await folder.write(CHANGED);
    await app.load(folder.path, { withdrawMissing: true, confirmEvidence: ["twenty-killed"], now: () => NOW });
    after = (await app.query(`{ ${everything("")} }`)).data;
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const data = async (query: string, variables?: Record<string, unknown>) => {
    const answer = await app.query(query, variables);
    expect(answer.errors).toBeUndefined();
    return answer.data;
  };

  it("differs from the newest state in every field: otherwise, these tests would prove nothing", () => {
    expect(
      Object.keys(before).filter((field) => JSON.stringify(before[field]) === JSON.stringify(after[field])),
    ).toEqual([]);
    expect(before.article.casualtyReports.nodes.map(({ slug }: { slug: string }) => slug)).toContain("five-civilians");
    expect(after.ofNorthland.totalCount).toBe(0);
  });

  it("by data revision gives the same answer as a query at that time, for every record type and everything below", async () => {
    expect(await data(`{ ${everything("recordedAsOf: 1")} }`)).toEqual(before);
    expect(await data(`{ ${everything("recordedAsOf: 2")} }`)).toEqual(after);
  });

  it("gives the lists and filters of records that were withdrawn later", async () => {
    expect(await data(`{ ${gone(", recordedAsOf: 1")} }`)).toEqual(beforeGone);
    expect(beforeGone).toMatchObject({
      war: { articles: { nodes: [{ slug: "flood-of-reports" }] }, subEvents: { nodes: [{ slug: "fighting" }] } },
      ofCabinet: { nodes: [{ slug: "twenty-killed" }, { slug: "five-civilians" }] },
      placesInUpland: { nodes: [{ slug: "riverton" }] },
      partsOfWar: { nodes: [{ slug: "fighting" }] },
    });
  });

  it.each([
    ['"2021-04"', 1],
    ['"2021-04-01"', 1],
    ['"2021-04-01T12:00Z"', 1],
    ['"2021-04-30"', 1],
    ['"2021-05-01"', 2],
    ['"2021-04-01-04:00"', 1],
    ['"2021-05-01+13:00"', 1],
    ['"2021-05-01+11:00"', 2],
    ['"2999"', 2],
  ])("gives by time the state at the end of %s", async (time, revision) => {
    expect(await data(`{ ${everything(`recordedAsOf: ${time}`)} }`)).toEqual(revision === 1 ? before : after);
  });

  it("finds nothing before the first load, and with the number 0", async () => {
    for (const at of ['"2021-03"', 0]) {
      const { article, nodes, actors } = await data(
        `{ ${everything(`recordedAsOf: ${at}`)
          .replace(/ofNorthland.*/s, "")
          .replace(/published: .*\n/, "")} }`,
      );
      expect([article, actors.totalCount, nodes]).toEqual([null, 0, [null, null, null]]);
    }
  });

  it("accepts a variable, as number or text, and null for the newest state", async () => {
    const query = 'query ($at: RecordedAsOf) { article(slug: "flood-of-reports", recordedAsOf: $at) { title } }';
    const titles = [1, "2021-04", 2, null].map(async (at) => (await data(query, { at })).article.title);
    expect(await Promise.all(titles)).toEqual([before, before, after, after].map(({ article }) => article.title));
  });

  it("does not mix root fields of one request that read different states", async () => {
    const fields =
      "{ title publisher { name } mentions { totalCount } events { nodes { title place { name } } } revision { number } }";
    const field = (at: string) => `article(slug: "flood-of-reports"${at}) ${fields}`;
    const { then, now, newest, again } = await data(`{
      then: ${field(", recordedAsOf: 1")} now: ${field(", recordedAsOf: 2")} newest: ${field("")} again: ${field(", recordedAsOf: 1")}
    }`);
    expect([then.revision.number, now.revision.number, newest.revision.number]).toEqual([1, 2, 2]);
    expect([then.publisher, now.publisher.name]).toEqual([null, "A daily"]);
    expect([then.mentions.totalCount, now.mentions.totalCount]).toEqual([2, 1]);
    expect([then.events.nodes[0].place.name, now.events.nodes[0].place.name]).toEqual(["Riverton", "River Town"]);
    expect([again, newest]).toEqual([then, now]);
  });

  it("reads two root fields of one state with the same loaders", async () => {
    const field = (name: string, at: number) =>
      `${name}: article(slug: "flood-of-reports", recordedAsOf: ${at}) { source { title } }`;
    app.statements.length = 0;
    await data(`{ ${field("a", 1)} ${field("b", 1)} }`);
    expect(app.statements.length).toBe(3);
  });

  it("pages through a list of an earlier state, whose cursors the newest state refuses", async () => {
    const page = (at: string, after: string) =>
      `{ casualtyReports(first: 2${at}${after}) { totalCount pageInfo { hasNextPage endCursor } nodes { slug } } }`;
    const { casualtyReports: first } = await data(page(", recordedAsOf: 1", ""));
    const next = `, after: "${first.pageInfo.endCursor}"`;
    const { casualtyReports: second } = await data(page(", recordedAsOf: 1", next));
    expect([first.totalCount, second.totalCount, second.pageInfo.hasNextPage]).toEqual([3, 3, false]);
    expect([...first.nodes, ...second.nodes].map(({ slug }) => slug)).toEqual([
      "twenty-killed",
      "five-civilians",
      "seven-hurt",
    ]);
    const { errors } = await app.query(page("", next));
    expect(errors?.[0]?.message).toMatch(/cursor of another list/);
  });

  it("always gives the newest data revision and the newest state of the corpora", async () => {
    const { dataRevision, corpora } = await data(
      `{ article(slug: "flood-of-reports", recordedAsOf: 1) { slug } dataRevision corpora { dataRevision } }`,
    );
    expect([dataRevision, corpora[0].dataRevision]).toEqual([2, 2]);
  });

  it.each([
    [
      "a revision that is yet to come",
      "{ articles(recordedAsOf: 3) { totalCount } }",
      /is 3, but the newest data revision is 2/,
    ],
    ["a number below 0", "{ articles(recordedAsOf: -1) { totalCount } }", /takes a data revision from 0/],
    ["a fraction", "{ articles(recordedAsOf: 1.5) { totalCount } }", /takes a data revision from 0/],
    ["a text that is no time", '{ articles(recordedAsOf: "yesterday") { totalCount } }', /“yesterday” is not a time/],
    ["a span", '{ articles(recordedAsOf: "2020/2021") { totalCount } }', /takes a data revision from 0/],
    [
      "a text filter",
      '{ articles(recordedAsOf: 1, filter: { text: "fighting" }) { totalCount } }',
      /searches only the newest state/,
    ],
    [
      "a text filter beneath",
      '{ event(slug: "fighting", recordedAsOf: 1) { articles(filter: { text: "fighting" }) { totalCount } } }',
      /searches only the newest state/,
    ],
    [
      "a slug that was unknown then",
      '{ casualtyReports(recordedAsOf: 1, filter: { partOf: ["three-children"] }) { totalCount } }',
      /names no CasualtyReport/,
    ],
  ])("refuses %s", async (_what, query, message) => {
    const { errors } = await app.query(query);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(errors?.[0]?.message).toMatch(message);
  });
});

describe.each(dialects)("Reading an earlier version on %s", (dialect) => {
  it("does not show words that the current licence forbids showing", async () => {
    const hidden = {
      "corpus.yaml": `${SMALL_CORPUS["corpus.yaml"]}  - { id: closed, title: Closed, licence: none, showsText: false }\n`,
    };
    await using other = await corpusFolder({
      ...SMALL_CORPUS,
      ...hidden,
      [ARTICLE]: SMALL_CORPUS[ARTICLE].replace("language: en", "language: en\nsource: own"),
    });
    await using closing = await testApp(dialect, other.path);
    const texts = async (at: string) =>
      (await closing.query(`{ article(slug: "flood-of-reports"${at}) { text source { slug } } }`)).data.article;
    const guessed = async (at: string) =>
      (await closing.query(`{ mentions(filter: { text: "river" }${at}) { totalCount } }`)).data.mentions.totalCount;
    expect((await texts("")).text).toContain("Riverton");
    expect(await guessed("")).toBe(1);
    await other.write({ [ARTICLE]: SMALL_CORPUS[ARTICLE].replace("language: en", "language: en\nsource: closed") });
    await closing.load(other.path);
    expect(await texts(", recordedAsOf: 1")).toEqual({ text: null, source: { slug: "own" } });
    expect(await guessed(", recordedAsOf: 1")).toBe(0);
  });
});
