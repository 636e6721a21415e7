import { describe, expect, it } from "vitest";
import { anActorRef } from "../../../src/testing/index.ts";
import { rowName, rowsOf } from "../model/rows.ts";
import { aClaim } from "./aClaim.ts";

describe("The rows of the chart", () => {
  it("are one per party: the largest figure first, then by name, and parties without a number last", () => {
    const rows = rowsOf([
      aClaim({ party: "United Nations" }),
      aClaim({ party: "Reuters", figure: [55, null] }),
      aClaim({ party: "AFP", figure: 11 }),
      aClaim({ party: "AFP", figure: [95, null] }),
      aClaim({ party: "Armenia", figure: 55 }),
    ]);
    expect(rows.map(rowName)).toEqual(["AFP", "Armenia", "Reuters", "United Nations"]);
    expect(rows[0]?.claims).toHaveLength(2);
  });

  it("end with claims without a claimant: one row per publisher, and one without a publisher", () => {
    const publisher = anActorRef({ name: "The Gazette" });
    const rows = rowsOf([
      aClaim({ figure: 95 }),
      aClaim({ figure: 9, publisher }),
      aClaim({ figure: 8, publisher }),
      aClaim({ figure: 2 }),
      aClaim({ party: "AFP", figure: 1, publisher }),
    ]);
    expect(rows.map((row) => [row.party?.name, row.publisher?.name, row.claims.length])).toEqual([
      ["AFP", undefined, 1],
      [undefined, undefined, 2],
      [undefined, "The Gazette", 2],
    ]);
  });

  it("include a separate row for a claimant whose affiliations lead to several parties", () => {
    const actor = anActorRef({ name: "A joint commission" });
    expect(rowsOf([aClaim({ attributedTo: { actor, words: null } })]).map(rowName)).toEqual(["A joint commission"]);
  });

  it("have their claims in the order of time, unknown times last", () => {
    const [row] = rowsOf([
      aClaim({ stated: null, figure: 1 }),
      aClaim({ stated: "2020-09-29", figure: 2 }),
      aClaim({ stated: "2020-09-27", figure: 3 }),
    ]);
    expect(row?.claims.map(({ count }) => count.label)).toEqual(["3", "2", "1"]);
  });
});
