import { describe, expect, it } from "vitest";
import { anActorRef } from "../../../src/testing/index.ts";
import { rowName, rowsOf } from "../model/rows.ts";
import { aClaim } from "./aClaim.ts";

describe("The rows of the picture", () => {
  it("are one for each party: the largest figure first, then by name, and who gives no number last", () => {
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

  it("end with those who name no claimant: one for each publisher, and one for all that state none", () => {
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

  it("hold a claimant whose affiliations lead to several parties by itself", () => {
    const actor = anActorRef({ name: "A joint commission" });
    expect(rowsOf([aClaim({ attributedTo: { actor, words: null } })]).map(rowName)).toEqual(["A joint commission"]);
  });

  it("have their claims in the order of time, those of unknown time last", () => {
    const [row] = rowsOf([
      aClaim({ stated: null, figure: 1 }),
      aClaim({ stated: "2020-09-29", figure: 2 }),
      aClaim({ stated: "2020-09-27", figure: 3 }),
    ]);
    expect(row?.claims.map(({ count }) => count.label)).toEqual(["3", "2", "1"]);
  });
});
