import { describe, expect, it } from "vitest";
import { aClaim, aQuestion, everybody, exactly, testFacts } from "../../testing/corpora/claims.ts";
import type { Claim } from "./claim.ts";
import { sideFigures } from "./sides.ts";
import { reconcile } from "./toll.ts";

// Actors 7 and 8 are the event's parties A and B, 71 belongs to 7, and 9 is neither.
const facts = testFacts({ letterOf: (actor) => (actor === 7 || actor === 71 ? "A" : actor === 8 ? "B" : null) });
const figuresFor = (side: number, claims: readonly Claim[]) =>
  sideFigures([reconcile(aQuestion({ subject: { ...everybody, side } }), claims, facts)], facts);

describe("Figures for a side's people", () => {
  const [own, opposing, third, nobody] = [7, 8, 9, null].map((party, index) =>
    aClaim({ side: 7, party, ...exactly(10 + index) }),
  ) as [Claim, Claim, Claim, Claim];

  it("are separated by who gives them: their own side, the opposing side or others", () => {
    expect(figuresFor(7, [own, opposing, third, nobody])).toMatchObject([
      {
        side: 7,
        letter: "A",
        own: { claims: [own], claimants: 1, range: { low: 10, high: 10 } },
        opposing: { claims: [opposing], claimants: 1, range: { low: 11, high: 11 } },
        others: { claims: [third, nobody], claimants: 1, range: { low: 12, high: 13 } },
      },
    ]);
  });

  it("are reversed for the other side's people", () => {
    const claims = [own, opposing].map((claim) => ({ ...claim, side: 8 }));
    expect(figuresFor(8, claims)).toMatchObject([
      { letter: "B", own: { claims: [claims[1]] }, opposing: { claims: [claims[0]] } },
    ]);
  });

  it("are missing, not zero, from a side that gives none", () => {
    expect(figuresFor(7, [own])[0]?.opposing).toMatchObject({
      claims: [],
      claimants: 0,
      range: { low: null, high: null },
    });
  });

  it("do not exist if no side is known or nobody gives a figure", () => {
    expect(figuresFor(9, [{ ...own, side: 9 }])).toEqual([]);
    expect(figuresFor(7, [])).toEqual([]);
    expect(sideFigures([reconcile(aQuestion(), [aClaim()], facts)], facts)).toEqual([]);
  });
});
