import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { encodeGlobalId } from "../../schema/builder/globalId.ts";
import { manyClaims } from "../../testing/corpora/manyClaims.ts";
import { dialects } from "../../testing/dialects.ts";
import { collect, readTable } from "../../testing/readCsv.ts";
import { corpusFolder, SMALL_CORPUS, type TestStore, testStore } from "../../testing/testApp.ts";
import type { ReadOptions, RowsAsked } from "../selection.ts";
import { tableFile } from "../tableFile.ts";
import { CLAIM_COLUMNS } from "./claimColumns.ts";

const pieces = async (of: TestStore, asked: RowsAsked = {}, options?: ReadOptions) =>
  (await tableFile(of.store, { ...asked, table: "claims", format: "csv" }, options)).pieces;
const text = async (of: TestStore, asked?: RowsAsked, options?: ReadOptions): Promise<string> =>
  (await collect(await pieces(of, asked, options))).join("");
const table = async (of: TestStore, asked?: RowsAsked) => readTable(await text(of, asked));

describe.each(dialects)("The table of claims on %s", (dialect) => {
  let seeds: TestStore;
  beforeAll(async () => {
    seeds = await testStore(dialect);
    await seeds.load(SEEDS);
  });
  afterAll(() => seeds[Symbol.asyncDispose]());

  it("has a complete row for each claim of the seeds", async () => {
    const rows = await table(seeds);
    expect(rows).toHaveLength(34);
    expect(new Set(rows.map((row) => row.claim_id)).size).toBe(34);
    expect(Object.keys(rows[0] ?? {})).toEqual(CLAIM_COLUMNS.map(({ name }) => name));
    for (const row of rows) {
      expect(row).toMatchObject({
        corpus_id: "armenia-azerbaijan-clashes",
        corpus_version: "1.1.0",
        revision: "1",
        licence: "CC-BY-4.0",
        wording: "RESTATED",
        quote_wording: "RESTATED",
        content_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
      expect(row.quote).not.toBe("");
      expect(Object.values(row)).not.toContain("null");
      expect(Object.values(row).join()).not.toMatch(/undefined|\[object/);
    }
  });

  it("agrees with the schema about each claim", async () => {
    const rows = new Map((await table(seeds)).map((row) => [row.claim_id, row]));
    expect(rows.get("aliyev-10-civilians-killed")).toMatchObject({
      harm: "KILLED",
      label: "10",
      qualifier: "EXACTLY",
      lower: "10",
      upper: "10",
      victims: "CIVILIAN",
      claimant_id: "ilham-aliyev",
      claimant_name: "Ilham Aliyev",
      party_id: "azerbaijan",
      via_id: "interfax",
      scope: "CUMULATIVE",
      evidence_count: "2",
      is_denied: "false",
      denials: "",
    });
    expect(rows.get("afp-95-killed")).toMatchObject({
      label: "at least 95",
      min: "95",
      max: "",
      lower: "95",
      upper: "",
    });
    expect(rows.get("overall-11-civilians-killed")).toMatchObject({
      part_of: "overall-95-killed",
      part_kind: "SUBGROUP",
    });
    expect(rows.get("third-day-dozens-of-soldiers-killed")).toMatchObject({
      lower: "",
      upper: "",
      convention_min: "12",
    });
    expect(rows.get("su-25-pilot-killed")).toMatchObject({
      tags: "pilot",
      is_denied: "true",
      denials: "RESPONSIBILITY by azerbaijani-ministry-of-defence;RESPONSIBILITY by turkish-officials",
    });
    expect(rows.get("vardenis-civilian-killed")).toMatchObject({ latitude: "40.1833", longitude: "45.7305" });
    expect(rows.get("azerbaijan-100-bodies-offered")).toMatchObject({
      stated_start: "2022-09-14T00:00:00.000Z",
      stated_end: "2022-09-14T23:59:59.999Z",
      stated_precision: "DAY",
      stated_basis: "INFERRED",
    });
  });

  it("is the same, byte for byte, on every database with the same content", async () => {
    await using other = await testStore("SQLite");
    await other.load(SEEDS);
    expect(await text(other)).toBe(await text(seeds));
  });

  it("leaves out what a filter excludes, and refuses an invalid filter", async () => {
    const ids = async (asked: RowsAsked) => (await table(seeds, asked)).map((row) => row.claim_id);
    const civilians = await ids({
      filter: { harm: ["KILLED"], victims: ["CIVILIAN"], event: ["clashes-september-2020"] },
    });
    expect(civilians).toContain("aliyev-10-civilians-killed");
    expect(civilians).not.toContain("afp-95-killed");
    expect(await text(seeds, { filter: { review: ["EXTRACTED"] } })).toMatch(/^claim_id,.*\r\n$/);
    await expect(text(seeds, { filter: { event: ["nowhere"] } })).rejects.toMatchObject({
      message: "event names no Event: there is none with the slug or id “nowhere”",
    });
    await expect(text(seeds, { recordedAsOf: 9 })).rejects.toThrow(
      "recordedAsOf is 9, but the newest data revision is 1",
    );
  });

  it("has what was certainly stated by the end of a day", async () => {
    const ids = async (asOf: string) => (await table(seeds, { filter: { asOf } })).map((row) => row.claim_id);
    expect(await ids("2020-09-26")).toEqual([]);
    expect(await ids("2020-09-27")).toEqual(["first-day-24-killed"]);
    expect(await ids("2022")).toHaveLength(34);
    await expect(ids("2020-09-31")).rejects.toThrow("“2020-09-31” does not exist");
    await expect(ids("2020/2021")).rejects.toThrow("PartialTime takes text");
  });

  it("runs as many queries for a full page as for a short one", async () => {
    const statements = async (asked: RowsAsked) => {
      seeds.statements.length = 0;
      await text(seeds, asked);
      return seeds.statements.length;
    };
    const few = await statements({ filter: { attributedTo: ["ilham-aliyev", "afp"] } });
    const many = await statements({});
    expect(many).toBeLessThanOrEqual(few + 4);
  });
});

describe("The table of claims", () => {
  it("contains nothing of a text whose licence forbids showing it", async () => {
    const forbidding = SMALL_CORPUS["corpus.yaml"].replace("showsText: true", "showsText: false");
    const rows = async (manifest: string) => {
      await using folder = await corpusFolder({ ...SMALL_CORPUS, "corpus.yaml": manifest });
      await using store = await testStore("SQLite");
      await store.load(folder.path);
      return await table(store);
    };
    const words = ["quote", "claimant_words", "count_text"];
    const [shown] = (await rows(SMALL_CORPUS["corpus.yaml"])).filter((row) => row.claim_id === "twenty-killed");
    expect(words.map((name) => shown?.[name])).toEqual([
      "at least 20 people were killed",
      "Northland's ministry said",
      "at least 20",
    ]);
    for (const row of await rows(forbidding)) {
      expect(words.map((name) => row[name])).toEqual(["", "", ""]);
      expect(row).toMatchObject({ quote_start: expect.stringMatching(/^\d+$/), min: expect.stringMatching(/^\d+$/) });
      expect(Object.values(row).join(" ")).not.toMatch(/people were killed|ministry said|including/);
    }
  });

  it("shows that a claim was retracted, and when", async () => {
    const article = "articles/flood-of-reports.md";
    await using folder = await corpusFolder({
      ...SMALL_CORPUS,
      [article]: SMALL_CORPUS[article].replace("published: 2021-03-02", "published: 2021-03-02\nupdated: 2021-03-05"),
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(
        "    denials:",
        "    partsAreAll: true\n    retraction: { statedAt: 2021-03-05, evidence: Southland denied that its forces had fired }\n    denials:",
      ),
    });
    await using store = await testStore("SQLite");
    await store.load(folder.path);
    const rows = new Map((await table(store)).map((row) => [row.claim_id, row]));
    expect(rows.get("twenty-killed")).toMatchObject({
      is_retracted: "true",
      retracted_start: "2021-03-05T00:00:00.000Z",
      retracted_precision: "DAY",
      parts_are_all: "true",
    });
    expect(rows.get("five-civilians")).toMatchObject({
      is_retracted: "false",
      retracted_start: "",
      parts_are_all: "false",
    });
  });

  it("shows the requested state of the store", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using store = await testStore("SQLite");
    await store.load(folder.path);
    await folder.write({
      "records.yaml": SMALL_CORPUS["records.yaml"].replace(
        "victims: CIVILIAN",
        "victims: CIVILIAN\n    note: Corrected.",
      ),
    });
    await store.load(folder.path);
    const globalId = encodeGlobalId("CasualtyReport", "five-civilians");
    const five = async (asked: RowsAsked) =>
      (await table(store, asked)).find((row) => row.claim_id === "five-civilians");
    expect(await five({})).toMatchObject({ revision: "2", note: "Corrected.", global_id: globalId });
    expect(await five({ recordedAsOf: 1 })).toMatchObject({ revision: "1", note: "", global_id: globalId });
  });
});

describe("A long table", () => {
  const COUNT = 2500;
  let many: TestStore;
  beforeAll(async () => {
    await using folder = await corpusFolder(manyClaims(COUNT));
    many = await testStore("SQLite");
    await many.load(folder.path);
  });
  afterAll(() => many[Symbol.asyncDispose]());

  it("comes in batches, complete, and in the order in which the claims were added", async () => {
    const progress: string[] = [];
    const batches = await collect(
      await pieces(many, {}, { onProgress: (done, total) => progress.push(`${done} of ${total}`) }),
    );
    expect(batches).toHaveLength(3);
    const rows = readTable(batches.join(""));
    expect(rows.map((row) => row.claim_id)).toEqual(Array.from({ length: COUNT }, (_, at) => `claim-${at}`));
    expect(progress).toEqual(["1000 of 2500", "2000 of 2500", "2500 of 2500"]);
  });

  it("continues after any row, also one that was given by its global id", async () => {
    const all = await table(many);
    for (const after of ["claim-999", encodeGlobalId("CasualtyReport", "claim-999")])
      expect(await table(many, { after })).toEqual(all.slice(1000));
    expect(await table(many, { after: "claim-2499" })).toEqual([]);
    await expect(text(many, { after: "nothing" })).rejects.toThrow("after is “nothing”, which is not the id of a row");
  });

  it("runs as many queries for each batch, however many claims it has", async () => {
    many.statements.length = 0;
    const seen: number[] = [];
    for await (const _ of await pieces(many)) seen.push(many.statements.splice(0).length);
    // What the claims share is read with the first batch.
    expect(seen[0]).toBeLessThan(30);
    expect(Math.max(...seen.slice(1))).toBeLessThan(8);
  });

  it("stops between two batches when it is told to", async () => {
    const stop = new AbortController();
    const read = (await pieces(many, {}, { signal: stop.signal }))[Symbol.asyncIterator]();
    await read.next();
    stop.abort(new Error("Enough."));
    await expect(read.next()).rejects.toThrow("Enough.");
  });
});
