import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEEDS } from "../../config/config.ts";
import { tableFile } from "../../export/tableFile.ts";
import { dialects } from "../../testing/dialects.ts";
import { collect, readTable } from "../../testing/readCsv.ts";
import { corpusFolder, SMALL_CORPUS, type TestStore, testStore } from "../../testing/testApp.ts";
import { TOLL_COLUMNS } from "./tollColumns.ts";
import type { TollsRequest } from "./tolls.ts";
import { tollFile } from "./tollTable.ts";

const text = async (of: TestStore, asked: TollsRequest = {}): Promise<string> =>
  (await collect(tollFile(of.store, asked).pieces)).join("");
const table = async (of: TestStore, asked?: TollsRequest) => readTable(await text(of, asked));

const WOUNDED = { table: "claims", format: "csv", filter: { harm: "WOUNDED" } } as const;

/** A war with many clashes, each with its own total. */
function manyEvents(count: number): Record<string, string> {
  const numbers = Array.from({ length: count }, (_, at) => at);
  const events = numbers.map(
    (
      at,
    ) => `  - { id: clash-${at}, title: Clash, type: ASSAULT, mode: armed-clash, assertion: REPORTED, time: 2021-03-01,
      partOf: fighting, evidence: { article: flood-of-reports, quote: Fighting near Riverton } }`,
  );
  const claims = numbers.map(
    (at) => `  - { id: claim-${at}, article: flood-of-reports, event: clash-${at}, harm: KILLED, attributedTo: ministry,
      scope: CUMULATIVE, statedAt: 2021-03-02, count: { qualifier: AT_LEAST, value: 20, text: at least 20 },
      evidence: at least 20 people were killed }`,
  );
  return {
    ...SMALL_CORPUS,
    "records.yaml": SMALL_CORPUS["records.yaml"].replace(
      /^casualtyReports:.*(?=^mentions:)/ms,
      `${events.join("\n")}\ncasualtyReports:\n${claims.join("\n")}\n`,
    ),
  };
}

describe.each(dialects)("The table of tolls on %s", (dialect) => {
  let seeds: TestStore;
  beforeAll(async () => {
    seeds = await testStore(dialect);
    await seeds.load(SEEDS);
  });
  afterAll(() => seeds[Symbol.asyncDispose]());

  it("has the toll of an event and the tolls of some of its people", async () => {
    const rows = await table(seeds, { event: ["clashes-september-2020"] });
    expect(Object.keys(rows[0] ?? {})).toEqual(TOLL_COLUMNS.map(({ name }) => name));
    expect(rows.map((row) => row.is_whole)).toEqual(["true", ...rows.slice(1).map(() => "false")]);
    expect(rows[0]).toMatchObject({
      event_id: "clashes-september-2020",
      subject: "people",
      harm: "KILLED",
      rule: "RANGE",
      low: "95",
      high: "",
      highest: "95",
      is_open_above: "true",
      used_claims: expect.stringMatching(/(^|;)afp-95-killed(;|$)/),
      as_of: "",
      include_unreviewed: "false",
      recorded_as_of: "1",
    });
    expect(rows.find((row) => row.victims === "CIVILIAN" && row.side_id === "azerbaijan")).toMatchObject({
      label: expect.stringContaining("10 to 12"),
      low: "10",
      low_claims: "aliyev-10-civilians-killed",
      high: "12",
      high_claims: "prosecutor-12-civilians-killed",
      spread_difference: "2",
      spread_ratio: "1.2",
      latest_claim: "",
      latest_undetermined: "OVERLAPPING_TIMES",
    });
    expect(rows.find((row) => row.convention_low !== "")).toMatchObject({ low: "", high: "", convention_low: "12" });
  });

  it("agrees with the schema on the same question", async () => {
    const asked = {
      event: ["clashes-september-2020"],
      victims: "CIVILIAN",
      party: ["azerbaijan"],
      rule: "HIGHEST",
      asOf: "2020-09-30",
    } as const;
    const [row] = await table(seeds, { ...asked, side: "azerbaijan" });
    expect(row).toMatchObject({
      is_whole: "true",
      victims: "CIVILIAN",
      side_name: "Azerbaijan",
      party_ids: "azerbaijan",
      rule: "HIGHEST",
      label: expect.stringMatching(/^12 killed, according to Prosecutor's Office of Azerbaijan \(the highest claim/),
      as_of: "2020-09-30T23:59:59.999Z",
    });
  });

  it("has every event with claims of the harm, and no others", async () => {
    const events = async (asked: TollsRequest) => new Set((await table(seeds, asked)).map((row) => row.event_id));
    const reports = readTable((await collect((await tableFile(seeds.store, WOUNDED)).pieces)).join(""));
    const wounded = await events({ harm: "WOUNDED" });
    for (const row of reports) expect(wounded).toContain(row.event_id);
    expect(await events({ harm: "CAPTURED" })).toEqual(new Set());
    expect(await text(seeds, { harm: "CAPTURED" })).toMatch(/^event_id,.*\r\n$/);
  });

  it("refuses what the schema refuses", async () => {
    for (const asked of [{ event: ["nowhere"] }, { side: "nobody" }, { asOf: "soon" }, { recordedAsOf: 9 }])
      await expect(text(seeds, asked)).rejects.toMatchObject({ name: "RefusedError" });
  });
});

describe("The tolls of many events", () => {
  const COUNT = 250;
  let many: TestStore;
  beforeAll(async () => {
    await using folder = await corpusFolder(manyEvents(COUNT));
    many = await testStore("SQLite");
    await many.load(folder.path);
  });
  afterAll(() => many[Symbol.asyncDispose]());

  it("come page by page, with as many statements for each", async () => {
    many.statements.length = 0;
    const statements: number[] = [];
    let all = "";
    for await (const piece of tollFile(many.store, {}).pieces) {
      statements.push(many.statements.splice(0).length);
      all += piece;
    }
    const rows = readTable(all).filter((row) => row.event_id !== "fighting");
    expect(new Set(rows.map((row) => row.event_id)).size).toBe(COUNT);
    expect(statements).toHaveLength(3);
    expect(Math.max(...statements)).toBeLessThan(25);
  });
});
