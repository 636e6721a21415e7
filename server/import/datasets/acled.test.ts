import { describe, expect, it } from "vitest";
import { countLabel } from "../../domain/count.ts";
import { acledRow, type Row } from "../../testing/imports/datasetRows.ts";
import { readRow } from "../../testing/imports/readRow.ts";
import { ACLED } from "./acled.ts";

const read = (row: Row = {}, release: string | null = "2026-11-30") => readRow(ACLED, acledRow(row), { release });

describe("A row of ACLED", () => {
  it("becomes an event of two actors, neither of which is said to have attacked", () => {
    const found = read();
    expect(found.faults).toEqual([]);
    expect(found.all("Event")).toMatchObject([
      {
        slug: "acled-nld12",
        title: "Armed clash: Riverton, 2020-09-27",
        eventType: "ASSAULT",
        mode: "armed-clash",
        acledSubEvent: "Armed clash",
        assertion: "CLAIMED",
        claimedBy: "acled",
        time: { at: "2020-09-27" },
        datePrecision: 1,
        participants: [
          { role: "ACTOR", party: null },
          { role: "ACTOR", party: null },
        ],
        evidence: [{ quote: "NLD12", cell: { column: "event_id_cnty" } }],
        note: "A clash at the ford.",
      },
    ]);
    expect(found.all("Actor").map(({ name, kind }) => [name, kind])).toEqual([
      [ACLED.publisher.name, "ORGANISATION"],
      ["Military Forces of Northland", "ARMED_FORCE"],
      ["River Front", "ARMED_GROUP"],
    ]);
  });

  it("gives one claim of ACLED, about a number, based on the outlets it names", () => {
    const claims = read().all("CasualtyReport");
    expect(claims.map(({ count }) => countLabel(count))).toEqual(["about 11"]);
    expect(claims).toMatchObject([
      {
        slug: "acled-nld12-fatalities",
        harm: "KILLED",
        attributedTo: { actor: "acled" },
        basis: { words: "Hill Wire; Daily Ford", articles: [] },
        statedAt: { at: "2026-11-30", basis: "INFERRED" },
        evidence: [{ quote: "11", cell: { file: "table.csv", row: 2, column: "fatalities" } }],
      },
    ]);
  });

  it("gives no claim for 0, which ACLED also writes if no deaths are known", () => {
    const found = read({ fatalities: "0" });
    expect(found.all("CasualtyReport")).toEqual([]);
    expect(found.all("Event")).toHaveLength(1);
    expect(found.leftOut).toEqual(["figures of 0: ACLED also writes 0 if no deaths are known"]);
  });

  it("is left out if PLOVER has no such type of event", () => {
    const found = read({ sub_event_type: "Other" });
    expect(found.records).toEqual([]);
    expect(found.leftOut).toEqual(["events of the type “Other”, which PLOVER lacks"]);
  });

  it.each([
    ["2020-09-27", "2020-09-27"],
    ["7 Sep 2020", "2020-09-07"],
    ["07-September-2020", "2020-09-07"],
  ])("has the day %s", (event_date, day) => {
    expect(read({ event_date }).all("Event")[0]?.time?.at).toBe(day);
  });

  it.each<[Row, string[]]>([
    [{ event_date: "31 February 2020" }, ["event_date is “31 February 2020”, not a date such as 2020-09-27"]],
    [{ event_date: "27 Maybe 2020" }, ["event_date is “27 Maybe 2020”, not a date such as 2020-09-27"]],
    [{ inter1: "9" }, [expect.stringContaining("inter1 is the unknown category “9”")]],
    [{ sub_event_type: "Dance" }, [expect.stringContaining("sub_event_type is the unknown category “Dance”")]],
    [{ event_id_cnty: "…" }, ["event_id_cnty is “…”, not an id of at most 60 letters and digits"]],
    [{ event_id_cnty: "x".repeat(61) }, [expect.stringContaining("not an id of at most 60")]],
    [{ fatalities: "" }, ["fatalities is “”, not a whole number from 0 to 2147483646"]],
  ])("is refused if it has %j", (row, faults) => {
    expect(read(row).faults).toEqual(faults);
  });

  it("belongs to a private source that does not show texts", () => {
    expect(ACLED.source).toMatchObject({ isPrivate: true, showsText: false });
  });
});
