import { describe, expect, it } from "vitest";
import { aDenial, anActorRef } from "../../../src/testing/index.ts";
import { remarksOn } from "../model/remarks.ts";
import { aClaim, aTime, endOfDay } from "./aClaim.ts";

const textsOf = (...asked: Parameters<typeof remarksOn>) => remarksOn(...asked).map(({ text }) => text);

describe("What is to be known of a claim", () => {
  it("is nothing where it is current, reviewed, and neither denied nor taken back", () => {
    expect(remarksOn(aClaim(), null)).toEqual([]);
  });

  it("names who denies what, once each", () => {
    const deniedBy = anActorRef({ name: "Southland" });
    const denials = [
      aDenial({ deniedBy, matter: "RESPONSIBILITY" }),
      aDenial({ deniedBy, matter: "RESPONSIBILITY" }),
      aDenial({ deniedBy: null, matter: "COUNT" }),
    ];
    expect(textsOf(aClaim({ denials }), null)).toEqual([
      "Southland and 1 source not named denied: who did it and the figure",
    ]);
  });

  it("holds a retraction and a denial only from when they were made", () => {
    const late = aTime("2020-09-30");
    const claim = aClaim({
      retraction: { words: null, note: null, statedAt: late, evidence: [] },
      denials: [aDenial({ matter: "COUNT", statedAt: late })],
    });
    expect(textsOf(claim, endOfDay("2020-09-29"))).toEqual([]);
    expect(textsOf(claim, endOfDay("2020-09-30"))).toEqual([
      "taken back by its claimant",
      "1 source not named denied: the figure",
    ]);
  });

  it("counts a retraction of unknown time at any", () => {
    const claim = aClaim({ retraction: { words: null, note: null, statedAt: null, evidence: [] } });
    expect(textsOf(claim, endOfDay("2020-09-28"))).toEqual(["taken back by its claimant"]);
  });

  it("says what nobody has looked at, what was found wrong, and what is not claimed of the event", () => {
    expect(textsOf(aClaim({ review: "EXTRACTED" }), null)).toEqual(["not reviewed"]);
    expect(textsOf(aClaim({ review: "REJECTED" }), null)).toEqual(["found wrong on review"]);
    expect(textsOf(aClaim({ status: "HISTORIC" }), null)).toEqual(["of an earlier conflict"]);
  });

  it("says what may have been stated by a time, and what nobody can date", () => {
    const asOf = endOfDay("2020-09-27");
    expect(textsOf(aClaim({ stated: "2020-09-27/2020-09-28" }), asOf)).toEqual(["perhaps stated by then"]);
    expect(textsOf(aClaim({ stated: null }), asOf)).toEqual(["nobody knows when it was stated"]);
  });
});
