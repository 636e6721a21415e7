import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  aQuestion,
  at,
  comparableClaims,
  covering,
  day,
  exactly,
  onDay,
  shuffled,
  testFacts,
} from "../../testing/corpora/claims.ts";
import type { Claim } from "./claim.ts";
import type { Position } from "./position.ts";
import { timelineOf } from "./timeline.ts";
import { reconcile } from "./toll.ts";

const plain = (positions: readonly Position[]) => positions.map((position) => ({ ...position }));

describe("A timeline", () => {
  it("has at each step the range and positions of the toll as of that time", () => {
    fc.assert(
      fc.property(comparableClaims(10), (claims) => {
        const { overall } = timelineOf(reconcile(aQuestion(), claims, testFacts()).counted);
        for (const { from, range, positions } of overall) {
          const toll = reconcile(aQuestion({ asOf: from }), claims, testFacts());
          expect(range).toEqual(toll.range);
          expect(plain(positions)).toEqual(plain(toll.positions));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("has the same open range as the toll for a part of the event", () => {
    const claims = [aClaim({ event: 2, ...exactly(9) })];
    const toll = reconcile(aQuestion(), claims, testFacts());
    expect(timelineOf(toll.counted, { isOfPart: true }).overall[0]?.range).toEqual(toll.range);
  });

  it("has every claim once in the steps or in `undated`, and once in a series", () => {
    fc.assert(
      fc.property(comparableClaims(10), (claims) => {
        const { overall, undated, series } = timelineOf(claims);
        const ids = (some: readonly Claim[]) => some.map(({ id }) => id).sort((a, b) => a - b);
        expect(ids([...overall.flatMap(({ added }) => added), ...undated])).toEqual(ids(claims));
        expect(ids(series.flatMap(({ claims: own }) => own))).toEqual(ids(claims));
        expect(undated.every(({ stated }) => stated === null)).toBe(true);
        expect(overall.map(({ from }) => from)).toEqual(
          [...new Set(overall.map(({ from }) => from))].sort((a, b) => a - b),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the order of the claims", () => {
    fc.assert(
      fc.property(
        comparableClaims(10).chain((some) => fc.tuple(fc.constant(some), shuffled(some))),
        ([some, other]) => {
          const of = (claims: readonly Claim[]) => {
            const { overall, ...rest } = timelineOf(claims);
            return { ...rest, overall: overall.map((step) => ({ ...step, positions: plain(step.positions) })) };
          };
          expect(of(other)).toEqual(of(some));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("counts a day's figure from the end of that day, and keeps a party's earlier claims", () => {
    const totals = [58, 84, 95].map((number, index) => aClaim({ ...exactly(number), stated: onDay(27 + index) }));
    const { overall } = timelineOf(totals);
    expect(overall.map(({ from }) => from)).toEqual(totals.map(({ stated }) => stated?.until));
    expect(overall.map(({ range }) => range.low)).toEqual([58, 84, 95]);
    expect(overall[2]?.positions[0]?.stepBacks.map(({ claim }) => claim)).toEqual(totals.slice(0, 2));
    expect(overall[1]?.positions[0]?.stepBacks.map(({ claim }) => claim)).toEqual(totals.slice(0, 1));
  });

  it("by covered times has each total at the end of its time, as it is claimed until today", () => {
    const said = aClaim({ ...exactly(36), stated: at(5), period: covering(1, 4) });
    const recounted = aClaim({ ...exactly(37), stated: at(12), period: covering(1, 4) });
    const last = aClaim({ ...exactly(39), stated: at(11), period: covering(1, 10) });
    const steps = timelineOf([last, recounted, said], { by: "COVERED" }).overall;
    expect(steps.map(({ from, range }) => [from, range.low])).toEqual([
      [onDay(4).until, 37],
      [onDay(10).until, 39],
    ]);
    const asStated = timelineOf([last, recounted, said]).overall;
    expect(asStated.map(({ from, range }) => [from, range.low])).toEqual([
      [day(5), 36],
      [day(11), 39],
      [day(12), 39],
    ]);
  });

  it("has a retracted claim until its retraction, and the claim before it from then on", () => {
    const [first, second] = [aClaim({ ...exactly(20), stated: at(2) }), aClaim({ ...exactly(50), stated: at(4) })];
    const { overall } = timelineOf([first, second], { retractions: new Map([[second, day(6)]]) });
    expect(overall.map(({ from, range }) => [from, range.low])).toEqual([
      [day(2), 20],
      [day(4), 50],
      [day(6), 20],
    ]);
    expect(overall[2]).toMatchObject({ added: [], retracted: [second] });
    expect(overall[2]?.positions[0]?.latest.claim).toBe(first);
  });

  it("computes two thousand steps quickly", () => {
    const totals = Array.from({ length: 2000 }, (_, index) =>
      aClaim({ ...exactly(index), stated: { from: index, until: index }, party: index % 50 }),
    );
    const { overall } = timelineOf(totals);
    expect(overall).toHaveLength(2000);
    expect(overall.at(-1)?.range).toEqual(reconcile(aQuestion(), totals, testFacts()).range);
  });

  it("has no step for claims without a time", () => {
    expect(timelineOf([aClaim({ stated: null })])).toMatchObject({ overall: [], undated: [{ stated: null }] });
    expect(timelineOf([])).toEqual({ overall: [], undated: [], series: [] });
    expect(timelineOf([aClaim({ stated: at(1) })]).overall).toHaveLength(1);
  });
});
