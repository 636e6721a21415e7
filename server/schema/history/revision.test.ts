import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects } from "../../testing/dialects.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../../testing/testApp.ts";

const ARTICLE = "articles/flood-of-reports.md";
const RECORDS = SMALL_CORPUS["records.yaml"];
const CHANGED = {
  [ARTICLE]: SMALL_CORPUS[ARTICLE]
    .replace("language: en", "language: en\npublisher: northland\nagencies: [southland]")
    .replace("\n## Ministry", "\nThe fighting went on.\n\n## Ministry")
    .replace("had fired.", "had fired at all."),
  "records.yaml": RECORDS.replace("isoAlpha2: NL }", "isoAlpha3: NLD, aliases: [{ name: Nordland, language: de }] }")
    .replace("affiliations: [{ to: northland }] }", "affiliations: [{ to: northland, as: ministry, during: 2021 }] }")
    .replace(
      "longitude: 20 }",
      "longitude: 21, statusNotes: [{ words: Fighting, article: flood-of-reports, by: southland }] }",
    )
    .replace("mode: armed-clash", "mode: heavy-weapons")
    .replace("role: ACTOR, party: B", "role: RECIPIENT, party: B, assertedBy: ministry")
    .replace("    statedAt: 2021-03-02\n    denials", "    statedAt: { at: 2021-03-01, words: on Monday }\n    denials")
    .replace("AT_LEAST, value: 20, text: at least 20", "BETWEEN, min: 20, max: 30, text: at least 20")
    .replace("of: RESPONSIBILITY", "of: OCCURRENCE")
    .replace("      - no fewer than 20 dead\n", "")
    .replace("  - { article: flood-of-reports, place: riverton, words: Riverton }\n", ""),
};

const REVISIONS = "revisions { number kind dataRevision recordedAt recordedBy reason changes { field before after } }";
const ALL = `
  article(slug: "flood-of-reports") { ${REVISIONS} }
  event(slug: "fighting") { ${REVISIONS} }
  actor(slug: "ministry") { ${REVISIONS} }
  northland: actor(slug: "northland") { ${REVISIONS} }
  place(slug: "riverton") { ${REVISIONS} }
  casualtyReport(slug: "twenty-killed") { ${REVISIONS} }`;

interface Revision {
  readonly number: number;
  readonly kind: string;
  readonly dataRevision: number;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly reason: string;
  readonly changes: readonly { field: string; before: string | null; after: string | null }[];
}

/** The changes of the newest version, with values instead of JSON text. */
const changesOf = ({ revisions }: { revisions: Revision[] }) =>
  Object.fromEntries(
    (revisions.at(-1)?.changes ?? []).map(({ field, before, after }) => [
      field,
      [before, after].map((json) => (json === null ? undefined : JSON.parse(json))),
    ]),
  );

describe.each(dialects)("The revisions of a record on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  beforeAll(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path, { now: () => Date.UTC(2021, 3, 1) });
    await folder.write(CHANGED);
    await app.load(folder.path, { now: () => Date.UTC(2021, 4, 1), by: "An editor", reason: "Read again." });
  });
  afterAll(async () => {
    await app[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const data = async (query: string, from = app) => {
    const answer = await from.query(`{ ${query} }`);
    expect(answer.errors).toBeUndefined();
    return answer.data;
  };

  it("come oldest first, with time, author and reason", async () => {
    for (const { revisions } of Object.values(await data(ALL)) as { revisions: Revision[] }[]) {
      expect(revisions.map(({ changes: _changes, ...revision }) => revision)).toEqual([
        {
          number: 1,
          kind: "ADDED",
          dataRevision: 1,
          recordedAt: "2021-04-01T00:00:00.000Z",
          recordedBy: "corpus small 1.0.0",
          reason: "The corpus was loaded.",
        },
        {
          number: 2,
          kind: "REVISED",
          dataRevision: 2,
          recordedAt: "2021-05-01T00:00:00.000Z",
          recordedBy: "An editor",
          reason: "Read again.",
        },
      ]);
      expect(revisions[0]?.changes).toEqual([]);
    }
  });

  it("show what changed in an article, and in its text by paragraph", async () => {
    expect(changesOf((await data(ALL)).article)).toEqual({
      publisher: [undefined, "northland"],
      "agencies[0]": [undefined, "southland"],
      "paragraphs[2]": [undefined, { kind: "BODY", text: "The fighting went on." }],
      "paragraphs[4]": [
        { kind: "BODY", text: "Southland denied that its forces had fired." },
        { kind: "BODY", text: "Southland denied that its forces had fired at all." },
      ],
      "mentions[0]": [
        { place: "riverton", words: "Riverton", start: 14, end: 22 },
        { actor: "southland", words: "Southland", start: 172, end: 181 },
      ],
      "mentions[1]": [{ actor: "southland", words: "Southland", start: 149, end: 158 }, undefined],
    });
  });

  it("show what changed in actors and places", async () => {
    const { actor, northland, place } = await data(ALL);
    expect(changesOf(actor)).toEqual({
      "affiliations[0]": [
        { to: "northland" },
        { to: "northland", as: "ministry", during: { at: "2021", basis: "STATED" } },
      ],
    });
    expect(changesOf(northland)).toEqual({
      isoAlpha2: ["NL", undefined],
      isoAlpha3: [undefined, "NLD"],
      "aliases[0]": [undefined, { name: "Nordland", language: "de" }],
    });
    expect(changesOf(place)).toMatchObject({
      longitude: [20, 21],
      "statusNotes[0]": [undefined, { words: "Fighting", article: "flood-of-reports", by: "southland", start: 0 }],
    });
  });

  it("show what changed in events and claims, including moved evidence", async () => {
    const { event, casualtyReport } = await data(ALL);
    expect(changesOf(event)).toMatchObject({
      mode: ["armed-clash", "heavy-weapons"],
      "participants[1]": [
        { actor: "southland", role: "ACTOR", party: "B" },
        { actor: "southland", role: "RECIPIENT", party: "B", assertedBy: "ministry" },
      ],
      "evidence[0]": [{ article: "flood-of-reports", quote: "Fighting near Riverton", start: 0 }, { start: 0 }],
    });
    const { denials, ...changes } = changesOf(casualtyReport);
    expect(changes).toMatchObject({
      count: [
        { qualifier: "AT_LEAST", value: 20, text: "at least 20" },
        { qualifier: "BETWEEN", min: 20, max: 30, text: "at least 20" },
      ],
      statedAt: [
        { at: "2021-03-02", basis: "STATED" },
        { at: "2021-03-01", basis: "STATED", words: "on Monday" },
      ],
      "denials[0]": [
        {
          by: { actor: "southland" },
          of: "RESPONSIBILITY",
          evidence: [{ quote: "Southland denied that its forces had fired" }],
        },
        { by: { actor: "southland" }, of: "OCCURRENCE" },
      ],
      "evidence[1]": [{ quote: "no fewer than 20 dead" }, undefined],
    });
  });

  it("are the same when read from the version itself, and end at the requested data revision", async () => {
    const { now, then } = await data(`
      now: casualtyReport(slug: "twenty-killed") { revision { number kind changes { field } } revisions { changes { field } } }
      then: casualtyReport(slug: "twenty-killed", recordedAsOf: 1) { revision { number kind changes { field } } revisions { number } }`);
    expect(now.revision).toMatchObject({ number: 2, kind: "REVISED", changes: now.revisions[1].changes });
    expect(then).toEqual({ revision: { number: 1, kind: "ADDED", changes: [] }, revisions: [{ number: 1 }] });
  });

  it("need as many statements for one record as for many", async () => {
    for (const list of ["articles", "events", "actors", "places", "casualtyReports"]) {
      // The first claim has denials, which need one more statement.
      const order = list === "casualtyReports" ? ", orderBy: { field: COUNT, direction: DESC }" : "";
      const counts = [];
      for (const first of [1, 3]) {
        app.statements.length = 0;
        await data(`${list}(first: ${first}${order}) { nodes { revision { kind changes { field } } ${REVISIONS} } }`);
        counts.push(app.statements.length);
      }
      expect(counts[1]).toBe(counts[0]);
      expect(counts[1]).toBeLessThanOrEqual(10);
    }
  });

  it("do not show words that a licence has ever forbidden showing, in any version", async () => {
    const source = (showsText: boolean) => ({
      "corpus.yaml": `${SMALL_CORPUS["corpus.yaml"]}  - { id: other, title: Other, licence: none, showsText: ${showsText} }\n`,
    });
    const from = (name: string, text: string) => text.replace("language: en", `language: en\nsource: ${name}`);
    await using own = await corpusFolder({
      ...SMALL_CORPUS,
      ...source(false),
      [ARTICLE]: from("other", SMALL_CORPUS[ARTICLE]),
    });
    await using closed = await testApp(dialect, own.path);
    await own.write({ ...CHANGED, [ARTICLE]: from("own", CHANGED[ARTICLE]) });
    await closed.load(own.path);
    const answer = await data(ALL, closed);
    const told = JSON.stringify(answer);
    for (const words of ["fired", "went on", "at least 20", "Riverton", "Southland", "on Monday", "no fewer"])
      expect(told).not.toContain(words);
    expect(changesOf(answer.article)["paragraphs[2]"]).toEqual([undefined, { kind: "BODY", text: null }]);
    expect(changesOf(answer.casualtyReport).count).toEqual([
      { qualifier: "AT_LEAST", value: 20, text: null },
      { qualifier: "BETWEEN", min: 20, max: 30, text: null },
    ]);
    await own.write(source(true));
    await closed.load(own.path);
    expect(JSON.stringify(await data(ALL, closed))).toContain("The fighting went on.");
  });
});
