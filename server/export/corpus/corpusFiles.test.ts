import fc from "fast-check";
import { unpackTar } from "modern-tar";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { SEEDS } from "../../config/config.ts";
import { RECORD_TYPES, VICTIMS } from "../../domain/vocabulary.ts";
import { TABLE_OF } from "../../store/db/tables.ts";
import { type CorpusRow, currentCorpora } from "../../store/read/corpora.ts";
import { recordsOf } from "../../store/read/records.ts";
import { NAME_EVERYWHERE } from "../../testing/corpora/nameEverywhere.ts";
import { dialects, type TestDialect } from "../../testing/dialects.ts";
import { collect } from "../../testing/readCsv.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestStore, testStore } from "../../testing/testApp.ts";
import { exportScope } from "../exportScope.ts";
import { type CorpusAsked, corpusFiles } from "./corpusFiles.ts";
import { tarArchive } from "./tarArchive.ts";

const exported = async ({ store }: TestStore, asked: CorpusAsked = {}, recordedAsOf?: number) =>
  collect(corpusFiles(await exportScope(store, recordedAsOf), asked));

/** The exported corpus as a folder of its own. */
async function asFolder(files: readonly { readonly path: string; readonly text: string }[]): Promise<Folder> {
  const below = files.filter(({ path }) => path.includes("/"));
  return corpusFolder(Object.fromEntries(below.map(({ path, text }) => [path.replace(/^[^/]+\//, ""), text])));
}

/** Each current record, by type and slug. */
async function recordsIn({ store }: TestStore): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const type of RECORD_TYPES) {
    const rows = await store.db.selectFrom(TABLE_OF[type]).selectAll().where("recordedUntil", "is", null).execute();
    for (const record of await recordsOf(store, type, rows as never)) found[`${type}/${record.slug}`] = record;
  }
  return found;
}

interface RoundTrip {
  readonly before: object;
  readonly after: object;
  /** Before and after. */
  readonly corpora: readonly [readonly CorpusRow[], readonly CorpusRow[]];
}

/** Loads a folder, exports it, and loads the export into an empty store. */
async function roundTrip(dialect: TestDialect, folder: string): Promise<RoundTrip> {
  await using first = await testStore(dialect);
  await first.load(folder);
  const [before, files] = [await recordsIn(first), await exported(first)];
  await using copy = await asFolder(files);
  await using second = await testStore("SQLite");
  await second.load(copy.path);
  return {
    before,
    after: await recordsIn(second),
    corpora: [await currentCorpora(first.store.db), await currentCorpora(second.store.db)],
  };
}

describe.each(dialects)("An exported corpus on %s", (dialect) => {
  it("is the same when it is loaded again: the seeds", async () => {
    const { before, after, corpora } = await roundTrip(dialect, SEEDS);
    expect(Object.keys(before).length).toBeGreaterThan(250);
    expect(after).toEqual(before);
    // The hash that citations give. It would differ if tags had not been written in alphabetical order.
    expect(corpora[1].map(({ hash }) => hash)).toEqual(corpora[0].map(({ hash }) => hash));
  });

  it("is the same when it is loaded again: a corpus with words in every field", async () => {
    await using folder = await corpusFolder(NAME_EVERYWHERE);
    const { before, after } = await roundTrip(dialect, folder.path);
    expect(after).toEqual(before);
  });
});

/** Paragraphs in which the same words come more than once, and that look like YAML or Markdown. */
const paragraph = fc
  .array(
    fc.constantFrom(
      "5 were killed",
      "Caption: x",
      "- a: b",
      "“no”",
      "é́",
      "# not",
      "🕊",
      '"',
      "'",
      ": ",
      "{x}",
      "---",
      "null",
      "5",
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((words) => `Here ${words.join(" ")}.`);
const note = fc.string({
  unit: fc.constantFrom("a", " ", "#", ":", "-", '"', "'", "\\", "é", "\t", "1", "~", "🕊"),
  maxLength: 12,
});
const claim = fc.record({
  victims: fc.constantFrom(...Object.keys(VICTIMS)),
  review: fc.constantFrom("EXTRACTED", "REVIEWED", "REJECTED"),
  status: fc.constantFrom("CURRENT", "HISTORIC", "HYPOTHETICAL"),
  count: fc.constantFrom<object>(
    { qualifier: "EXACTLY", value: 5, text: "5" },
    { qualifier: "BETWEEN", min: 2, max: 9, best: 5 },
    { qualifier: "UP_TO", value: 7 },
    { qualifier: "VAGUE" },
  ),
  tags: fc.uniqueArray(fc.constantFrom("children", "bodies", "medics"), { maxLength: 2 }),
  statedAt: fc.constantFrom<unknown>(undefined, "2021-03-02", {
    at: "2021-03",
    basis: "INFERRED",
    note: "By ~: the month",
  }),
  note: fc.option(
    note.map((text) => `N${text}x`),
    { nil: undefined },
  ),
  revised: fc.option(fc.constant({ by: "me: #1", reason: "- reread", at: "2021-03-03" }), { nil: undefined }),
  place: fc.integer({ min: 1, max: 3 }),
});

it("Whatever a corpus contains, nothing is lost when it is exported and loaded again", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(paragraph, { maxLength: 4 }),
      fc.array(claim, { minLength: 1, maxLength: 4 }),
      async (texts, claims) => {
        const records = claims.map(({ place, ...fields }, at) => ({
          id: `claim-${at}`,
          article: "flood-of-reports",
          event: "fighting",
          harm: "KILLED",
          scope: "CUMULATIVE",
          ...fields,
          evidence: { quote: "5 were killed", occurrence: place },
        }));
        const article = SMALL_CORPUS["articles/flood-of-reports.md"];
        await using folder = await corpusFolder({
          ...SMALL_CORPUS,
          "articles/flood-of-reports.md": `${article}\n5 were killed, 5 were killed, 5 were killed.\n\n${texts.join("\n\n")}\n`,
          "more.yaml": stringify({ casualtyReports: records }),
        });
        const { before, after } = await roundTrip("SQLite", folder.path);
        expect(after).toEqual(before);
      },
    ),
    { numRuns: 25 },
  );
}, 60_000);

describe("An exported corpus", () => {
  it("has the state of a data revision", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using store = await testStore("SQLite");
    await store.load(folder.path);
    const before = await exported(store);
    await folder.write({
      "records.yaml": SMALL_CORPUS["records.yaml"].replace("victims: CIVILIAN", "victims: MILITARY"),
    });
    await store.load(folder.path);
    expect(await exported(store, {}, 1)).toEqual(before);
    expect(await exported(store)).not.toEqual(before);
  });

  it("has no words of a source that does not allow showing them, and still loads; its owner may include them", async () => {
    const manifest = SMALL_CORPUS["corpus.yaml"].replace(
      "sources:",
      "sources:\n  - { id: closed, title: Closed, licence: All rights reserved, showsText: false }",
    );
    const records = SMALL_CORPUS["records.yaml"];
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      "corpus.yaml": manifest,
      "articles/flood-of-reports.md": SMALL_CORPUS["articles/flood-of-reports.md"].replace(
        "language: en",
        "language: en\nsource: own",
      ),
      "articles/closed.md":
        "---\ntitle: A closed text\nwording: VERBATIM\nlanguage: en\nsource: closed\npublished: 2021-03-02\n---\nSecret words: 7 people died at the mill.\n",
      "records.yaml": records
        .replace(
          "evidence: { article: flood-of-reports, quote: Fighting near Riverton }",
          "evidence: [{ article: flood-of-reports, quote: Fighting near Riverton }, { article: closed, quote: Secret words }]",
        )
        .replace(
          "casualtyReports:",
          "  - { id: mill, title: Fire at the mill, type: ASSAULT, assertion: REPORTED, partOf: fighting, evidence: { article: closed, quote: at the mill } }\ncasualtyReports:\n  - { id: seven, article: closed, event: mill, harm: KILLED, count: { qualifier: EXACTLY, value: 7, text: 7 people }, scope: NEW, evidence: 7 people died }",
        ),
    });
    await using store = await testStore("SQLite");
    await store.load(folder.path);
    const files = await exported(store);
    const text = files.map((file) => file.text).join("\n");
    expect(text).not.toMatch(/Secret|7 people|seven|at the mill/);
    expect(text).toContain("A closed text");
    expect(files.at(-1)).toEqual({
      path: "LEFT-OUT.md",
      text: expect.stringContaining(
        "metadata of 1 articles, and leaves out 1 claims in them and 1 events that only they report",
      ),
    });
    await using copy = await asFolder(files);
    await using second = await testStore("SQLite");
    await second.load(copy.path);
    expect(Object.keys(await recordsIn(second))).toContain("CasualtyReport/twenty-killed");

    await using whole = await asFolder(await exported(store, { includeWithheld: true }));
    await using third = await testStore("SQLite");
    await third.load(whole.path);
    expect(await recordsIn(third)).toEqual(await recordsIn(store));
  });

  it("is the same archive each time, with every file whole", async () => {
    await using store = await testStore("SQLite");
    await store.load(SEEDS);
    const archive = async () =>
      Buffer.concat(await collect(tarArchive(corpusFiles(await exportScope(store.store, undefined), {}))));
    const bytes = await archive();
    expect((await archive()).equals(bytes)).toBe(true);
    const files = await exported(store);
    const entries = await unpackTar(bytes);
    expect(
      entries.map(({ header, data }) => ({ path: header.name, text: Buffer.from(data ?? []).toString() })),
    ).toEqual(files);
  });
});
