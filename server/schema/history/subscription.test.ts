import { parse, subscribe } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Answer } from "../../testing/answer.ts";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";
import { createContext } from "../builder/context.ts";
import type { Views } from "../builder/views.ts";
import { schema } from "../schema.ts";

// Each test opens its own store, which takes seconds on PGlite.
const PATIENT = { timeout: 60_000 };

const RECORDS = SMALL_CORPUS["records.yaml"];
const FIVE = RECORDS.slice(RECORDS.indexOf("  - id: five-civilians"), RECORDS.indexOf("mentions:"));
const ARTICLE = "articles/flood-of-reports.md";

/** A war with two battles, a claim about each battle, and a claim about another event. */
const evidence = "evidence: { article: flood-of-reports, quote: on Monday }";
const event = (id: string, partOf?: string) =>
  `  - { id: ${id}, title: T, type: ASSAULT, assertion: REPORTED, ${partOf ? `partOf: ${partOf}, ` : ""}${evidence} }\n`;
const claim = (id: string, about: string, value = 1) =>
  `  - { id: ${id}, article: flood-of-reports, event: ${about}, harm: KILLED, count: { qualifier: EXACTLY, value: ${value} }, scope: NEW, ${evidence} }\n`;
const TREE = {
  "corpus.yaml": SMALL_CORPUS["corpus.yaml"],
  [ARTICLE]: SMALL_CORPUS[ARTICLE],
};
const tree = (events: string, claims: string) => ({ "records.yaml": `events:\n${events}casualtyReports:\n${claims}` });

const shown = ({ data }: Answer) => {
  const [{ kind, slug, record }] = Object.values(data) as [
    { kind: string; slug: string; record?: { count?: { label: string } } },
  ];
  return [kind, slug, ...(record ? [record.count?.label ?? "gone"] : [])].join(" ");
};
const FIELDS = "{ position kind slug }";
const CLAIM = "{ position kind slug record { ... on CasualtyReport { count { label } } } }";
const id = (type: string, slug: string) => Buffer.from(`${type}:${slug}`).toString("base64");

describe.each(dialects)("A subscription on %s", PATIENT, (dialect) => {
  it("gives the changes after a position first, then new changes; each record as its change left it, with new loaders", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    const load = async (records: string) => {
      await folder.write({ "records.yaml": records });
      await app.load(folder.path, { withdrawMissing: true });
    };
    await load(RECORDS.replace("AT_LEAST", "ABOUT"));

    const fields = `{ position kind slug revision { number reason changes { field after } } record { __typename ... on CasualtyReport { count { label } revision { number } } } }`;
    await using events = await app.subscribe(`subscription { casualtyReportChanged(since: 0) ${fields} }`);
    const then = await events.take(3);
    await load(RECORDS.replace("AT_LEAST", "EXACTLY"));
    const [more] = await events.take(1);
    await load(RECORDS.replace("AT_LEAST", "UP_TO").replace(FIVE, ""));
    const last = await events.take(2);

    const all = [...then, more, ...last].map((event) => event?.data.casualtyReportChanged);
    expect(
      all.map(({ kind, slug, record, revision }) => [
        kind,
        slug,
        record.count?.label ?? record.__typename,
        revision.number,
        revision.changes.map(({ field }: { field: string }) => field),
      ]),
    ).toEqual([
      ["ADDED", "twenty-killed", "at least 20", 1, []],
      ["ADDED", "five-civilians", "5", 1, []],
      ["REVISED", "twenty-killed", "about 20", 2, ["count"]],
      ["REVISED", "twenty-killed", "20", 3, ["count"]],
      ["REVISED", "twenty-killed", "up to 20", 4, ["count"]],
      ["WITHDRAWN", "five-civilians", "Tombstone", 1, []],
    ]);
    const { data } = await app.query(`{ changes(filter: { types: [CasualtyReport] }) { nodes ${fields} } }`);
    expect(data.changes.nodes).toEqual(all);
  });

  it("gives only new changes without a position", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    await using events = await app.subscribe(`subscription { casualtyReportChanged ${FIELDS} }`);
    await folder.write({ "records.yaml": RECORDS.replace("AT_LEAST", "ABOUT") });
    await app.load(folder.path);
    expect((await events.take(1)).map(shown)).toEqual(["REVISED twenty-killed"]);
  });

  it("gives articles that are added, including articles that come back", async () => {
    await using folder = await corpusFolder({
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"],
      [ARTICLE]: SMALL_CORPUS[ARTICLE],
    });
    await using app = await testApp(dialect, folder.path);
    await using events = await app.subscribe(
      `subscription { articleIngested(since: 0) { position kind slug record { ... on Article { title } } } }`,
    );
    const load = () => app.load(folder.path, { withdrawMissing: true });
    await folder.write({
      [ARTICLE]: SMALL_CORPUS[ARTICLE].replace("title: Fighting", "title: Battle"),
      "articles/other.md": SMALL_CORPUS[ARTICLE],
    });
    await load();
    await folder.remove(ARTICLE);
    await load();
    await folder.write({ [ARTICLE]: SMALL_CORPUS[ARTICLE] });
    await load();
    expect((await events.take(3)).map(({ data }) => data.articleIngested)).toMatchObject([
      { position: 1, kind: "ADDED", slug: "flood-of-reports", record: { title: "Fighting near Riverton" } },
      { kind: "ADDED", slug: "other" },
      { position: 5, kind: "ADDED", slug: "flood-of-reports" },
    ]);
  });

  describe("to the claims about an event", () => {
    let folder: Folder;
    let app: TestApp;
    beforeAll(async () => {
      const events = [event("war"), event("battle", "war"), event("skirmish", "battle"), event("flood")].join("");
      const states = [
        [events, claim("a", "battle") + claim("b", "flood") + claim("c", "skirmish") + claim("d", "war")],
        // One claim moves away, one comes, one is revised in place, and another elsewhere.
        [
          events,
          claim("a", "flood") +
            claim("b", "battle") +
            claim("c", "skirmish", 2) +
            claim("d", "war") +
            claim("e", "flood"),
        ],
        // Everything about the battle is withdrawn with it. The skirmish is no longer a part of the battle.
        [
          event("war") + event("skirmish") + event("flood"),
          claim("a", "flood", 2) + claim("c", "skirmish", 3) + claim("d", "war", 2),
        ],
        [
          event("war") + event("skirmish") + event("flood"),
          claim("a", "flood", 3) + claim("c", "skirmish", 4) + claim("d", "war", 3),
        ],
      ] as const;
      folder = await corpusFolder(TREE);
      app = await testApp(dialect, folder.path);
      for (const [events, claims] of states) {
        await folder.write(tree(events, claims));
        await app.load(folder.path, { withdrawMissing: true });
      }
    });
    afterAll(async () => {
      await app[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    });
    const told = async (filter: string, count: number, args = "") => {
      await using events = await app.subscribe(
        `subscription { casualtyReportChanged(since: 0, filter: { ${filter} }${args}) ${CLAIM} }`,
      );
      return (await events.take(count)).map(shown);
    };
    const OF_WAR = [
      "ADDED a 1",
      "ADDED c 1",
      "ADDED d 1",
      "REVISED a 1",
      "REVISED b 1",
      "REVISED c 2",
      "REVISED c 3",
      "REVISED d 2",
      "WITHDRAWN b gone",
      "REVISED d 3",
    ];

    it("gives changes of claims about the event and its parts at that time, including claims that leave or are withdrawn", async () => {
      expect(await told('event: ["war"]', OF_WAR.length)).toEqual(OF_WAR);
      expect(await told(`event: ["${id("Event", "war")}"]`, OF_WAR.length)).toEqual(OF_WAR);
    });

    it("gives changes of claims about an event that was withdrawn later", async () => {
      const ofBattle = OF_WAR.filter((change) => !change.includes(" d "));
      expect(await told('event: ["battle"]', ofBattle.length)).toEqual(ofBattle);
    });

    it("filters by kind", async () => {
      expect(await told('event: ["war"], kinds: [WITHDRAWN]', 1)).toEqual(["WITHDRAWN b gone"]);
      expect(await told('event: ["flood"], kinds: [ADDED, REVISED]', 5)).toEqual([
        "ADDED b 1",
        "REVISED a 1",
        "REVISED b 1",
        "ADDED e 1",
        "REVISED a 2",
      ]);
    });
  });
});

it("A subscription uses no more memory after many events than after one", async () => {
  await using app = await testApp("SQLite");
  const context = createContext(app.store, { changePoller: app.changePoller });
  const document = parse(
    "subscription { casualtyReportChanged(since: 0) { record { ... on CasualtyReport { event { place { name } } article { source { title } } } } } }",
  );
  const stream = await subscribe({ schema, document, contextValue: context });
  if (!(Symbol.asyncIterator in stream)) throw new Error("It is a stream.");
  const placesOf = ({ children }: Views<unknown>): number =>
    [...children.values()].reduce((sum, next) => sum + placesOf(next), 1);
  const held = new Set<string>();
  for (let count = 0; count < 20; count++) {
    const { value } = await stream.next();
    expect(value?.errors).toBeUndefined();
    held.add(`${placesOf(context.views)} places, ${context.earlier.size} earlier states`);
  }
  await stream.return?.();
  expect([...held]).toEqual(["3 places, 0 earlier states"]);
});

describe("A subscription is refused if its arguments are not valid:", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await testApp("SQLite");
  });
  afterAll(() => app[Symbol.asyncDispose]());

  it.each([
    [
      "a position that is yet to come",
      "articleIngested(since: 278)",
      "since",
      /since is 278, but the newest position in this store is 277.*this is a different store/,
    ],
    ["a position below 0", "casualtyReportChanged(since: -1)", "since", /since is -1.*give 0 to 277/],
    ["an unknown event", 'casualtyReportChanged(filter: { event: ["nowhere"] })', "filter.event", /names no Event/],
    [
      "an id of another type",
      `casualtyReportChanged(filter: { event: ["${id("Actor", "armenia")}"] })`,
      "filter.event",
      /must be the id of an Event/,
    ],
    ["no events", "casualtyReportChanged(filter: { event: [] })", "filter.event", /is empty/],
    ["no kinds", "casualtyReportChanged(filter: { kinds: [] })", "filter.kinds", /is empty/],
  ])("%s", async (_what, field, argument, message) => {
    const events = await app.subscribe(`subscription { ${field} { position } }`);
    const { errors, data } = (await events.next()) ?? {};
    expect(data).toBeUndefined();
    expect(errors).toMatchObject([{ extensions: { code: "BAD_USER_INPUT", argument } }]);
    expect(errors?.[0]?.message).toMatch(message);
    expect(await events.next()).toBeNull();
  });
});
