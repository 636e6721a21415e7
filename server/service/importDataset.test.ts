import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ImportError } from "../import/faults.ts";
import { encodeGlobalId } from "../schema/builder/globalId.ts";
import { ChangeRefusedError } from "../store/write/changeSet.ts";
import { dialects } from "../testing/dialects.ts";
import { csvOf, gedRow, maverickRow, type Row } from "../testing/imports/datasetRows.ts";
import { type TableFile, tableFile } from "../testing/imports/tableFile.ts";
import { readTable } from "../testing/readCsv.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, type TestApp, testApp } from "../testing/testApp.ts";
import { type ImportOptions, importDataset } from "./importDataset.ts";

/** As many rows as make three transactions. */
const MANY = 2100;
const manyRows = (given: (at: number) => Row = () => ({})) =>
  Array.from({ length: MANY }, (_, at) =>
    gedRow({ id: `${at + 1}`, source_article: "", low: "11", high: "11", deaths_a: "0", ...given(at) }),
  );

describe.each(dialects)("An imported dataset on %s", (dialect) => {
  let folder: Folder;
  let app: TestApp;
  let file: TableFile;
  beforeEach(async () => {
    folder = await corpusFolder(SMALL_CORPUS);
    app = await testApp(dialect, folder.path);
    file = await tableFile("GEDEvent_v25_1.csv", csvOf([gedRow()]));
  });
  afterEach(async () => {
    for (const item of [app, folder, file]) await item[Symbol.asyncDispose]();
  });

  async function run(rows?: readonly Row[] | null, options: Partial<ImportOptions> = {}) {
    if (rows) await file.write(csvOf(rows));
    const {
      added,
      revised,
      unchanged,
      kept,
      withdrawn,
      missing,
      rows: read,
      release,
    } = await importDataset(app.store, file.path, {
      dataset: null,
      release: null,
      withdrawMissing: false,
      by: "A. Importer",
      signal: new AbortController().signal,
      ...options,
    });
    return { added, revised, unchanged, kept, withdrawn, missing, rows: read, release };
  }
  const refusal = (rows: readonly Row[] | null, options?: Partial<ImportOptions>): Promise<Error> =>
    run(rows, options).then(
      () => {
        throw new Error("Nothing was refused.");
      },
      (error: Error) => error,
    );
  const query = async (source: string, variables = {}) => {
    const { data, errors } = await app.query(source, variables);
    expect(errors).toBeUndefined();
    return data;
  };
  const counted = async () => (await query("{ events { totalCount } casualtyReports { totalCount } }")) as object;

  it("gives events with tolls, and claims whose evidence is a cell", async () => {
    expect(await run()).toEqual({
      ...{ added: 14, revised: 0, unchanged: 0, kept: 0, withdrawn: 0, missing: 0, rows: 1 },
      release: "25.1",
    });
    const data = await query(`{
      toll(event: "ucdp-ged-7001", harm: KILLED) { label low high used { slug attributedTo { actor { name } } } }
      casualtyReport(slug: "ucdp-ged-7001-deaths-civilians") {
        count { label } partOf { slug } attributedTo { actor { slug } }
        basis { words articles { title publisher { name } published { at } wording } }
        evidence { quote start end wording paragraph { text } article { slug } cell { file row column } }
        article { title source { licence isPrivate corpus { slug version } } }
        revision { recordedBy reason }
      }
    }`);
    expect(data.toll).toMatchObject({
      low: 9,
      high: 14,
      used: [{ slug: "ucdp-ged-7001-total", attributedTo: { actor: { name: "Uppsala Conflict Data Program" } } }],
    });
    expect(data.casualtyReport).toEqual({
      count: { label: "about 2" },
      partOf: { slug: "ucdp-ged-7001-total" },
      attributedTo: { actor: { slug: "ucdp" } },
      basis: {
        words: "army; hospital",
        articles: [
          {
            title: '"Eleven dead" at the ford',
            publisher: { name: "Hill Wire" },
            published: { at: "2020-09-29" },
            wording: "METADATA_ONLY",
          },
          {
            title: "Fighting at the ford",
            publisher: { name: "Daily Ford" },
            published: { at: "2020-09-30" },
            wording: "METADATA_ONLY",
          },
        ],
      },
      evidence: [
        {
          ...{ quote: "2", start: 0, end: 1, wording: "METADATA_ONLY", paragraph: null, article: { slug: "ucdp-ged" } },
          cell: { file: "GEDEvent_v25_1.csv", row: 2, column: "deaths_civilians" },
        },
      ],
      article: {
        title: "UCDP Georeferenced Event Dataset, version 25.1",
        source: { licence: "CC-BY-4.0", isPrivate: false, corpus: { slug: "ucdp-ged", version: "25.1" } },
      },
      revision: {
        recordedBy: "A. Importer",
        reason: "UCDP Georeferenced Event Dataset 25.1 was imported from GEDEvent_v25_1.csv.",
      },
    });
  });

  it("shows file, row, column and basis on the page of a claim and in its CSV", async () => {
    await run();
    const page = await (await app.fetch("/claims/ucdp-ged-7001-total@1")).text();
    expect(page).toContain(
      '<mark>11</mark> <span class="quiet">in the file GEDEvent_v25_1.csv, row 2, column <code>best</code></span>',
    );
    expect(page).toMatch(/names as the basis of the figure: “army; hospital”/);
    expect(page).toContain("Hill Wire: &quot;Eleven dead&quot; at the ford");
    const csv = await (await app.fetch("/claims/ucdp-ged-7001-total@1.csv")).text();
    const [cells = {}] = readTable(csv);
    expect(cells).toMatchObject({
      cell_file: "GEDEvent_v25_1.csv",
      cell_row: "2",
      cell_column: "best",
      basis: expect.stringContaining("army; hospital"),
    });
  });

  it("is not repeated by a second import, also in another order", async () => {
    const rows = [gedRow(), gedRow({ id: "7002" }), gedRow({ id: "7003" })];
    const { added } = await run(rows);
    const before = await query("{ dataRevision }");
    expect(await run(rows)).toMatchObject({ added: 0, revised: 0, unchanged: added, missing: 0 });
    expect(await query("{ dataRevision }")).toEqual(before);
    // Another file has another hash, which the dataset's article gives.
    expect(await run(rows.toReversed())).toMatchObject({ added: 0, revised: 1, unchanged: added - 1, missing: 0 });
    const { article } = await query('{ article(slug: "ucdp-ged") { mediaHash revision { number } } }');
    expect(article).toEqual({ mediaHash: expect.stringMatching(/^sha256:[0-9a-f]{64}$/), revision: { number: 2 } });
  });

  it("is imported in batches; an import that was stopped is continued without loss or repetition", async () => {
    const stop = new AbortController();
    const reason = new Error("Stopped by a test.");
    const stopped = refusal(manyRows(), { signal: stop.signal, onProgress: () => stop.abort(reason) });
    expect(await stopped).toBe(reason);
    expect(await counted()).toMatchObject({ events: { totalCount: 1001 } });
    const rest = await run(null);
    expect(rest).toMatchObject({ rows: MANY, revised: 0, missing: 0 });
    expect(rest.unchanged).toBeGreaterThan(3000);
    expect(await counted()).toEqual({
      events: { totalCount: MANY + 1 },
      casualtyReports: { totalCount: MANY * 3 + 2 },
    });
    expect(await run(null)).toMatchObject({ added: 0, revised: 0, unchanged: rest.unchanged + rest.added });
  });

  it("keeps the batches before a fault, and names every fault of the batch with line and column", async () => {
    const error = await refusal(
      manyRows((at) => (at === 1500 ? { best: "many", type_of_violence: "9" } : at === 1502 ? { low: "-1" } : {})),
    );
    expect(error).toBeInstanceOf(ImportError);
    expect(error.message.split("\n")).toEqual([
      "GEDEvent_v25_1.csv:1502, row 1502, column type_of_violence: is the unknown category “9”; known here: 1, 2, 3",
      "GEDEvent_v25_1.csv:1502, row 1502, column best: is “many”, not a whole number from 0 to 2147483646",
      "GEDEvent_v25_1.csv:1504, row 1504, column low: is “-1”, not a whole number from 0 to 2147483646",
      "The first 1000 rows were imported. Correct the file and run the command again: rows that were imported are not repeated.",
    ]);
    expect(await counted()).toMatchObject({ events: { totalCount: 1001 } });
    expect(await run(manyRows())).toMatchObject({ rows: MANY, revised: 1 });
  });

  it("says how much was imported if the file itself is broken further on", async () => {
    await file.write(`${csvOf(manyRows())}1,2\n`);
    expect((await refusal(null)).message).toMatch(
      /^GEDEvent_v25_1\.csv:2102, row 2102: does not have as many values.*\nThe first 2000 rows were imported\./,
    );
  });

  it("refuses an id that two rows have, and columns that are missing or unknown", async () => {
    expect((await refusal([gedRow(), gedRow({ best: "12" })])).message).toBe(
      "GEDEvent_v25_1.csv:3, row 3, column id: is “7001”, as in row 2; two rows cannot have one id\nNothing was imported.",
    );
    const { best: _best, ...without } = gedRow();
    expect((await refusal([without])).message).toMatch(
      /does not have the columns of a known dataset \(ucdp-ged, acled, maverick\)/,
    );
    expect((await refusal([without], { dataset: "ucdp-ged" })).message).toMatch(/lacks the columns best of UCDP/);
    expect((await refusal([gedRow({ deaths_d: "1" })])).message).toMatch(/is not known to have: deaths_d; remove them/);
    expect((await refusal([gedRow()], { release: "latest" })).message).toMatch(
      /cannot be release “latest” of .*; write the release such as 25\.1/,
    );
    expect(await counted()).toMatchObject({ events: { totalCount: 1 } });
  });

  it("becomes revisions where a new release differs, which recordedAsOf does not show", async () => {
    const rows = [gedRow(), gedRow({ id: "7002" })];
    const { added } = await run(rows, { release: "24.1" });
    const { dataRevision } = await query("{ dataRevision }");
    const newer = await run([gedRow({ id: "7000" }), gedRow({ high: "16" }), gedRow({ id: "7002" })], {
      release: "25.1",
    });
    // The dataset's article has a new title, and the total a new figure.
    expect(newer).toMatchObject({ revised: 2, unchanged: added - 2, missing: 0 });
    const CLAIM = `count { label } statedAt { at } evidence { cell { row } } revision { number }`;
    const data = await query(`{
      now: casualtyReport(slug: "ucdp-ged-7001-total") { ${CLAIM} revisions { number } }
      before: casualtyReport(slug: "ucdp-ged-7001-total", recordedAsOf: ${dataRevision}) { ${CLAIM} }
      toll: toll(event: "ucdp-ged-7001", harm: KILLED) { label }
      earlier: toll(event: "ucdp-ged-7001", harm: KILLED, recordedAsOf: ${dataRevision}) { label }
      other: casualtyReport(slug: "ucdp-ged-7002-total") { ${CLAIM} }
      added: event(slug: "ucdp-ged-7000") { slug }
      notYet: event(slug: "ucdp-ged-7000", recordedAsOf: ${dataRevision}) { slug }
    }`);
    expect(data).toMatchObject({
      now: {
        count: { label: "between 9 and 16, best estimate 11" },
        ...{ statedAt: { at: "2025" }, evidence: [{ cell: { row: 3 } }, {}, {}], revision: { number: 2 } },
      },
      before: {
        count: { label: "between 9 and 14, best estimate 11" },
        statedAt: { at: "2024" },
        revision: { number: 1 },
      },
      // In this release the row is the fourth, which is not a change.
      other: { statedAt: { at: "2024" }, evidence: [{ cell: { row: 3 } }, {}, {}], revision: { number: 1 } },
      added: { slug: "ucdp-ged-7000" },
      notYet: null,
    });
    expect(data.toll.label).not.toBe(data.earlier.label);
  });

  it("keeps events that a new release lacks, and withdraws them with all that belongs to them on request", async () => {
    const rows = [
      gedRow(),
      gedRow({ id: "7002", where_coordinates: "Milltown", side_b_new_id: "903", side_b: "Mill Guard" }),
    ];
    await run(rows);
    // The event, its total with three parts, its place and its side B.
    expect(await run([gedRow()])).toMatchObject({ missing: 7, withdrawn: 0 });
    expect(await counted()).toMatchObject({ events: { totalCount: 3 } });
    const { dataRevision } = await query("{ dataRevision }");
    expect(await run([gedRow()], { withdrawMissing: true })).toMatchObject({ missing: 0, withdrawn: 7 });
    const data = await query(`{
      now: event(slug: "ucdp-ged-7002") { slug }
      before: event(slug: "ucdp-ged-7002", recordedAsOf: ${dataRevision}) { slug }
      place: places(first: 10) { nodes { name } }
    }`);
    expect(data).toMatchObject({ now: null, before: { slug: "ucdp-ged-7002" } });
    expect(data.place.nodes).not.toContainEqual({ name: "Milltown" });
    expect(await run(rows)).toMatchObject({ missing: 0, revised: 1, added: 7 });
    expect(await counted()).toMatchObject({ events: { totalCount: 3 } });
  });

  it("leaves a claim as it was reviewed through the API", async () => {
    const rows = [gedRow(), gedRow({ id: "7002" })];
    await run(rows);
    const token = await app.key("A. Reviewer", "review");
    const id = encodeGlobalId("CasualtyReport", "ucdp-ged-7001-total");
    const { data } = await app.query(
      `mutation { reviewCasualtyReport(id: "${id}", decision: REJECT, reason: "Counted twice.") { __typename ... on WriteFaults { faults { path message } } } }`,
      {},
      token,
    );
    expect(data.reviewCasualtyReport).toEqual({ __typename: "ReviewedCasualtyReport" });
    const reviewed = {
      review: "REJECTED",
      count: { label: "between 9 and 14, best estimate 11" },
      revision: { number: 2 },
      evidence: [
        { quote: "11", cell: { column: "best" } },
        { quote: "9", cell: { column: "low" } },
        { quote: "14", cell: { column: "high" } },
      ],
    };
    const claim = async () =>
      (
        await query(
          `{ casualtyReport(slug: "ucdp-ged-7001-total") { review count { label } revision { number } evidence { quote cell { column } } } }`,
        )
      ).casualtyReport;
    expect(await run(rows)).toMatchObject({ kept: 0, revised: 0 });
    expect(await claim()).toEqual(reviewed);
    expect(await run([gedRow({ best: "12" }), gedRow({ id: "7002" })])).toMatchObject({ kept: 1, revised: 1 });
    expect(await claim()).toEqual(reviewed);
    // The claim stays, and so do its event, place, sides and basis.
    expect(await run([gedRow({ id: "7002" })], { withdrawMissing: true })).toMatchObject({ withdrawn: 3, missing: 2 });
    expect(await claim()).toEqual(reviewed);
  });

  it("uses an actor of the store that has the id in UCDP's list, and does not change it", async () => {
    const known = "isoAlpha2: NL, ucdpActorId: 901 }";
    await folder.write({ "records.yaml": SMALL_CORPUS["records.yaml"].replace("isoAlpha2: NL }", known) });
    await app.load(folder.path);
    await run();
    const data = await query(`{
      event(slug: "ucdp-ged-7001") { participants { actor { slug name } } }
      actor(slug: "northland") { kind revision { recordedBy } }
      casualtyReport(slug: "ucdp-ged-7001-deaths-a") { side { slug } }
    }`);
    expect(data.event.participants).toMatchObject([
      { actor: { slug: "northland", name: "Northland" } },
      { actor: { slug: "ucdp-ged-actor-902" } },
    ]);
    expect(data).toMatchObject({
      actor: { kind: "STATE", revision: { recordedBy: "corpus small 1.0.0" } },
      casualtyReport: { side: { slug: "northland" } },
    });
    expect(await run()).toMatchObject({ added: 0, revised: 0 });
  });

  it("refuses ids of other corpora, and the id of a corpus that was loaded from a folder", async () => {
    const records = SMALL_CORPUS["records.yaml"]
      .replaceAll("id: riverton,", "id: ucdp-ged-7001,")
      .replaceAll("place: riverton", "place: ucdp-ged-7001");
    await folder.write({ "records.yaml": records.replaceAll("fighting", "ucdp-ged-7001") });
    await app.load(folder.path, { withdrawMissing: true });
    const taken = await refusal([gedRow()]);
    expect(taken).toBeInstanceOf(ChangeRefusedError);
    expect(taken.message).toMatch(/already contains the Event “ucdp-ged-7001”, from the corpus “small”/);

    await using other = await corpusFolder({
      "corpus.yaml": SMALL_CORPUS["corpus.yaml"].replace("id: small", "id: maverick"),
      "records.yaml": "places:\n  - { id: hilltown, name: Hilltown }\n",
    });
    await app.load(other.path);
    const ofFolder = await refusal([maverickRow()]);
    expect(ofFolder.message).toMatch(
      /The corpus “maverick” was loaded from a folder\. Give the imported corpus another id/,
    );
  });
});
