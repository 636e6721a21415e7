import { describe, expect, it } from "vitest";
import { countLabel } from "../../domain/count.ts";
import { gedRow, type Row } from "../../testing/imports/datasetRows.ts";
import { readRow } from "../../testing/imports/readRow.ts";
import { UCDP_GED } from "./ucdpGed.ts";

const read = (row: Row = {}, release: string | null = "25.1", ucdpActors = new Map<number, string>()) =>
  readRow(UCDP_GED, gedRow(row), { release, ucdpActors });
const labels = (found: ReturnType<typeof read>) =>
  Object.fromEntries(found.all("CasualtyReport").map(({ slug, count }) => [slug, countLabel(count)]));

describe("A row of UCDP GED", () => {
  it("becomes an event that UCDP claims, with its time, place and sides", () => {
    const found = read();
    expect(found.faults).toEqual([]);
    expect(found.all("Event")).toMatchObject([
      {
        slug: "ucdp-ged-7001",
        title: "State-based violence: Riverton, 2020-09-27",
        eventType: "ASSAULT",
        assertion: "CLAIMED",
        claimedBy: "ucdp",
        time: { at: "2020-09-27", precision: "DAY" },
        datePrecision: 1,
        ucdpTypeOfViolence: 1,
        participants: [
          { actor: "ucdp-ged-actor-901", role: "ACTOR", party: "A", assertedBy: "ucdp" },
          { actor: "ucdp-ged-actor-902", role: "ACTOR", party: "B", assertedBy: "ucdp" },
        ],
        evidence: [{ article: "ucdp-ged", quote: "7001", cell: { file: "table.csv", row: 2, column: "id" } }],
        note: "Dyad: Government of Northland - River Front. Where: at the ford of Riverton.",
      },
    ]);
    expect(found.all("Place")).toMatchObject([
      { name: "Riverton", latitude: 10.5, longitude: 20.25, precision: 1, note: "River province, Northland" },
    ]);
    expect(found.all("Actor").map(({ name, kind }) => [name, kind])).toEqual([
      ["Uppsala Conflict Data Program", "ORGANISATION"],
      ["Government of Northland", "GOVERNMENT_BODY"],
      ["River Front", "ARMED_GROUP"],
      ["Hill Wire", "ORGANISATION"],
      ["Daily Ford", "ORGANISATION"],
    ]);
  });

  it("gives a claim for the total with its bounds, and one for each part that is not 0", () => {
    const found = read();
    expect(labels(found)).toEqual({
      "ucdp-ged-7001-total": "between 9 and 14, best estimate 11",
      "ucdp-ged-7001-deaths-a": "about 4",
      "ucdp-ged-7001-deaths-b": "about 5",
      "ucdp-ged-7001-deaths-civilians": "about 2",
    });
    expect(found.claim("total")).toMatchObject({
      harm: "KILLED",
      scope: "CUMULATIVE",
      attributedTo: { actor: "ucdp", words: null },
      period: { at: "2020-09-27" },
      statedAt: { at: "2025", basis: "INFERRED", note: "The year of the release 25.1." },
      partsAreAll: true,
      partOf: null,
      evidence: ["best", "low", "high"].map((column) => ({ quote: gedRow()[column], cell: { column } })),
    });
    expect(found.claim("deaths-a")).toMatchObject({ side: "ucdp-ged-actor-901", victims: "MILITARY" });
    expect(found.claim("deaths-b")).toMatchObject({ side: "ucdp-ged-actor-902", victims: "MILITARY" });
    expect(found.claim("deaths-civilians")).toMatchObject({
      side: null,
      victims: "CIVILIAN",
      partOf: "ucdp-ged-7001-total",
      partKind: "SUBGROUP",
      evidence: [{ quote: "2", cell: { row: 2, column: "deaths_civilians" } }],
    });
    expect(found.claim("deaths-unknown")).toBeUndefined();
    expect(found.leftOut).toEqual(["parts of a total that are 0: UCDP writes 0 if it records no deaths"]);
  });

  it("gives exact figures if the three estimates are equal, and people of unknown status a tag", () => {
    const found = read({ deaths_civilians: "0", deaths_unknown: "2", low: "11", high: "11" });
    expect(labels(found)).toEqual({
      "ucdp-ged-7001-total": "11",
      "ucdp-ged-7001-deaths-a": "4",
      "ucdp-ged-7001-deaths-b": "5",
      "ucdp-ged-7001-deaths-unknown": "2",
    });
    expect(found.claim("deaths-unknown")).toMatchObject({ tags: ["status-unknown"], victims: "UNSPECIFIED" });
    expect(found.claim("total")?.evidence.map(({ cell }) => cell?.column)).toEqual(["best"]);
  });

  it("does not say that the parts are all if they do not sum to the best estimate", () => {
    expect(read({ deaths_b: "4" }).claim("total")?.partsAreAll).not.toBe(true);
    const none = read({ deaths_a: "0", deaths_b: "0", deaths_civilians: "0", best: "0", low: "0", high: "3" });
    expect(labels(none)).toEqual({ "ucdp-ged-7001-total": "between 0 and 3, best estimate 0" });
    expect(none.claim("total")?.partsAreAll).not.toBe(true);
  });

  it.each([
    ["12", "14"],
    ["9", "10"],
    ["14", "9"],
  ])("leaves out the bounds %s and %s, which do not contain the best estimate 11, and says so", (low, high) => {
    const found = read({ low, high });
    expect(labels(found)["ucdp-ged-7001-total"]).toBe("about 11");
    expect(found.claim("total")?.note).toBe(
      `The dataset gives the bounds ${low} and ${high}, which do not contain its best estimate.`,
    );
    expect(found.leftOut).toContain("bounds that do not contain the best estimate: the claim's note gives them");
  });

  it("names what the figures are based on: the reports as articles without text, and whom they quote", () => {
    const found = read();
    const [, first, second] = found.all("Article");
    expect(first).toMatchObject({
      title: '"Eleven dead" at the ford',
      wording: "METADATA_ONLY",
      language: "und",
      published: { at: "2020-09-29", basis: "STATED" },
    });
    expect(second).toMatchObject({ title: "Fighting at the ford" });
    expect(found.claim("total")?.basis).toEqual({ words: "army; hospital", articles: [first?.slug, second?.slug] });
    expect(found.claim("total")?.attributedTo?.actor).toBe("ucdp");
  });

  it.each([
    ["", "", undefined],
    ["", "army", { words: "army", articles: [] }],
  ])("has the basis that the columns %j and %j give", (source_article, source_original, basis) => {
    expect(read({ source_article, source_original }).claim("total")?.basis).toEqual(basis);
  });

  it("keeps a list of reports that is not structured as one article, and cuts long titles between characters", () => {
    const [, plain] = read({ source_article: "Hill Wire 29 September, Daily Ford" }).all("Article");
    expect(plain).toMatchObject({ title: "Hill Wire 29 September, Daily Ford", published: null, publisher: null });
    const [, long] = read({ source_article: `${"x".repeat(298)}😀😀` }).all("Article");
    expect(long?.title).toHaveLength(300);
    expect(long?.title.isWellFormed()).toBe(true);
    const [, impossible] = read({ source_article: `"Hill Wire,2020-02-31,Fighting"` }).all("Article");
    expect(impossible).toMatchObject({ title: "Hill Wire,2020-02-31,Fighting", published: null });
  });

  it("of one-sided violence blames side A, and makes the civilians recipients", () => {
    const found = read({
      type_of_violence: "3",
      side_b: "Civilians",
      deaths_a: "0",
      deaths_b: "0",
      deaths_civilians: "11",
    });
    expect(found.all("Event")[0]?.participants.map(({ role }) => role)).toEqual(["ACTOR", "RECIPIENT"]);
    expect(found.claim("total")?.blamed).toEqual({ actor: "ucdp-ged-actor-901", words: null });
    expect(found.all("Actor").find(({ name }) => name === "Civilians")?.kind).toBe("PEOPLE");
  });

  it("spans the days, notes an unclear event and an unfinished coding, and has no date without a release", () => {
    const found = read({ date_end: "2020-09-29T00:00:00", event_clarity: "2", code_status: "Check deaths" }, null);
    const [event] = found.all("Event");
    expect(event?.time).toMatchObject({ at: "2020-09-27/2020-09-29", precision: "SPAN" });
    expect(event?.note).toMatch(/several incidents together\. Coding status: Check deaths\.$/);
    expect(found.claim("total")?.statedAt).toBeNull();
  });

  it("uses an actor that the store knows by its id in UCDP's list", () => {
    const found = read({}, null, new Map([[901, "northland"]]));
    expect(found.all("Event")[0]?.participants[0]?.actor).toBe("northland");
    expect(found.claim("deaths-a")?.side).toBe("northland");
  });

  it.each<[Row, string[]]>([
    [{ type_of_violence: "4" }, ["type_of_violence is the unknown category “4”; known here: 1, 2, 3"]],
    [
      { code_status: "Check all" },
      [
        "code_status is the unknown category “Check all”; known here: Clear, Check deaths, Check dyad, Check type, (empty)",
      ],
    ],
    [{ best: "1e3" }, ["best is “1e3”, not a whole number from 0 to 2147483646"]],
    [{ best: "-1" }, ["best is “-1”, not a whole number from 0 to 2147483646"]],
    [{ best: "=SUM(1,2)" }, ["best is “=SUM(1,2)”, not a whole number from 0 to 2147483646"]],
    [{ high: "99999999999" }, ["high is “99999999999”, not a whole number from 0 to 2147483646"]],
    [{ low: "" }, ["low is “”, not a whole number from 0 to 2147483646"]],
    [{ deaths_a: "0x10" }, ["deaths_a is “0x10”, not a whole number from 0 to 2147483646"]],
    [{ latitude: "" }, ["latitude is empty, but the other coordinate is not; give both or neither"]],
    [{ longitude: "" }, ["longitude is empty, but the other coordinate is not; give both or neither"]],
    [{ latitude: "90.5" }, ["latitude is “90.5”, not a number from -90 to 90"]],
    [{ date_start: "2020-02-31" }, ["date_start is “2020-02-31”, not a date such as 2020-09-27"]],
    [{ date_end: "2020-09-26" }, ["date_end is “2020-09-26”, before date_start, which is 2020-09-27"]],
    [
      { date_prec: "6", where_prec: "0" },
      ["where_prec is “0”, not a whole number from 1 to 7", "date_prec is “6”, not a whole number from 1 to 5"],
    ],
    [{ side_a: " " }, ["side_a is empty; a value is needed"]],
    [{ side_b_new_id: "0" }, ["side_b_new_id is “0”, not a whole number from 1 to 2147483646"]],
    [{ id: "seven" }, ["id is “seven”, not a whole number from 0 to 2147483646"]],
    [{ event_clarity: "constructor" }, ["event_clarity is the unknown category “constructor”; known here: 1, 2"]],
  ])("is refused with all faults if it has %j", (row, faults) => {
    expect(read(row).faults).toEqual(faults);
  });

  it("has a place of the country if no other is named", () => {
    const [place] = read({ where_coordinates: "", latitude: "", longitude: "" }).all("Place");
    expect(place).toMatchObject({ name: "Northland", latitude: null, longitude: null });
  });
});
