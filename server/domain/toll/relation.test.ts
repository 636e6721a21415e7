import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  anyClaims,
  at,
  atLeast,
  between,
  covering,
  day,
  exactly,
  onDay,
  testFacts,
  upTo,
  vague,
} from "../../testing/corpora/claims.ts";
import type { Relation } from "../vocabulary.ts";
import { type Claim, isVague } from "./claim.ts";
import { endOf } from "./coverage.ts";
import { isPartAboveWhole } from "./partAndWhole.ts";
import { seriesKey } from "./position.ts";
import { compare, relationReason } from "./relation.ts";
import { subjectOf } from "./subject.ts";

const facts = testFacts();
const relationOf = (a: Claim, b: Claim): Relation => compare(a, b, facts).relation;

/** Two claims of any kind, often alike in what they count. */
const pairs = fc.oneof(
  anyClaims(2)
    .filter(({ length }) => length === 2)
    .map(([a, b]) => [a, b] as [Claim, Claim]),
  anyClaims(2)
    .filter(({ length }) => length === 2)
    .map(([a, b]) => {
      const { victims, side, place, tags, event } = a as Claim;
      const alike = {
        victims,
        side,
        place,
        tags,
        event,
        status: "CURRENT",
        review: "REVIEWED",
        retraction: null,
      } as const;
      return [
        { ...(a as Claim), ...alike },
        { ...(b as Claim), ...alike, scope: a?.scope, partOf: null, partKind: null },
      ] as [Claim, Claim];
    }),
);

describe("The relation of two figures", () => {
  it("does not depend on the order of the two, nor does which is later", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        expect(compare(b, a, facts)).toEqual(compare(a, b, facts));
      }),
      { numRuns: 300 },
    );
  });

  it("is CONTRADICTS only for comparable claims that no single number satisfies", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const { relation, part } = compare(a, b, facts);
        if (relation !== "CONTRADICTS") return;
        expect(Math.max(a.lower ?? 0, b.lower ?? 0)).toBeGreaterThan(
          Math.min(a.upper ?? Infinity, b.upper ?? Infinity),
        );
        expect(a.harm).toBe(b.harm);
        if (part === null) {
          expect(subjectOf(a)).toEqual(subjectOf(b));
          expect(a.scope).toBe(b.scope);
          expect(a.scope).not.toBe("UNSTATED");
          expect(seriesKey(a)).not.toBe(seriesKey(b));
        } else expect(isPartAboveWhole(part, part === a ? b : a, facts)).toBe(true);
        for (const claim of [a, b]) {
          expect(claim).toMatchObject({ status: "CURRENT", retraction: null });
          expect(claim.review).not.toBe("REJECTED");
        }
        const [p, q] = [a.period, b.period];
        const [end, other] = [endOf(a)?.until ?? 0, endOf(b)?.until ?? 0];
        const holds = p === null || q === null || (p.from - q.from) * (other - end) >= 0;
        expect(holds || part !== null).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });

  it("is COMPATIBLE_BOUNDS or LATER_TOTAL for equal, comparable figures", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const same = {
          ...b,
          lower: a.lower,
          upper: a.upper,
          isAbout: a.isAbout,
          scope: "CUMULATIVE" as const,
          period: null,
        };
        const total = { ...a, scope: "CUMULATIVE" as const, partOf: null };
        fc.pre(!isVague(total));
        fc.pre(total.event === same.event && JSON.stringify(subjectOf(total)) === JSON.stringify(subjectOf(same)));
        fc.pre(
          same.partOf === null &&
            [total, same].every(
              ({ status, review, retraction }) => status === "CURRENT" && review !== "REJECTED" && retraction === null,
            ),
        );
        expect(["COMPATIBLE_BOUNDS", "LATER_TOTAL"]).toContain(relationOf(total, same));
        if (seriesKey(total) !== seriesKey(same)) expect(relationOf(total, same)).toBe("COMPATIBLE_BOUNDS");
      }),
      { numRuns: 200 },
    );
  });

  it("is LATER_TOTAL for two totals of one party exactly if one was stated later", () => {
    fc.assert(
      fc.property(
        fc.nat(9),
        fc.nat(9),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 3 }),
        (x, y, s, t) => {
          const [a, b] = [aClaim({ ...exactly(x), stated: onDay(s) }), aClaim({ ...exactly(y), stated: onDay(t) })];
          const { relation, later } = compare(a, b, facts);
          expect(relation === "LATER_TOTAL").toBe(s !== t);
          expect(later).toBe(s === t ? null : s > t ? a : b);
        },
      ),
    );
  });

  const total = aClaim({ ...exactly(95), party: 7 });
  const other = (differences: Partial<Claim>) => aClaim({ ...exactly(95), party: 8, ...differences });
  it.each<[string, Relation, Claim, Claim]>([
    ["95 and 95", "COMPATIBLE_BOUNDS", total, other({})],
    ["95 and at least 95", "COMPATIBLE_BOUNDS", total, other(atLeast(95))],
    ["95 and up to 100", "COMPATIBLE_BOUNDS", total, other(upTo(100))],
    ["95 and dozens", "UNKNOWN", total, other(vague(12))],
    ["8 to 10 and 10 to 12", "COMPATIBLE_BOUNDS", aClaim(between(8, 10)), other(between(10, 12))],
    ["95 and 90 of one time", "CONTRADICTS", total, other(exactly(90))],
    ["95 and at least 96 of one time", "CONTRADICTS", total, other(atLeast(96))],
    ["none and at least 1 of one time", "CONTRADICTS", aClaim(exactly(0)), other(atLeast(1))],
    ["95 and a lower figure stated later", "CONTRADICTS", total, other({ ...exactly(90), stated: at(3) })],
    ["95 and a larger figure stated later", "LATER_TOTAL", total, other({ ...exactly(99), stated: at(3) })],
    [
      "missing people and fewer of them later",
      "LATER_TOTAL",
      aClaim({ ...exactly(95), harm: "MISSING" }),
      other({ ...exactly(40), harm: "MISSING", stated: at(9) }),
    ],
    ["one party's 95 and its later dozens", "COMPATIBLE_BOUNDS", total, aClaim({ ...vague(12), stated: at(9) })],
    [
      "one party's total as of the 5th that was stated after its total as of the 10th",
      "OTHER_PERIOD",
      aClaim({ ...exactly(390), stated: at(11), period: covering(1, 10) }),
      aClaim({ ...exactly(371), stated: at(12), period: covering(1, 5) }),
    ],
    [
      "a total as of the 5th, stated on the 12th, and another party's larger one of the 11th",
      "LATER_TOTAL",
      aClaim({ ...exactly(371), stated: at(12), period: covering(1, 5) }),
      other({ ...exactly(390), stated: at(11) }),
    ],
    [
      "59 people and 70 civilians of one time",
      "CONTRADICTS",
      aClaim(exactly(59)),
      other({ ...exactly(70), victims: "CIVILIAN" }),
    ],
    ["95 and another figure of no known time", "UNKNOWN", total, other({ ...exactly(99), stated: null })],
    ["one party's 95 and 90 of one time", "UNKNOWN", total, aClaim(exactly(90))],
    ["95 and another of one year", "UNKNOWN", total, other({ ...exactly(99), stated: { from: 0, until: day(30) } })],
    ["95 and about 90", "UNKNOWN", total, other({ ...exactly(90), isAbout: true })],
    [
      "two incidents of one day",
      "UNKNOWN",
      aClaim({ scope: "NEW", ...exactly(26), period: covering(2) }),
      other({ scope: "NEW", ...exactly(12), period: covering(2) }),
    ],
    [
      "95 and what began only after it was stated",
      "OTHER_PERIOD",
      total,
      other({ ...exactly(20), stated: at(5), period: covering(5) }),
    ],
    [
      "one party's August and September",
      "OTHER_PERIOD",
      aClaim({ ...exactly(95), period: covering(1) }),
      aClaim({ ...exactly(55), stated: at(5), period: covering(5) }),
    ],
    ["95 and 26 more", "OTHER_PERIOD", total, other({ ...exactly(26), scope: "NEW" })],
    ["a total and what is not said to be one", "UNKNOWN", total, other({ scope: "UNSTATED" })],
    ["all and civilians", "OTHER_VICTIMS", total, other({ victims: "CIVILIAN" })],
    ["all and children", "OTHER_VICTIMS", total, other({ tags: ["children"] })],
    ["two sides", "OTHER_SIDE", aClaim({ side: 7 }), other({ side: 8 })],
    ["two places", "OTHER_PLACE", aClaim({ place: 31 }), other({ place: 32 })],
    ["the whole and a part of it", "OTHER_EVENT", total, other({ ...exactly(9), event: 2 })],
    ["separate events", "OTHER_EVENT", aClaim({ event: 2 }), other({ event: 3 })],
    ["105 killed and 100 bodies", "OTHER_MEASURE", aClaim(exactly(105)), other({ ...atLeast(100), tags: ["bodies"] })],
    ["killed and wounded", "OTHER_MEASURE", total, other({ harm: "WOUNDED" })],
    ["a figure and a rejected one", "UNKNOWN", total, other({ review: "REJECTED", ...exactly(1) })],
    ["a figure and one cited to be rejected", "UNKNOWN", total, other({ status: "DENIED", ...exactly(1) })],
    ["a figure and one taken back", "UNKNOWN", total, other({ retraction: { until: null }, ...exactly(1) })],
    [
      "a whole and its civilians",
      "OTHER_VICTIMS",
      total,
      other({ victims: "CIVILIAN", partOf: total.id, partKind: "SUBGROUP" }),
    ],
    ["a whole and its last days", "OTHER_PERIOD", total, other({ partOf: total.id, partKind: "PERIOD" })],
  ])("of %s is %s", (_words, relation, a, b) => {
    expect(relationOf(a, b)).toBe(relation);
    expect(relationOf(b, a)).toBe(relation);
  });

  it.each<[string, Relation, [number, number], [number, number]]>([
    ["the same time", "CONTRADICTS", [1, 2], [1, 2]],
    ["a longer time, and more", "OTHER_PERIOD", [1, 2], [1, 3]],
    ["a time that began earlier, and more", "OTHER_PERIOD", [2, 3], [1, 3]],
    ["a shorter time, and more", "CONTRADICTS", [1, 3], [1, 2]],
    ["the next days", "OTHER_PERIOD", [1, 2], [3, 4]],
    ["days of which some are the same", "OTHER_PERIOD", [1, 3], [2, 4]],
  ])("of one party's 80 and another's 95 for %s is %s", (_words, relation, first, second) => {
    const a = aClaim({ ...exactly(80), period: covering(...first), stated: at(9) });
    const b = other({ ...exactly(95), period: covering(...second), stated: at(9) });
    expect(relationOf(a, b)).toBe(relation);
  });
});

it("A total of unknown period counts from the start of the event: it is not of the time since a ceasefire", () => {
  const war = testFacts({ startOf: () => ({ from: onDay(1).from, startsBy: onDay(1).until }) });
  const whole = aClaim({ ...exactly(678), stated: at(12) });
  const since = { ...exactly(24), stated: at(20), period: covering(12, 20) };
  for (const other of [aClaim(since), aClaim({ ...since, party: 8 })])
    expect(compare(whole, other, war).relation).toBe("OTHER_PERIOD");
});

describe("The reason for a relation", () => {
  const words = {
    figure: ({ slug }: Claim) => `“${slug}”`,
    people: ({ slug }: Claim) => `people of ${slug}`,
  };

  it("is complete, and names the later figure, the part and the whole correctly", () => {
    fc.assert(
      fc.property(pairs, ([a, b]) => {
        const compared = compare(a, b, facts);
        const reason = relationReason(compared, a, b, words);
        expect(reason).toMatch(/^\S.*\.$/);
        expect(reason).not.toMatch(/[{}]|undefined|null/);
      }),
      { numRuns: 300 },
    );
    const whole = aClaim(exactly(95));
    const part = aClaim({ ...exactly(11), victims: "CIVILIAN", partOf: whole.id, partKind: "SUBGROUP" });
    for (const [a, b] of [
      [whole, part],
      [part, whole],
    ] as const)
      expect(relationReason(compare(a, b, facts), a, b, words)).toContain(
        `“${part.slug}” is stated as a part of “${whole.slug}”.`,
      );
    const later = aClaim({ ...exactly(99), stated: at(5) });
    for (const [a, b] of [
      [whole, later],
      [later, whole],
    ] as const)
      expect(relationReason(compare(a, b, facts), a, b, words)).toContain(
        `“${later.slug}” was stated later and replaces “${whole.slug}”.`,
      );
  });

  const [first, second] = [aClaim({ slug: "x" }), aClaim({ slug: "y", party: 8 })];
  it.each<[string, Partial<Claim>, Partial<Claim>]>([
    ["Without a stated bound, a figure cannot be compared: “x” and “y”.", vague(), vague()],
    ["Without a stated bound, a figure cannot be compared: “y”.", exactly(9), vague()],
    ["“y” is an increase or a single incident; “x” is a running total, which may include it.", {}, { scope: "NEW" }],
    ["The wording does not say whether this is a total or an increase: “y”.", {}, { scope: "UNSTATED" }],
    [
      "“y” counts people of y, who are among the people of x counted by “x”.",
      exactly(95),
      { ...exactly(11), victims: "CIVILIAN" },
    ],
    [
      "“y” counts people of y, who are among the people of x counted by “x”. The figure for the part is larger, so no number satisfies both.",
      exactly(59),
      { ...exactly(70), victims: "CIVILIAN" },
    ],
    [
      "Both are running totals from the same party. “y” agrees with “x” and says less, so it does not replace it.",
      exactly(95),
      { ...vague(12), party: 7, stated: at(9) },
    ],
    ["“x” counts people of x; “y” counts people of y. They count different groups.", { side: 7 }, { side: 8 }],
    [
      "“x” counts bodies found or handed over; “y” counts deaths. Neither is a bound for the other.",
      { tags: ["bodies"] },
      {},
    ],
    [
      "Found wrong in review: “x” and “y”. There is nothing to compare.",
      { review: "REJECTED" },
      { review: "REJECTED" },
    ],
    [
      "“x” and “y” state the same bounds. Not reviewed yet: “x” and “y”.",
      { review: "EXTRACTED" },
      { review: "EXTRACTED" },
    ],
    [
      "Both are running totals from reports that identify no source. “y” was stated later and replaces “x”, although it is lower.",
      { ...exactly(9), party: null, publisher: 21 },
      { ...exactly(8), party: null, publisher: 21, stated: at(3) },
    ],
  ])("is, for example: %s", (reason, x, y) => {
    const [a, b] = [
      { ...first, ...x },
      { ...second, ...y },
    ];
    expect(relationReason(compare(a, b, facts), a, b, words)).toBe(reason);
    expect(relationReason(compare(b, a, facts), b, a, words).length).toBe(reason.length);
  });
});
