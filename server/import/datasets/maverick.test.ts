import { describe, expect, it } from "vitest";
import { countLabel } from "../../domain/count.ts";
import { maverickRow, type Row } from "../../testing/imports/datasetRows.ts";
import { MEDIA_HASH, readRow } from "../../testing/imports/readRow.ts";
import { RowReader } from "../rowReader.ts";
import { MAVERICK } from "./maverick.ts";

const read = (row: Row = {}) => readRow(MAVERICK, maverickRow(row));

describe("A row of MAVERICK", () => {
  it("is a report with its claims, which have no claimant because the dataset names none", () => {
    const found = read();
    expect(found.faults).toEqual([]);
    const [, report] = found.all("Article");
    expect(report).toMatchObject({ title: "Three dead at a market", published: { at: "2020-09-29" }, language: "und" });
    expect(found.all("Actor").find(({ slug }) => slug === report?.publisher)).toMatchObject({
      name: "Hill Wire",
      kind: "NEWS_AGENCY",
    });
    const claims = found.all("CasualtyReport");
    expect(claims.map(({ harm, count }) => [harm, countLabel(count)])).toEqual([
      ["KILLED", "between 2 and 5, best estimate 3"],
      ["WOUNDED", "7"],
    ]);
    expect(claims).toMatchObject([
      {
        slug: "maverick-report-1-deaths",
        article: report?.slug,
        event: "maverick-ken-0001",
        attributedTo: null,
        statedAt: { at: "2020-09-29" },
        evidence: ["deaths_best", "deaths_low", "deaths_high"].map((column) => ({
          article: "maverick",
          cell: { column },
        })),
      },
      { slug: "maverick-report-1-injuries", evidence: [{ quote: "7", cell: { column: "injuries_best" } }] },
    ]);
  });

  it("describes its event, with the actors by their roles", () => {
    const found = read({ actor3: "Onlookers", actor3_id: "A-3", actor3_type: "Citizens", actor3_bystander: "1" });
    const [event] = found.all("Event");
    expect(event).toMatchObject({
      title: "Election-related violence: Ford Road, 2020-09-27 to 2020-09-28",
      participants: [
        { actor: "maverick-actor-a-1", role: "ACTOR" },
        { actor: "maverick-actor-a-2", role: "RECIPIENT" },
      ],
      note: "Election: KE-2099. Context: A rally. Target: Traders.",
    });
    expect(found.all("Place")).toMatchObject([{ name: "Ford Road", country: "KE", note: "Riverton, Kenya" }]);
  });

  it("describes an event only once: later rows are further reports on it", () => {
    const reader = MAVERICK.reader({ release: null, mediaHash: MEDIA_HASH, ucdpActors: new Map() });
    const typesOf = (row: Row, number: number) =>
      reader.read(new RowReader("t.csv", { number, line: number, values: row }, [])).records.map(({ type }) => type);
    expect(typesOf(maverickRow(), 2)).toContain("Event");
    expect(typesOf(maverickRow({ id: "report-2", city: "Milltown" }), 3)).toEqual([
      ...["Actor", "Article", "CasualtyReport", "CasualtyReport"],
    ]);
  });

  it("gives no claim of 0, and says that bounds were left out", () => {
    const zero = { deaths_best: "0", deaths_low: "0", deaths_high: "0" };
    expect(
      read(zero)
        .all("CasualtyReport")
        .map(({ harm }) => harm),
    ).toEqual(["WOUNDED"]);
    expect(read({ ...zero, injuries_best: "0", injuries_low: "0", injuries_high: "0" }).leftOut).toEqual([
      "reports that give neither deaths nor injured people (0)",
    ]);
    const [claim] = read({ deaths_low: "4" }).all("CasualtyReport");
    expect(claim).toMatchObject({
      count: { qualifier: "ABOUT", min: 3 },
      note: expect.stringMatching(/bounds 4 and 5/),
    });
    expect(claim?.evidence).toHaveLength(3);
  });

  it("has no time if the event ends before it begins, and no date if the report's date does not exist", () => {
    const found = read({ date_end: "2020-09-01", source: "Hill Wire (2020-02-31) Three dead" });
    expect(found.faults).toEqual([]);
    expect(found.all("Event")[0]?.time).toBeNull();
    expect(found.all("Article")[1]).toMatchObject({ title: "Three dead", published: null });
    expect(found.leftOut).toEqual(["times of events that end before they begin"]);
  });

  it.each<[Row, string[]]>([
    [{ country: "Norway" }, ["country is the unknown category “Norway”; known here: Kenya, Ivory Coast"]],
    [{ aggregation: "Median" }, ["aggregation is the unknown category “Median”; known here: None"]],
    [{ unit_of_analysis: "Event" }, ["unit_of_analysis is the unknown category “Event”; known here: Event report"]],
    [{ actor6_victim: "yes" }, ["actor6_victim is the unknown category “yes”; known here: 0, 1, (empty)"]],
    [{ date_start: "soon" }, ["date_start is “soon”, not a date such as 2020-09-27"]],
    [{ source: "" }, ["source is empty; a value is needed"]],
    [{ event_id: "" }, ["event_id is empty; a value is needed"]],
  ])("is refused if it has %j", (row, faults) => {
    expect(read(row).faults).toEqual(faults);
  });
});
