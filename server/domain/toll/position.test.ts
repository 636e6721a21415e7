import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  at,
  atLeast,
  comparableClaims,
  covering,
  exactly,
  onDay,
  shuffled,
  vague,
} from "../../testing/corpora/claims.ts";
import { type Claim, isVague } from "./claim.ts";
import { latestOf, positionsOf, seriesKey } from "./position.ts";

const ids = (claims: readonly Claim[]) => claims.map(({ id }) => id);

describe("The latest claim of several parties", () => {
  const first = aClaim({ ...exactly(58), stated: at(27), party: 7 });
  const last = aClaim({ ...exactly(84), stated: at(28), party: 8 });

  it("is the one stated last, whatever its size and its position in the text", () => {
    expect(latestOf([last, first])).toMatchObject({ claim: last, candidates: [last], undetermined: null });
    const lower = aClaim({ ...exactly(50), stated: at(29), party: 9 });
    expect(latestOf([lower, last, first]).claim).toBe(lower);
  });

  it("is the one as of the latest time, if the times that the totals cover are known", () => {
    const ofJune = aClaim({ ...exactly(390), stated: at(11), period: covering(1, 10), party: 7 });
    const ofMay = aClaim({ ...exactly(371), stated: at(12), period: covering(1, 5), party: 8 });
    expect(latestOf([ofMay, ofJune]).claim).toBe(ofJune);
  });

  it("states a number if any of them does", () => {
    const dozens = aClaim({ ...vague(12), stated: at(29), party: 9 });
    expect(latestOf([dozens, last, first]).claim).toBe(last);
    expect(latestOf([dozens]).claim).toBe(dozens);
  });

  it.each([
    ["at the same instant", exactly(85), at(28), "EQUAL_TIMES"],
    ["on the same day", exactly(85), onDay(28), "OVERLAPPING_TIMES"],
    ["at no known time", exactly(85), null, "TIME_UNKNOWN"],
  ] as const)(
    "is not determined if another figure was stated %s, with the reason",
    (_when, bounds, stated, undetermined) => {
      const rival = aClaim({ ...bounds, stated, party: 9 });
      const latest = latestOf([first, rival, last]);
      expect(latest).toMatchObject({ claim: null, undetermined });
      expect(ids(latest.candidates).sort()).toEqual(ids([last, rival]).sort());
    },
  );

  it("is known if all candidates state the same figure", () => {
    const same = aClaim({ ...exactly(84), stated: onDay(28), party: 9 });
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
        const bounded = claims.filter((one) => !isVague(one));
        const among = bounded.length > 0 ? bounded : claims;
        const isEarlier = ({ stated }: Claim) =>
          among.some(({ stated: other }) => stated !== null && other !== null && stated.until < other.from);
        expect(ids(candidates).sort()).toEqual(ids(among.filter((one) => !isEarlier(one))).sort());
        expect(claim === null).toBe(undetermined !== null);
        if (claim) expect(candidates).toContain(claim);
      }),
      { numRuns: 300 },
    );
  });
});

describe("Positions", () => {
  it("are one for each party and, for claims without a claimant, for each publisher and each article without one", () => {
    const claims = [
      aClaim({ party: 7, claimant: 71 }),
      aClaim({ party: 7, claimant: 72, stated: at(3) }),
      aClaim({ party: 8 }),
      aClaim({ party: null, publisher: 21 }),
      aClaim({ party: null, publisher: 21, stated: at(3) }),
      aClaim({ party: null, publisher: 22 }),
      aClaim({ party: null, publisher: null, article: 1 }),
      aClaim({ party: null, publisher: null, article: 3, origin: 1 }),
      aClaim({ party: null, publisher: null, article: 2 }),
    ];
    const owners = positionsOf(claims).map(({ party, publisher, article }) => ({ party, publisher, article }));
    expect(owners).toHaveLength(6);
    expect(owners).toEqual(
      expect.arrayContaining([
        { party: 7, publisher: null, article: null },
        { party: 8, publisher: null, article: null },
        { party: null, publisher: 21, article: null },
        { party: null, publisher: 22, article: null },
        { party: null, publisher: null, article: 1 },
        { party: null, publisher: null, article: 2 },
      ]),
    );
  });

  it("never replace each other without claimant and publisher, but one of an earlier time is not of the later time", () => {
    const unowned = (article: number, differences: Partial<Claim>) =>
      aClaim({ party: null, publisher: null, article, ...differences });
    const [monday, tuesday] = [
      unowned(1, { ...exactly(30), stated: at(1) }),
      unowned(2, { ...exactly(45), stated: at(2) }),
    ];
    const used = (...claims: readonly Claim[]) => ids(positionsOf(claims).flatMap(({ latest }) => latest.candidates));
    expect(used(monday, tuesday)).toEqual(ids([tuesday, monday]));
    const [first, second] = [
      { ...monday, period: covering(1) },
      { ...tuesday, period: covering(1, 2) },
    ];
    expect(used(first, second)).toEqual(ids([second]));
    // They contradict: fewer until Tuesday than until Monday.
    expect(used({ ...first, ...exactly(50) }, second).sort()).toEqual(ids([first, second]).sort());
  });

  it("keep earlier totals of the same party separate from the range", () => {
    const [early, late] = [aClaim({ ...exactly(58), stated: at(27) }), aClaim({ ...atLeast(84), stated: at(28) })];
    const [position] = positionsOf([late, early]);
    expect(position).toMatchObject({
      stepBacks: [{ claim: early, reason: "SUPERSEDED" }],
      range: { low: 84, high: null, lowestClaims: [late] },
    });
  });

  it("contain each claim once, and are the same in any order of the claims", () => {
    fc.assert(
      fc.property(
        comparableClaims().chain((some) => fc.tuple(fc.constant(some), shuffled(some))),
        ([some, other]) => {
          const positions = positionsOf(some);
          expect(positionsOf(other)).toEqual(positions);
          const held = positions.flatMap(({ latest, stepBacks }) => [
            ...latest.candidates,
            ...stepBacks.map(({ claim }) => claim),
          ]);
          expect(ids(held).sort()).toEqual(ids(some).sort());
          expect(positions).toHaveLength(new Set(some.map(seriesKey)).size);
        },
      ),
      { numRuns: 200 },
    );
  });
});
