import { expect, it } from "vitest";
import { aClaim, exactly, testFacts } from "../../testing/corpora/claims.ts";
import { breakDown } from "./breakdown.ts";
import type { Claim } from "./claim.ts";
import { eligibleClaims } from "./eligibility.ts";

it("Parts that make up a whole do not fall short of it if one of them is excluded", () => {
  const whole = aClaim({ ...exactly(95), partsAreAll: true });
  const part = (number: number, differences: Partial<Claim>) =>
    aClaim({ ...exactly(number), partOf: whole.id, partKind: "SUBGROUP", ...differences });
  const claims = [whole, part(84, { victims: "MILITARY" }), part(11, { victims: "CIVILIAN", review: "EXTRACTED" })];

  const broken = (includeUnreviewed: boolean) => {
    const fit = eligibleClaims(claims, { asOf: null, includeUnreviewed });
    return breakDown(fit[0] as Claim, fit, testFacts(), { by: "SIDE", rows: [] });
  };
  expect(broken(false)).toMatchObject({ sum: exactly(84), unaccounted: exactly(11), contradictions: [] });
  expect(broken(true)).toMatchObject({ sum: exactly(95), unaccounted: exactly(0), contradictions: [] });
});
