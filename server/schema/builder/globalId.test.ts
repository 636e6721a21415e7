import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../testing/answer.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { encodeGlobalId, parseGlobalId } from "./globalId.ts";

const RECORDS = SMALL_CORPUS["records.yaml"];

/** Field, type, slug, and a field that the second load changes. */
const CHANGED = [
  ["article", "Article", "flood-of-reports", "title"],
  ["event", "Event", "fighting", "title"],
  ["actor", "Actor", "southland", "name"],
  ["place", "Place", "riverton", "name"],
  ["casualtyReport", "CasualtyReport", "twenty-killed", "count { label }"],
] as const;

const EVERYTHING = `id __typename
  ... on Article { title mentions { nodes { actor { id name } place { id name } } } casualtyReports { nodes { id } } }
  ... on Event { title place { id name } participants { actor { id name } } toll(harm: KILLED) { recordedAsOf used { id count { label } } } }
  ... on Actor { name denialsMade { nodes { casualtyReport { id count { label } } } } }
  ... on Place { name events { nodes { id title } } }
  ... on CasualtyReport { count { label } event { id title } article { id title } revisions { number } }
  ... on Tombstone { slug reason revisions { kind } }`;

const base64 = (text: string) => Buffer.from(text).toString("base64");
const idsIn = (data: unknown): string[] =>
  [...JSON.stringify(data).matchAll(/"id":"([^"]*)"/g)].map(([, id = ""]) => id);
const revisionsIn = (data: unknown) => [...new Set(idsIn(data).map((id) => parseGlobalId(id)?.revision))];

describe("A global id", () => {
  it.each([
    ["CasualtyReport", "twenty-killed", null, "CasualtyReport:twenty-killed"],
    ["Actor", "northland", 0, "Actor:northland:0"],
    ["Event", "fighting", 12, "Event:fighting:12"],
  ] as const)("says type, slug and data revision: %s, %s, %s", (typename, id, revision, text) => {
    expect(encodeGlobalId(typename, id, revision)).toBe(base64(text));
    expect(parseGlobalId(base64(text))).toEqual({ typename, id, revision });
  });

  it.each([
    "Actor:a:",
    "Actor:a:01",
    "Actor:a:-1",
    "Actor:a:1.5",
    "Actor:a:1e3",
    "Actor:a:x",
    "Actor:a: 1",
    "Actor:a:1:1",
  ])("has no other form: %s", (text) => expect(parseGlobalId(base64(text))).toBeNull());

  it("has no data revision that is too large to be exact", () => {
    expect(parseGlobalId(base64("Actor:a:9007199254740991"))).toMatchObject({ revision: Number.MAX_SAFE_INTEGER });
    expect(parseGlobalId(base64("Actor:a:9007199254740993"))).toBeNull();
  });
});

describe.each(dialects)("The id of a record on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path, { now: () => Date.UTC(2021, 3, 1) });
    await folder.write({
      "articles/flood-of-reports.md": SMALL_CORPUS["articles/flood-of-reports.md"].replace(
        "title: Fighting near",
        "title: Fighting at",
      ),
      "records.yaml": RECORDS.replace("clashes near Riverton", "clashes at Riverton")
        .replace("quote: Fighting near", "quote: Fighting at")
        .replace("name: Southland,", "name: South Land,")
        .replace("name: Riverton,", "name: River Town,")
        .replace("AT_LEAST, value: 20", "ABOUT, value: 20")
        .replace(/ {2}- id: five-civilians[\s\S]*?(?=mentions:)/, ""),
    });
    await app.load(folder.path, { withdrawMissing: true, now: () => Date.UTC(2021, 4, 1) });
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const data = async (fields: string): Promise<Answer["data"]> => {
    const answer = await app.query(`{ ${fields} }`);
    expect(answer.errors).toBeUndefined();
    return answer.data;
  };
  const refused = async (fields: string) => {
    const { errors } = await app.query(`{ ${fields} }`);
    expect(errors?.[0]?.extensions.code).toBe("BAD_USER_INPUT");
    return errors?.[0]?.message;
  };
  const TWENTY = (revision?: number) => encodeGlobalId("CasualtyReport", "twenty-killed", revision);
  const FIVE = (revision?: number) => encodeGlobalId("CasualtyReport", "five-civilians", revision);
  const FIGHTING = (revision?: number) => encodeGlobalId("Event", "fighting", revision);

  it("contains no data revision in the newest state", async () => {
    for (const [field, type, slug] of CHANGED) {
      const id = base64(`${type}:${slug}`);
      const answer = await data(`${field}(slug: "${slug}") { id } node(id: "${id}") { ${EVERYTHING} }`);
      expect(answer).toMatchObject({ [field]: { id }, node: { id } });
      expect(revisionsIn(answer)).toEqual([null]);
    }
    const found = await data(`
      search(query: "clashes") { nodes { record { ... on Event { id } } } }
      toll(event: "fighting", harm: KILLED) { used { id } }`);
    expect(revisionsIn(found)).toEqual([null]);
  });

  it("contains the requested data revision, given as a number or a time, even if it is the newest, and everywhere below", async () => {
    const fields = `{ id ... on Event {
      place { id } participants { actor { id } } casualtyReports { nodes { id event { id } } } toll(harm: KILLED) { used { id } }
    } }`;
    for (const [at, revision] of [
      [1, 1],
      [2, 2],
      ['"2021-04"', 1],
      ['"2999"', 2],
    ] as const) {
      const answer = await data(`
        node(id: "${FIGHTING()}", recordedAsOf: ${at}) ${fields}
        nodes(ids: ["${FIGHTING()}"], recordedAsOf: ${at}) ${fields}
        actors(recordedAsOf: ${at}) { edges { node { id } } nodes { id } }
        tollTimeline(event: "fighting", harm: KILLED, recordedAsOf: ${at}) { series { party { id } } }`);
      expect(revisionsIn(answer)).toEqual([revision]);
    }
  });

  it.each(CHANGED)(
    "makes `node` and `%s` read the record, and everything below it, as of its data revision",
    async (field, type, slug, changed) => {
      const [then, now] = [encodeGlobalId(type, slug, 1), encodeGlobalId(type, slug)];
      const { byId, asked, plain } = await data(`
      byId: node(id: "${then}") { ${EVERYTHING} }
      asked: node(id: "${now}", recordedAsOf: 1) { ${EVERYTHING} }
      plain: node(id: "${now}") { ${EVERYTHING} }`);
      expect(byId).toEqual(asked);
      expect(byId.id).toBe(then);
      expect(revisionsIn(byId)).toEqual([1]);
      const selected = `{ id ${changed} }`;
      const answer = await data(`
      then: ${field}(id: "${then}") ${selected}
      same: ${field}(slug: "${slug}", recordedAsOf: 1) ${selected}
      now: ${field}(id: "${now}") ${selected}`);
      expect(answer.then).toEqual(answer.same);
      expect(plain).toMatchObject(answer.now);
      const contentOf = ({ id: _id, ...rest }: Record<string, unknown>) => JSON.stringify(rest);
      expect(contentOf(answer.then)).not.toBe(contentOf(answer.now));
    },
  );

  it("gives each of several nodes its own state, in the requested order", async () => {
    const { nodes } = await data(
      `nodes(ids: ["${TWENTY(1)}", "${TWENTY()}", "${TWENTY(2)}", "${TWENTY(1)}"]) { ${EVERYTHING} }`,
    );
    const titles = nodes.map(
      ({ id, count, event }: { id: string; count: { label: string }; event: { title: string } }) => [
        id,
        count.label,
        event.title.slice(0, 17),
      ],
    );
    const [then, now] = [
      ["at least 20", "Armed clashes nea"],
      ["about 20", "Armed clashes at "],
    ];
    expect(titles).toEqual([
      [TWENTY(1), ...then],
      [TWENTY(), ...now],
      [TWENTY(2), ...now],
      [TWENTY(1), ...then],
    ]);
  });

  it("reads each data revision once, for any number of nodes", async () => {
    app.statements.length = 0;
    await data(`nodes(ids: ["${TWENTY(1)}", "${FIVE(1)}", "${TWENTY(1)}", "${TWENTY(2)}"]) { id }`);
    // The newest data revision, then the claims of each of two revisions.
    expect(app.statements).toHaveLength(3);
  });

  it("leads to the record before it was withdrawn, and to the tombstone afterwards", async () => {
    const { then, withdrawn, plain, lookup } = await data(`
      then: node(id: "${FIVE(1)}") { ${EVERYTHING} }
      withdrawn: node(id: "${FIVE(2)}") { ${EVERYTHING} }
      plain: node(id: "${FIVE()}") { ${EVERYTHING} }
      lookup: casualtyReport(id: "${FIVE(2)}") { id }`);
    expect(then).toMatchObject({ __typename: "CasualtyReport", id: FIVE(1), count: { label: "5" } });
    expect(withdrawn).toMatchObject({ __typename: "Tombstone", id: FIVE(2) });
    expect(plain).toMatchObject({ __typename: "Tombstone", id: FIVE() });
    expect(lookup).toBeNull();
  });

  it("contains the data revision of the change if the record is read below a change", async () => {
    const { changes } = await data(`changes(first: 100) { nodes { dataRevision record { ${EVERYTHING} } } }`);
    for (const { dataRevision, record } of changes.nodes) {
      expect(revisionsIn(record)).toEqual([dataRevision]);
      expect((await data(`node(id: "${record.id}") { ${EVERYTHING} }`)).node).toEqual(record);
    }
    const events = await app.subscribe(
      `subscription { casualtyReportChanged(since: 0, filter: { event: ["${FIGHTING(1)}"] }) { recordId record { id } } }`,
    );
    expect((await events.next())?.data.casualtyReportChanged).toEqual({
      recordId: TWENTY(),
      record: { id: TWENTY(1) },
    });
    events.leave();
  });

  it("is accepted together with a `recordedAsOf` that means the same data revision", async () => {
    const { number, time } = await data(`
      number: event(id: "${FIGHTING(1)}", recordedAsOf: 1) { id title }
      time: node(id: "${FIGHTING(1)}", recordedAsOf: "2021-04") { id ... on Event { title } }`);
    expect(number).toEqual({ id: FIGHTING(1), title: "Armed clashes near Riverton, 1 March 2021" });
    expect(time).toEqual(number);
  });

  it.each([
    ["event(id: ID, recordedAsOf: 2) { id }", "id"],
    ["node(id: ID, recordedAsOf: 2) { id }", "id"],
    ['nodes(ids: [ID], recordedAsOf: "2021-05-01") { id }', "ids"],
  ])("is refused together with a `recordedAsOf` that means a different revision: %s", async (field, argument) => {
    expect(await refused(field.replace("ID", `"${FIGHTING(1)}"`).replace("[ID]", `["${FIGHTING(1)}"]`))).toBe(
      `${argument} contains the data revision 1, but \`recordedAsOf\` means the data revision 2; leave \`recordedAsOf\` out, or give an id without a data revision`,
    );
  });

  it("finds nothing at the data revision 0, like `recordedAsOf`", async () => {
    const { node, event } = await data(`node(id: "${FIGHTING(0)}") { id } event(id: "${FIGHTING(0)}") { id }`);
    expect([node, event]).toEqual([null, null]);
  });

  it.each([
    ["node(id: ID) { id }", "id"],
    ["nodes(ids: [ID]) { id }", "ids"],
    ["event(id: ID) { id }", "id"],
    ["event(id: ID, recordedAsOf: 1) { id }", "id"],
    ["casualtyReports(filter: { event: [ID] }) { totalCount }", "filter.event"],
    ["casualtyReports(filter: { event: [ID] }, recordedAsOf: 1) { totalCount }", "filter.event"],
    ["toll(event: ID, harm: KILLED) { label }", "event"],
  ])("is refused if the store has not reached its data revision: %s", async (field, argument) => {
    expect(await refused(field.replace("ID", `"${FIGHTING(3)}"`))).toBe(
      `${argument} contains the data revision 3, but the newest data revision is 2; give 2 or less`,
    );
    expect(await refused("actors(recordedAsOf: 3) { totalCount }")).toBe(
      "recordedAsOf is 3, but the newest data revision is 2; give 2 or less",
    );
  });

  it.each(["Event:fighting:01", "Event:fighting:-1", "Event:fighting:x", "Event:fighting:"])(
    "is refused if it is malformed: %s",
    async (text) => {
      expect(await refused(`node(id: "${base64(text)}") { id }`)).toMatch(/is not a global id/);
      expect(await refused(`event(id: "${base64(text)}") { id }`)).toMatch(/is not a global id/);
      expect(await refused(`toll(event: "${base64(text)}", harm: KILLED) { label }`)).toMatch(/names no Event/);
    },
  );

  it("refers to the record as a reference, and the data revision in it does not matter", async () => {
    const references = (event: string, claim: string, actor: string, place: string) => `
      filtered: casualtyReports(filter: { event: [${event}], attributedTo: [${actor}] }) { nodes { id count { label } } }
      earlier: casualtyReports(filter: { event: [${event}] }, recordedAsOf: 1) { nodes { id count { label } } }
      events(filter: { place: [${place}] }) { nodes { id title } }
      toll(event: ${event}, harm: KILLED, party: [${actor}]) { label recordedAsOf breakdown(whole: ${claim}) { whole { id } } }
      past: toll(event: ${event}, harm: KILLED, recordedAsOf: 1) { label recordedAsOf }
      tollTimeline(event: ${event}, harm: KILLED) { series { party { id } } }
      compareReports(reports: [${claim}, "five-civilians"], recordedAsOf: 1) { relation a { id } b { id } }
      mentions(filter: { actor: ["southland"], place: [${place}] }) { totalCount }`;
    const refs = (revision?: number) =>
      references(
        ...([
          FIGHTING(revision),
          TWENTY(revision),
          encodeGlobalId("Actor", "ministry", revision),
          encodeGlobalId("Place", "riverton", revision),
        ].map((id) => `"${id}"`) as [string, string, string, string]),
      );
    const expected = await data(refs());
    expect(expected.filtered.nodes).toEqual([{ id: TWENTY(), count: { label: "about 20" } }]);
    for (const revision of [1, 2]) expect(await data(refs(revision))).toEqual(expected);
  });

  it("does not allow a text search below it if it contains a data revision", async () => {
    expect(
      await refused(`event(id: "${FIGHTING(2)}") { articles(filter: { text: "fighting" }) { totalCount } }`),
    ).toMatch(/searches only the newest state.*without an id that contains a data revision/);
  });

  it("leaves cursors, slugs and addresses as they are", async () => {
    const { at, by } = await data(`
      at: event(slug: "fighting", recordedAsOf: 1) { slug casualtyReports(first: 1) { pageInfo { endCursor } nodes { slug citation } } }
      by: event(id: "${FIGHTING(1)}") { slug casualtyReports(first: 1) { pageInfo { endCursor } nodes { slug citation } } }`);
    expect(by).toEqual(at);
    const next = await data(
      `event(id: "${FIGHTING(1)}") { casualtyReports(first: 1, after: "${at.casualtyReports.pageInfo.endCursor}") { nodes { id } } }`,
    );
    expect(next.event.casualtyReports.nodes).toEqual([{ id: FIVE(1) }]);
  });
});
