import { setImmediate } from "node:timers/promises";
import fc from "fast-check";
import { parse, subscribe } from "graphql";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Corpus } from "../domain/records.ts";
import { readCorpus } from "../ingest/readCorpus.ts";
import { newestPosition } from "../store/changes.ts";
import { writeCorpus } from "../store/write.ts";
import { dialects } from "../testing/dialects.ts";
import type { Events } from "../testing/events.ts";
import { type Answer, corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../testing/testApp.ts";
import { createContext } from "./context.ts";
import { schema } from "./schema.ts";
import type { Views } from "./views.ts";

const RECORDS = SMALL_CORPUS["records.yaml"];
const FIVE = RECORDS.slice(RECORDS.indexOf("  - id: five-civilians"), RECORDS.indexOf("mentions:"));
const ARTICLE = "articles/flood-of-reports.md";

/** A war with two battles, and a claim on each of them and on something else. */
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

describe.each(dialects)("A subscription on %s", (dialect) => {
  it("tells first what came after a position, then what comes; each record as its change left it, by loaders of its own", async () => {
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

  it("tells without a position what comes from now on", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    await using events = await app.subscribe(`subscription { casualtyReportChanged ${FIELDS} }`);
    await folder.write({ "records.yaml": RECORDS.replace("AT_LEAST", "ABOUT") });
    await app.load(folder.path);
    expect((await events.take(1)).map(shown)).toEqual(["REVISED twenty-killed"]);
  });

  it("tells of articles that are added, and of those that come back", async () => {
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

  describe("to the claims on an event", () => {
    let folder: Folder;
    let app: TestApp;
    beforeAll(async () => {
      const events = [event("war"), event("battle", "war"), event("skirmish", "battle"), event("flood")].join("");
      const states = [
        [events, claim("a", "battle") + claim("b", "flood") + claim("c", "skirmish") + claim("d", "war")],
        // One moves away, one comes, one is revised where it is, and another elsewhere.
        [
          events,
          claim("a", "flood") +
            claim("b", "battle") +
            claim("c", "skirmish", 2) +
            claim("d", "war") +
            claim("e", "flood"),
        ],
        // With the battle, all that is about it is withdrawn; the skirmish is part of it no more.
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

    it("tells of those on it and on its parts as they were then, also of one that leaves, and of what is withdrawn with a part", async () => {
      expect(await told('event: ["war"]', OF_WAR.length)).toEqual(OF_WAR);
      expect(await told(`event: ["${id("Event", "war")}"]`, OF_WAR.length)).toEqual(OF_WAR);
    });

    it("tells of those on an event that has been withdrawn since", async () => {
      const ofBattle = OF_WAR.filter((change) => !change.includes(" d "));
      expect(await told('event: ["battle"]', ofBattle.length)).toEqual(ofBattle);
    });

    it("tells by kinds of those that fit", async () => {
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

  it("gives to whoever breaks off anywhere, and goes on with the last position, each change exactly once", async () => {
    await using small = await corpusFolder(SMALL_CORPUS);
    const corpus = await readCorpus(small.path);
    await using app = await testApp(dialect, small.path);
    const runs = { SQLite: 25, PGlite: 8, PostgreSQL: 15 }[dialect];
    let run = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(states, { minLength: 1, maxLength: 8 }),
        fc.infiniteStream(breaks),
        async (written, breaking) => {
          const begin = await newestPosition(app.store);
          const sentinel = `last-${run++}`;
          const writing = write(app, corpus, [...written, {}, { [sentinel]: 1 }]);
          const received = await readWithBreaks(app, begin, sentinel, breaking);
          await writing;
          const { data } = await app.query(
            `{ changes(first: 100, since: ${begin}, filter: { types: [CasualtyReport] }) { totalCount nodes ${CLAIM} } }`,
          );
          expect(data.changes.totalCount).toBeLessThanOrEqual(100);
          expect(received).toEqual(data.changes.nodes);
          expect(app.follower.waiting).toBe(0);
        },
      ),
      { numRuns: runs },
    );
  }, 120_000);
});

/** Which claims there are, each with its figure. */
const states = fc.dictionary(fc.constantFrom("a", "b", "c", "d"), fc.integer({ min: 1, max: 3 }), { maxKeys: 4 });
/** After how many changes the reader breaks off, and whether in the middle of a wait for the next. */
const breaks = fc.record({ after: fc.integer({ min: 0, max: 4 }), waiting: fc.boolean() });

async function write({ store }: TestApp, corpus: Corpus, states: readonly Record<string, number>[]): Promise<void> {
  const report = corpus.records.find((record) => record.type === "CasualtyReport" && record.partOf === null);
  if (report?.type !== "CasualtyReport") throw new Error("The small corpus has a claim that is no part.");
  const rest = corpus.records.filter(({ type }) => type !== "CasualtyReport");
  for (const state of states) {
    const claims = Object.entries(state).map(([slug, min]) => ({ ...report, slug, count: { ...report.count, min } }));
    await writeCorpus(store, { ...corpus, records: [...rest, ...claims] }, { withdrawMissing: true });
    for (let turns = 0; turns < 5; turns++) await setImmediate();
  }
}

/** Reads up to the change of a record that comes last, and keeps what it was given up to where it broke off. */
async function readWithBreaks(
  app: TestApp,
  begin: number,
  last: string,
  breaking: Iterable<{ after: number; waiting: boolean }>,
): Promise<{ position: number; slug: string }[]> {
  const received: { position: number; slug: string }[] = [];
  for (const { after, waiting } of breaking) {
    const since = received.at(-1)?.position ?? begin;
    await using events: Events = await app.subscribe(
      `subscription ($since: Int) { casualtyReportChanged(since: $since) ${CLAIM} }`,
      { since },
    );
    for (let count = 0; count < after; count++) {
      const event = await events.next();
      expect(event?.errors).toBeUndefined();
      received.push(event?.data.casualtyReportChanged);
      if (received.at(-1)?.slug === last) return received;
    }
    // What comes of it is not kept: the next stream is to give it again.
    const unread = waiting ? events.next().catch(() => null) : null;
    events.leave();
    await unread;
  }
  return received;
}

it("A subscription holds no more after many events than after one", async () => {
  await using app = await testApp("SQLite");
  const context = createContext(app.store, { follower: app.follower });
  const document = parse(
    "subscription { casualtyReportChanged(since: 0) { record { ... on CasualtyReport { event { place { name } } article { source { title } } } } } }",
  );
  const stream = await subscribe({ schema, document, contextValue: context });
  if (!(Symbol.asyncIterator in stream)) throw new Error("It is a stream.");
  const placesOf = ({ beneath }: Views): number => [...beneath.values()].reduce((sum, next) => sum + placesOf(next), 1);
  const held = new Set<string>();
  for (let count = 0; count < 20; count++) {
    const { value } = await stream.next();
    expect(value?.errors).toBeUndefined();
    held.add(`${placesOf(context.views)} places, ${context.earlier.size} earlier states`);
  }
  await stream.return?.();
  expect([...held]).toEqual(["3 places, 0 earlier states"]);
});

describe("A subscription is refused where it cannot be right:", () => {
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
      /since is 278, and the newest position in this store is 277.*that was another one/,
    ],
    ["a position below 0", "casualtyReportChanged(since: -1)", "since", /since is -1.*give 0 to 277/],
    ["an unknown event", 'casualtyReportChanged(filter: { event: ["nowhere"] })', "filter.event", /names no Event/],
    [
      "an id of another type",
      `casualtyReportChanged(filter: { event: ["${id("Actor", "armenia")}"] })`,
      "filter.event",
      /takes the id of an Event/,
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
