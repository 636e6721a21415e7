import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aClaim, at, atLeast, comparableClaims, exactly, onDay, shuffled } from "../../testing/corpora/claims.ts";
import type { Claim } from "./claim.ts";
import { latestOf, positionsOf, seriesKey } from "./position.ts";

const ids = (claims: readonly Claim[]) => claims.map(({ id }) => id);

describe("The latest claim", () => {
  const first = aClaim({ ...exactly(58), stated: at(27) });
  const last = aClaim({ ...exactly(84), stated: at(28) });

  it("is the one stated last, whatever its size and its position in the text", () => {
    expect(latestOf([last, first])).toMatchObject({ claim: last, candidates: [last], undetermined: null });
    const lower = aClaim({ ...exactly(50), stated: at(29) });
    expect(latestOf([lower, last, first]).claim).toBe(lower);
  });

  it.each([
    ["at the same instant", exactly(85), at(28), "EQUAL_TIMES"],
    ["on the same day", exactly(85), onDay(28), "OVERLAPPING_TIMES"],
    ["at no known time", exactly(85), null, "TIME_UNKNOWN"],
  ] as const)(
    "is not determined if another figure was stated %s, with the reason",
    (_when, bounds, stated, undetermined) => {
      const rival = aClaim({ ...bounds, stated });
      const latest = latestOf([first, rival, last]);
      expect(latest).toMatchObject({ claim: null, undetermined });
      expect(ids(latest.candidates).sort()).toEqual(ids([last, rival]).sort());
    },
  );

  it("is not a total of another period, which does not replace an earlier one", () => {
    const days = (from: number, until: number) => ({ from: onDay(from).from, until: onDay(until).until });
    const august = { ...first, period: days(1, 5) };
    const september = { ...last, period: days(6, 9) };
    expect(latestOf([august, september])).toMatchObject({ claim: null, undetermined: "OTHER_PERIODS" });
    expect(latestOf([august, september]).candidates).toEqual([august, september]);
    expect(latestOf([august, { ...september, period: days(1, 9) }]).claim).toMatchObject({ id: last.id });
    // A third that counts both takes the place of both.
    const both = aClaim({ ...exactly(200), stated: at(30), period: days(1, 9) });
    expect(latestOf([august, september, both]).candidates).toEqual([both]);
  });

  it("is known if all candidates state the same figure", () => {
    const same = aClaim({ ...exactly(84), stated: onDay(28) });
    const latest = latestOf([last, same]);
    expect([last, same]).toContain(latest.claim);
    expect(latest).toMatchObject({ undetermined: null, candidates: expect.arrayContaining([last, same]) });
    // About 84 is not 84.
    expect(latestOf([last, { ...same, isAbout: true }]).undetermined).toBe("OVERLAPPING_TIMES");
  });

  it("is null if there are no claims", () => {
    expect(latestOf([])).toEqual({ claim: null, candidates: [], undetermined: "NO_CLAIM" });
  });

  it("is a candidate, and all claims are candidates unless another is known to be later", () => {
    fc.assert(
      fc.property(comparableClaims(), (claims) => {
        const { claim, candidates, undetermined } = latestOf(claims);
        const isEarlier = ({ stated }: Claim) =>
          claims.some(({ stated: other }) => stated !== null && other !== null && stated.until < other.from);
        expect(ids(candidates).sort()).toEqual(ids(claims.filter((one) => !isEarlier(one))).sort());
        expect(claim === null).toBe(undetermined !== null);
        if (claim) expect(candidates).toContain(claim);
      }),
      { numRuns: 300 },
    );
  });
});

describe("Positions", () => {
  it("are one for each party, one for each publisher whose articles name no claimant, and one without publisher", () => {
    const claims = [
      aClaim({ party: 7, claimant: 71 }),
      aClaim({ party: 7, claimant: 72, stated: at(3) }),
      aClaim({ party: 8 }),
      aClaim({ party: null, publisher: 21 }),
      aClaim({ party: null, publisher: 21, stated: at(3) }),
      aClaim({ party: null, publisher: 22 }),
      aClaim({ party: null, publisher: null, article: 1 }),
      aClaim({ party: null, publisher: null, article: 2 }),
    ];
    expect(positionsOf(claims).map(({ party, publisher }) => [party, publisher])).toEqual([
      [7, null],
      [8, null],
      [null, 21],
      [null, null],
      [null, 22],
    ]);
  });

  it("keep earlier totals of the same party separate from the range", () => {
    const [early, late] = [aClaim({ ...exactly(58), stated: at(27) }), aClaim({ ...atLeast(84), stated: at(28) })];
    const [position] = positionsOf([late, early]);
    expect(position).toMatchObject({ superseded: [early], range: { low: 84, high: null, lowClaims: [late] } });
  });

  it("contain each claim once, and are the same in any order of the claims", () => {
    fc.assert(
      fc.property(
        comparableClaims().chain((some) => fc.tuple(fc.constant(some), shuffled(some))),
        ([some, other]) => {
          const positions = positionsOf(some);
          expect(positionsOf(other)).toEqual(positions);
          const held = positions.flatMap(({ latest, superseded }) => [...latest.candidates, ...superseded]);
          expect(ids(held).sort()).toEqual(ids(some).sort());
          expect(positions).toHaveLength(new Set(some.map(seriesKey)).size);
        },
      ),
      { numRuns: 200 },
    );
  });
});
