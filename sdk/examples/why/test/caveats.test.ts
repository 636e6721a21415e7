import { describe, expect, it } from "vitest";
import { aDenial, anActorRef } from "../../../src/testing/index.ts";
import { caveatsOf } from "../model/caveats.ts";
import { aClaim, aTime, endOfDay } from "./aClaim.ts";

const textsOf = (...asked: Parameters<typeof caveatsOf>) => caveatsOf(...asked).map(({ text }) => text);

describe("A claim's caveats", () => {
  it("are none if it is current, reviewed, and neither denied nor retracted", () => {
    expect(caveatsOf(aClaim(), null)).toEqual([]);
  });

  it("name who denies what, without duplicates", () => {
    const deniedBy = anActorRef({ name: "Southland" });
    const denials = [
      aDenial({ deniedBy, matter: "RESPONSIBILITY" }),
      aDenial({ deniedBy, matter: "RESPONSIBILITY" }),
      aDenial({ deniedBy: null, matter: "COUNT" }),
    ];
    expect(textsOf(aClaim({ denials }), null)).toEqual([
      "denied by Southland and 1 unnamed source: responsibility and the figure",
    ]);
  });

  it("include a retraction and a denial only from the time when they were made", () => {
    const late = aTime("2020-09-30");
    const claim = aClaim({
      retraction: { words: null, note: null, statedAt: late, evidence: [] },
      denials: [aDenial({ matter: "COUNT", statedAt: late })],
    });
    expect(textsOf(claim, endOfDay("2020-09-29"))).toEqual([]);
    expect(textsOf(claim, endOfDay("2020-09-30"))).toEqual([
      "retracted by the claimant",
      "denied by 1 unnamed source: the figure",
    ]);
  });

  it("always include a retraction at an unknown time", () => {
    const claim = aClaim({ retraction: { words: null, note: null, statedAt: null, evidence: [] } });
    expect(textsOf(claim, endOfDay("2020-09-28"))).toEqual(["retracted by the claimant"]);
  });

  it("say that it is not reviewed, found wrong, or not about this event", () => {
    expect(textsOf(aClaim({ review: "EXTRACTED" }), null)).toEqual(["not reviewed"]);
    expect(textsOf(aClaim({ review: "REJECTED" }), null)).toEqual(["found wrong on review"]);
    expect(textsOf(aClaim({ status: "HISTORIC" }), null)).toEqual(["about an earlier conflict"]);
  });

  it("say that it may have been stated by a time, or that its time is unknown", () => {
    const asOf = endOfDay("2020-09-27");
    expect(textsOf(aClaim({ stated: "2020-09-27/2020-09-28" }), asOf)).toEqual(["possibly stated by then"]);
    expect(textsOf(aClaim({ stated: null }), asOf)).toEqual(["not known when it was stated"]);
  });
});
