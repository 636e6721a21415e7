import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  anyClaims,
  at,
  atLeast,
  between,
  exactly,
  testFacts,
  upTo,
  vague,
} from "../../../testing/corpora/claims.ts";
import { breakDown } from "../breakdown.ts";
import type { Claim } from "../claim.ts";
import { breakdownLabel } from "./breakdownLabel.ts";

const names = {
  actor: (key: number) => `actor ${key}`,
  place: (key: number) => `place ${key}`,
  event: (key: number) => `event ${key}`,
};
const labelOf = (whole: Claim, others: readonly Claim[], rows: readonly number[] = []) =>
  breakdownLabel(breakDown(whole, [whole, ...others], testFacts(), { by: "SIDE", rows }), names);

describe("The label of a breakdown", () => {
  const whole = aClaim(exactly(1095));
  const civilians = (bounds: Partial<Claim>, of = whole) =>
    aClaim({ ...bounds, victims: "CIVILIAN", partOf: of.id, partKind: "SUBGROUP" });
  const military = (bounds: Partial<Claim>, of = whole) =>
    aClaim({ ...bounds, victims: "MILITARY", partOf: of.id, partKind: "SUBGROUP" });

  it.each<[string, Claim[]]>([
    [
      "11 civilians and 1,084 members of the military sum to 1,095, all of the claimed total of 1,095.",
      [civilians(exactly(11)), military(exactly(1084))],
    ],
    [
      "At least 11 civilians and 1,084 members of the military sum to at least 1,095, all of the claimed total of 1,095.",
      [civilians(atLeast(11)), military(exactly(1084))],
    ],
    [
      "11 civilians and 1,000 members of the military sum to 1,011, 84 short of the claimed total of 1,095.",
      [civilians(exactly(11)), military(exactly(1000))],
    ],
    [
      "10 to 12 civilians and 1,000 members of the military sum to 1,010 to 1,012, 83 to 85 short of the claimed total of 1,095.",
      [civilians(between(10, 12)), military(exactly(1000))],
    ],
    [
      "Up to 12 civilians and 1,083 members of the military sum to 1,083 to 1,095, up to 12 short of the claimed total of 1,095.",
      [civilians(upTo(12)), military(exactly(1083))],
    ],
    [
      "An unstated number of civilians and 1,000 members of the military sum to at least 1,000, up to 95 short of the claimed total of 1,095.",
      [civilians(vague(12)), military(exactly(1000))],
    ],
    [
      "The only part that can be summed is 1 civilian, 1,094 short of the claimed total of 1,095.",
      [civilians(exactly(1))],
    ],
    ["No part of the claimed total of 1,095 has a figure that can be summed.", []],
    [
      "1,000 civilians and 100 members of the military sum to 1,100, more than the claimed total of 1,095. The parts sum to more than the whole: 1,000 and 100 against 1,095.",
      [civilians(exactly(1000)), military(exactly(100))],
    ],
  ])("says: %s", (label, parts) => {
    expect(labelOf(whole, parts)).toBe(`${label} The list of parts may be incomplete.`);
  });

  it("says nothing about how much is left of a total without an upper bound or a number", () => {
    const open = aClaim(atLeast(95));
    expect(labelOf(open, [civilians(atLeast(11), open)])).toBe(
      "The only part that can be summed is at least 11 civilians; how much of the claimed total of at least 95 that covers is not known. The list of parts may be incomplete.",
    );
    const dozens = aClaim(vague());
    expect(labelOf(dozens, [civilians(exactly(11), dozens)])).toContain("how much of the claimed total that covers");
    expect(labelOf(dozens, [])).toContain("No part of the claimed total has a figure");
  });

  it("names the people for whom no claim of that time gives a running total", () => {
    const later = aClaim({ ...exactly(12), victims: "CIVILIAN", side: 7, stated: at(20) });
    const gaps = (claim: Claim) => labelOf(claim, [later], [7]).split("The list of parts may be incomplete")[1];
    expect(gaps(whole)).toBe(
      ": no claim known to be from that time gives a running total for civilians (side: actor 7) or members of the military (side: actor 7). Civilians (side: actor 7): claims of another time, or that are no running totals, say 12.",
    );
    expect(gaps({ ...whole, stated: null })).toMatch(/^: no claim gives a running total for /);
  });

  it("says in which way parts contradict the whole", () => {
    const all = { ...whole, partsAreAll: true };
    expect(labelOf(all, [civilians(exactly(11))])).toContain(
      "The parts are said to make up the whole, but sum to less: 11 against 1,095.",
    );
    expect(labelOf(all, [])).toContain("but sum to less: no figure against 1,095.");
    expect(labelOf(whole, [civilians(atLeast(1096))])).toContain(
      "A part is larger than the whole: at least 1,096 against 1,095.",
    );
  });

  it("is complete for any claims", () => {
    fc.assert(
      fc.property(
        anyClaims(14).filter(({ length }) => length > 0),
        (claims) => {
          const [first, ...others] = claims as [Claim, ...Claim[]];
          const label = labelOf({ ...first, stated: at(3) }, others, [7, 8]);
          expect(label).toMatch(/^[A-Z0-9].*\.$/);
          expect(label).not.toMatch(/undefined|null|NaN| {2}|\.\.|Infinity|: {2}/);
        },
      ),
      { numRuns: 300 },
    );
  });
});
