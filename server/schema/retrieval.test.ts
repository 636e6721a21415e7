import { beforeAll, describe, expect, it } from "vitest";
import { readCorpus } from "../ingest/readCorpus.ts";
import { dialects, emptyStore } from "../testing/dialects.ts";
import { readCsv } from "../testing/readCsv.ts";
import { corpusFolder, SMALL_CORPUS, testApp } from "../testing/testApp.ts";

const ARTICLE = "articles/flood-of-reports.md";
const HASH = `sha256:${"0123456789abcdef".repeat(4)}`;
const ARCHIVE = "https://web.archive.org/web/20210302120000/https://news.example/flood";
const RETRIEVED = `archiveUrl: ${ARCHIVE}
retrievedAt: 2021-03-03
mediaHash: ${HASH}
`;
const withFields = (fields: string) => ({
  ...SMALL_CORPUS,
  [ARTICLE]: SMALL_CORPUS[ARTICLE].replace("published:", `${fields}published:`),
});

describe.each(dialects)("The retrieval of an article, on %s", (dialect) => {
  // Opening the first PGlite takes seconds.
  beforeAll(async () => {
    await using _opened = await emptyStore(dialect);
  });

  it("is in the API, in citations, on pages and in the table of claims", async () => {
    await using folder = await corpusFolder(withFields(RETRIEVED));
    await using app = await testApp(dialect, folder.path);
    const { data } = await app.query(`{ casualtyReport(slug: "twenty-killed") {
      citation article { archiveUrl mediaHash retrievedAt { at basis } }
    } }`);
    const { citation, article } = data.casualtyReport;
    expect(article).toEqual({
      archiveUrl: ARCHIVE,
      mediaHash: HASH,
      retrievedAt: { at: "2021-03-03", basis: "STATED" },
    });
    const note = `An archived copy is at ${ARCHIVE} (retrieved 3 March 2021, ${HASH}).`;
    expect(citation).toContain(note);
    const text = async (form: string) => (await app.fetch(`/claims/twenty-killed@1${form}`)).text();
    // Of our record, this would not be true.
    const [item] = JSON.parse(await text(".csl.json"));
    expect([item.note.includes(note), item.accessed, item.archive_location]).toEqual([true, undefined, undefined]);
    expect(await text(".ris")).toContain(note);
    expect(await text("")).toContain(`<a href="${ARCHIVE}">`);
    expect(JSON.parse(await text(".jsonld")).appearance.archivedAt).toBe(ARCHIVE);
    const [names = [], cells = []] = readCsv(await text(".csv"));
    expect(Object.fromEntries(names.map((name, at) => [name, cells[at]]))).toMatchObject({
      archive_url: ARCHIVE,
      media_hash: HASH,
      retrieved_start: "2021-03-03T00:00:00.000Z",
    });
  });

  it("may be added later: a record without it keeps its hash, and the history names the fields", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using app = await testApp(dialect, folder.path);
    const read = async () => {
      const { data } = await app.query(
        '{ article(slug: "flood-of-reports") { archiveUrl mediaHash retrievedAt { at } revision { number contentHash changes { field } } } }',
      );
      return data.article;
    };
    const before = await read();
    expect(before).toMatchObject({ archiveUrl: null, mediaHash: null, retrievedAt: null });
    // As release 0.4.0 computed it.
    expect(before.revision.contentHash).toBe(HASH_BEFORE);
    await folder.write(withFields(RETRIEVED));
    await app.load(folder.path);
    const { revision } = await read();
    expect(revision.number).toBe(2);
    expect(revision.changes.map(({ field }: { field: string }) => field).sort()).toEqual([
      "archiveUrl",
      "mediaHash",
      "retrievedAt",
    ]);
  });
});

/** Of the article in SMALL_CORPUS. */
const HASH_BEFORE = "b39d47c1d8cd9c3b49818cffbe3878f646572da6d44e269cf67f818febd368f6";

describe("A corpus", () => {
  it.each([
    ["mediaHash: md5-0123\n", "is not `sha256:` and 64 lower-case hexadecimal digits"],
    [`mediaHash: ${HASH.toUpperCase()}\n`, "is not `sha256:` and 64 lower-case hexadecimal digits"],
    ["archiveUrl: ftp://archive.example/x\n", "archiveUrl"],
    ["retrievedAt: yesterday\n", "retrievedAt"],
  ])("is refused with %s", async (fields, says) => {
    await using folder = await corpusFolder(withFields(fields));
    await expect(readCorpus(folder.path)).rejects.toThrow(says);
  });
});
