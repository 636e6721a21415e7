import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../testing/answer.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";

const RECORDS = SMALL_CORPUS["records.yaml"];
const FIVE = RECORDS.slice(RECORDS.indexOf("  - id: five-civilians"), RECORDS.indexOf("mentions:"));
const ARTICLE = "articles/flood-of-reports.md";

const renamed = (records: string) => ({ "records.yaml": records.replace("name: Southland,", "name: South Land,") });

/**
 * Four loads: all records; a revised claim, actor and article; a withdrawn claim; the same claim again with another figure.
 */
const LOADS: readonly Record<string, string>[] = [
  {},
  {
    [ARTICLE]: SMALL_CORPUS[ARTICLE].replace("language: en", "language: en\npublisher: southland"),
    ...renamed(RECORDS.replace("AT_LEAST, value: 20", "ABOUT, value: 20")),
  },
  renamed(RECORDS.replace(FIVE, "")),
  renamed(RECORDS.replace("EXACTLY, value: 5", "AT_LEAST, value: 5")),
];

const RECORD = `__typename id
  ... on CasualtyReport { slug count { label } party { name } event { title } article { publisher { name } } evidence { quote } revisions { number } }
  ... on Article { publisher { name } mentions { totalCount } casualtyReports { nodes { slug count { label } } } }
  ... on Event { title participants { actor { name } } casualtyReports { totalCount } }
  ... on Actor { name party { name } }
  ... on Place { name events { nodes { title } } }
  ... on Tombstone { slug reason dataRevision revisions { kind } }`;
const CHANGE = "position kind recordType id slug dataRevision";

interface Change {
  readonly position: number;
  readonly kind: string;
  readonly recordType: string;
  readonly id: string;
  readonly slug: string;
  readonly dataRevision: number;
  readonly record: Record<string, unknown>;
  readonly revision: Record<string, unknown>;
}

const told = ({ kind, recordType, slug, dataRevision }: Change) => `${dataRevision} ${kind} ${recordType} ${slug}`;

describe.each(dialects)("The change log on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path, { by: "load 1" });
    for (const [at, files] of LOADS.entries()) {
      await folder.write(files);
      await app.load(folder.path, { withdrawMissing: true, by: `load ${at + 1}`, reason: `Because of ${at + 1}.` });
    }
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const data = async (query: string, variables?: Record<string, unknown>): Promise<Answer["data"]> => {
    const answer = await app.query(query, variables);
    expect(answer.errors).toBeUndefined();
    return answer.data;
  };
  const all = async (fields = CHANGE, args = ""): Promise<Change[]> =>
    (await data(`{ changes(first: 100${args}) { nodes { ${fields} } } }`)).changes.nodes;

  it("has every change once, oldest first", async () => {
    const changes = await all();
    expect(changes.slice(0, 8).map(told).sort()).toEqual([
      "1 ADDED Actor ministry",
      "1 ADDED Actor northland",
      "1 ADDED Actor southland",
      "1 ADDED Article flood-of-reports",
      "1 ADDED CasualtyReport five-civilians",
      "1 ADDED CasualtyReport twenty-killed",
      "1 ADDED Event fighting",
      "1 ADDED Place riverton",
    ]);
    expect(changes.slice(8).map(told)).toEqual([
      "2 REVISED Actor southland",
      "2 REVISED Article flood-of-reports",
      "2 REVISED CasualtyReport twenty-killed",
      "3 REVISED CasualtyReport twenty-killed",
      "3 WITHDRAWN CasualtyReport five-civilians",
      "4 ADDED CasualtyReport five-civilians",
    ]);
    const positions = changes.map(({ position }) => position);
    expect(positions).toEqual([...new Set(positions)].sort((a, b) => a - b));
    expect(await data("{ changePosition }")).toEqual({ changePosition: positions.at(-1) });
  });

  it("continues after any position, also page by page", async () => {
    const changes = await all();
    for (const { position } of changes)
      expect(await all(CHANGE, `, since: ${position}`)).toEqual(changes.filter((change) => change.position > position));
    expect(await all(CHANGE, ", since: 0")).toEqual(changes);

    const walked: Change[] = [];
    for (let after: string | null = null; ; ) {
      const query = `query ($after: String) { changes(first: 4, after: $after, since: 2) { nodes { ${CHANGE} } pageInfo { hasNextPage endCursor } } }`;
      const page: Answer["data"] = (await data(query, { after })).changes;
      walked.push(...page.nodes);
      after = page.pageInfo.endCursor;
      if (!page.pageInfo.hasNextPage) break;
    }
    expect(walked).toEqual(changes.slice(2));
    expect(await all(CHANGE, ", since: 2").then((rest) => rest.at(-1))).toEqual(
      (await data(`{ changes(last: 1) { nodes { ${CHANGE} } } }`)).changes.nodes[0],
    );
  });

  it("filters by type and kind", async () => {
    const changes = await all();
    for (const types of [["CasualtyReport"], ["Actor", "Event"]]) {
      for (const kinds of [["ADDED"], ["REVISED", "WITHDRAWN"]]) {
        expect(await all(CHANGE, `, filter: { types: [${types}], kinds: [${kinds}] }`)).toEqual(
          changes.filter(({ recordType, kind }) => types.includes(recordType) && kinds.includes(kind)),
        );
      }
    }
  });

  it("shows each record, and everything below it, as the change left it, even if it changed later", async () => {
    const changes = await all(`${CHANGE} record { ${RECORD} }`);
    for (const { id, dataRevision, record } of changes) {
      const { node } = await data(`{ node(id: "${id}", recordedAsOf: ${dataRevision}) { ${RECORD} } }`);
      expect(record).toEqual(node);
    }
    const of = (slug: string) => changes.filter((change) => change.slug === slug).map(({ record }) => record);
    expect(of("twenty-killed")).toMatchObject([
      { count: { label: "at least 20" }, article: { publisher: null } },
      { count: { label: "about 20" }, article: { publisher: { name: "South Land" } } },
      { count: { label: "at least 20" }, article: { publisher: { name: "South Land" } } },
    ]);
    expect(of("five-civilians")).toMatchObject([
      { __typename: "CasualtyReport", count: { label: "5" }, revisions: [{ number: 1 }] },
      { __typename: "Tombstone", slug: "five-civilians", reason: "Because of 3.", dataRevision: 3 },
      { __typename: "CasualtyReport", count: { label: "at least 5" }, revisions: [{}, {}, { number: 2 }] },
    ]);
  });

  it("says who made each change, when and why, as in the record's history", async () => {
    const fields = "number kind dataRevision recordedAt recordedBy reason changes { field before after }";
    const changes = await all(`${CHANGE} revision { ${fields} }`);
    for (const { id, dataRevision, kind, revision } of changes) {
      const inType = ["Actor", "Article", "CasualtyReport", "Event", "Place", "Tombstone"];
      const { node } = await data(
        `{ node(id: "${id}") { ${inType.map((type) => `... on ${type} { revisions { ${fields} } }`).join(" ")} } }`,
      );
      expect(revision).toMatchObject({ kind, dataRevision, recordedBy: `load ${dataRevision}` });
      expect(node.revisions).toContainEqual(revision);
    }
    expect(
      changes.find(({ slug, dataRevision }) => slug === "southland" && dataRevision === 2)?.revision,
    ).toMatchObject({
      reason: "Because of 2.",
      changes: [{ field: "name", before: '"Southland"', after: '"South Land"' }],
    });
  });

  it.each([
    [
      "a position that is yet to come",
      ", since: 100",
      /since is 100, but the newest position in this store is \d+.*this is a different store/,
    ],
    ["a position below 0", ", since: -1", /since is -1, but the newest position/],
    ["no types", ", filter: { types: [] }", /filter\.types is empty/],
    ["no kinds", ", filter: { kinds: [] }", /filter\.kinds is empty/],
  ])("refuses %s", async (_what, args, message) => {
    const { errors } = await app.query(`{ changes(first: 1${args}) { totalCount } }`);
    expect(errors?.[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    expect(errors?.[0]?.message).toMatch(message);
  });

  it("refuses a cursor of another list", async () => {
    const { changes } = await data("{ changes(first: 1, since: 1) { pageInfo { endCursor } } }");
    const { errors } = await app.query(
      `{ changes(after: "${changes.pageInfo.endCursor}") { totalCount nodes { slug } } }`,
    );
    expect(errors?.[0]?.message).toMatch(/cursor of another list/);
  });
});

describe.each(dialects)("An empty change log on %s", (dialect) => {
  it("is at 0, which is a valid position to start from", async () => {
    await using empty = await corpusFolder({ "corpus.yaml": SMALL_CORPUS["corpus.yaml"] });
    await using app = await testApp(dialect, empty.path);
    const { data, errors } = await app.query("{ changePosition changes(since: 0) { totalCount nodes { slug } } }");
    expect(errors).toBeUndefined();
    expect(data).toEqual({ changePosition: 0, changes: { totalCount: 0, nodes: [] } });
  });
});
