import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  aClaim,
  anyClaims,
  aQuestion,
  at,
  atLeast,
  comparableClaims,
  covering,
  day,
  everybody,
  exactly,
  onDay,
  shuffled,
  someAsOf,
  someQuestion,
  someRule,
  testFacts,
  upTo,
  vague,
} from "../../testing/corpora/claims.ts";
import type { LeftOutReason } from "../vocabulary.ts";
import { type Claim, isDeniedBy } from "./claim.ts";
import { type Question, reconcile, type Toll } from "./toll.ts";

const facts = testFacts();
const tollOf = (claims: readonly Claim[], question: Partial<Question> = {}): Toll =>
  reconcile(aQuestion(question), claims, facts);
const ids = (claims: readonly Claim[]) => claims.map(({ id }) => id).sort((a, b) => a - b);
const boundsOf = ({ range, about, separate }: Toll) => ({ range, about, separate });
const reasonOf = (toll: Toll, claim: Claim): LeftOutReason | undefined =>
  toll.leftOut.find(({ claim: { id } }) => id === claim.id)?.reason;

describe("A toll of any claims", () => {
  it("uses each claim or leaves it out with a reason", () => {
    fc.assert(
      fc.property(anyClaims(), someQuestion, (claims, question) => {
        const { used, leftOut } = reconcile(question, claims, facts);
        const known = claims.filter(
          ({ stated }) => question.asOf === null || stated === null || stated.from <= question.asOf,
        );
        expect(ids([...used, ...leftOut.map(({ claim }) => claim)])).toEqual(ids(known));
      }),
      { numRuns: 300 },
    );
  });

  it("considers more claims for a later `asOf`", () => {
    fc.assert(
      fc.property(anyClaims(), someQuestion, someAsOf, someAsOf, (claims, question, a, b) => {
        const [earlier, later] = [a, b].sort((x, y) => (x ?? Infinity) - (y ?? Infinity));
        const considered = (asOf: number | null | undefined) => {
          const { used, leftOut } = reconcile({ ...question, asOf: asOf ?? null }, claims, facts);
          return [...used, ...leftOut.map(({ claim }) => claim)];
        };
        expect(considered(later)).toEqual(expect.arrayContaining(considered(earlier)));
      }),
      { numRuns: 200 },
    );
  });

  it("is the same in any order of the claims", () => {
    fc.assert(
      fc.property(
        anyClaims().chain((some) => fc.tuple(fc.constant(some), shuffled(some))),
        someQuestion,
        ([some, other], question) => {
          const inOrder = ({ unused: _unused, whyLeftOut: _why, ...toll }: Toll) => ({
            ...toll,
            leftOut: toll.leftOut.toSorted((a, b) => a.claim.id - b.claim.id),
          });
          expect(inOrder(reconcile(question, other, facts))).toEqual(inOrder(reconcile(question, some, facts)));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("has only bounds that its claims state, by any rule", () => {
    fc.assert(
      fc.property(anyClaims(), someQuestion, (claims, question) => {
        const { range, used } = reconcile(question, claims, facts);
        const { low, high, lowest, highest, lowestClaims, highestClaims } = range;
        expect(used).toEqual(expect.arrayContaining([...lowestClaims, ...highestClaims]));
        expect(lowestClaims.every(({ min, max }) => (min ?? max) === lowest)).toBe(true);
        expect(highestClaims.every(({ min, max }) => (max ?? min) === highest)).toBe(true);
        expect([null, lowest]).toContain(low);
        expect([null, highest]).toContain(high);
      }),
      { numRuns: 300 },
    );
  });

  it("contains the stated bounds of every position", () => {
    fc.assert(
      fc.property(anyClaims(), someQuestion, (claims, question) => {
        const { range, positions } = reconcile({ ...question, rule: "RANGE" }, claims, facts);
        for (const { range: own } of positions) {
          for (const bound of [own.low, own.high].filter((number) => number !== null)) {
            expect(bound).toBeGreaterThanOrEqual(range.low ?? 0);
            expect(bound).toBeLessThanOrEqual(range.high ?? Number.POSITIVE_INFINITY);
          }
          if (own.isOpenAbove) expect(range.isOpenAbove).toBe(true);
          if (own.isOpenBelow) expect(range.isOpenBelow).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("uses only eligible claims about exactly these people in one event", () => {
    fc.assert(
      fc.property(anyClaims(), someQuestion, (claims, question) => {
        const { used, about } = reconcile(question, claims, facts);
        const { victims, side, place, tags } = question.subject;
        for (const claim of used) {
          expect(claim).toMatchObject({ event: about, victims, side, place, tags, status: "CURRENT" });
          expect(claim.scope).not.toBe("UNSTATED");
          expect(claim.review).not.toBe("REJECTED");
          if (!question.includeUnreviewed) expect(claim.review).toBe("REVIEWED");
          if (question.asOf !== null) expect(claim.stated?.until).toBeLessThanOrEqual(question.asOf);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("is not widened by another claim within it, but has one more claimant", () => {
    fc.assert(
      fc.property(comparableClaims(), (claims) => {
        const before = tollOf(claims);
        const { low, high, isOpenBelow, isOpenAbove } = before.range;
        fc.pre(low !== null && high !== null);
        const after = tollOf([...claims, aClaim({ party: 99, lower: low, upper: high, stated: at(20) })]);
        expect(after.range).toMatchObject({ low, high, isOpenBelow, isOpenAbove });
        expect(after.claimants).toBe(before.claimants + 1);
      }),
      { numRuns: 200 },
    );
  });

  it("keeps every bound, even if it is denied", () => {
    fc.assert(
      fc.property(anyClaims(), someQuestion, (claims, question) => {
        const undenied = reconcile(
          question,
          claims.map((claim) => ({ ...claim, denials: [] })),
          facts,
        );
        const toll = reconcile(question, claims, facts);
        expect(undenied.denied).toEqual([]);
        const withIds = ({ range }: Toll) => ({
          ...range,
          lowestClaims: ids(range.lowestClaims),
          highestClaims: ids(range.highestClaims),
          lower: range.lower && { ...range.lower, claims: ids(range.lower.claims) },
          upper: range.upper && { ...range.upper, claims: ids(range.upper.claims) },
        });
        expect(withIds(toll)).toEqual(withIds(undenied));
        expect(ids(toll.used)).toEqual(ids(undenied.used));
        expect(toll.denied).toEqual(toll.used.filter((claim) => isDeniedBy(claim, question.asOf)));
      }),
      { numRuns: 200 },
    );
  });

  it("adds no increase to an event with running totals, in any series or part of it", () => {
    const increments = fc.array(fc.tuple(comparableClaims(1), fc.constantFrom(1, 1, 2), fc.boolean()), {
      maxLength: 4,
    });
    fc.assert(
      fc.property(anyClaims(), increments, someRule, (claims, drafts, rule) => {
        const more = drafts.flatMap(([some, event, isPart], index) =>
          some.map((claim): Claim => {
            const part = isPart ? ({ partOf: claims[0]?.id ?? null, partKind: "PERIOD" } as const) : {};
            return { ...claim, id: 500 + index, slug: `more-${index}`, event, scope: "NEW", ...part };
          }),
        );
        const hasTotals = claims.some(
          ({ review, status, scope, retraction, partOf, tags }) =>
            review === "REVIEWED" &&
            status === "CURRENT" &&
            scope === "CUMULATIVE" &&
            retraction === null &&
            partOf === null &&
            !tags.includes("bodies"),
        );
        fc.pre(hasTotals);
        expect(boundsOf(tollOf([...claims, ...more], { rule }))).toEqual(boundsOf(tollOf(claims, { rule })));
      }),
      { numRuns: 300 },
    );
  });
});

describe("What is left out, and why", () => {
  const total = aClaim({ ...exactly(95), party: 8 });
  const part = (differences: Partial<Claim>) => aClaim({ ...exactly(26), partOf: total.id, ...differences });

  it.each<[LeftOutReason, Claim, Partial<Question>]>([
    ["REJECTED", aClaim({ review: "REJECTED" }), {}],
    ["UNREVIEWED", aClaim({ review: "EXTRACTED" }), {}],
    ["HISTORIC", aClaim({ status: "HISTORIC" }), {}],
    ["HYPOTHETICAL", aClaim({ status: "HYPOTHETICAL" }), {}],
    ["CITED_TO_REJECT", aClaim({ status: "DENIED" }), {}],
    ["RETRACTED", aClaim({ retraction: { until: null } }), {}],
    ["RETRACTED", aClaim({ retraction: { until: day(4) } }), { asOf: day(4) }],
    ["TIME_UNKNOWN", aClaim({ stated: null }), { asOf: day(4) }],
    ["MAYBE_LATER", aClaim({ stated: onDay(4) }), { asOf: day(4) }],
    ["OTHER_MEASURE", aClaim({ tags: ["bodies"] }), {}],
    ["OTHER_MEASURE", aClaim(), { subject: { ...everybody, tags: ["bodies"] } }],
    ["SCOPE_UNSTATED", aClaim({ scope: "UNSTATED" }), {}],
    ["INCREMENT", aClaim({ scope: "NEW" }), {}],
    ["PART", part({ partKind: "PERIOD" }), {}],
    ["PART", part({ partKind: "SUBGROUP" }), {}],
    ["PART", part({ partKind: "PERIOD", victims: "CIVILIAN" }), { subject: { ...everybody, victims: "CIVILIAN" } }],
    ["OTHER_VICTIMS", aClaim({ victims: "CIVILIAN" }), {}],
    ["OTHER_VICTIMS", aClaim({ tags: ["children"] }), {}],
    ["OTHER_VICTIMS", part({ partKind: "SUBGROUP", victims: "CIVILIAN" }), {}],
    ["OTHER_SIDE", aClaim({ side: 7 }), {}],
    ["OTHER_PLACE", aClaim({ place: 31 }), {}],
    ["OTHER_EVENT", aClaim({ event: 2 }), {}],
    ["SUPERSEDED", aClaim({ party: 8, ...exactly(80), stated: at(1) }), {}],
  ])("%s", (reason, claim, question) => {
    const toll = tollOf([total, claim], question);
    expect(reasonOf(toll, claim)).toBe(reason);
    expect(toll.used).not.toContain(claim);
  });

  it("An unreviewed claim is used if that is asked for; a rejected one is not", () => {
    const [extracted, rejected] = [aClaim({ review: "EXTRACTED" }), aClaim({ review: "REJECTED", party: 9 })];
    const toll = tollOf([extracted, rejected], { includeUnreviewed: true });
    expect(toll.used).toEqual([extracted]);
    expect(reasonOf(toll, rejected)).toBe("REJECTED");
  });

  it("A retracted claim is still used as of a time before its retraction", () => {
    const retracted = aClaim({ ...exactly(30), stated: at(2), retraction: { until: day(5) } });
    const earlier = aClaim({ ...exactly(20), stated: at(1) });
    expect(tollOf([retracted, earlier], { asOf: day(4) }).range).toMatchObject({ low: 30, high: 30 });
    expect(tollOf([retracted, earlier], { asOf: day(5) }).range).toMatchObject({ low: 20, high: 20 });
    expect(tollOf([retracted, earlier]).range).toMatchObject({ low: 20, high: 20 });
  });

  it("A denial flags a claim from the time of the denial on; one of unknown time always does", () => {
    const later = aClaim({ denials: [day(4)] });
    const undated = aClaim({ party: 8, denials: [null] });
    expect(tollOf([later, undated], { asOf: day(3) }).denied).toEqual([undated]);
    expect(ids(tollOf([later, undated], { asOf: day(4) }).denied)).toEqual(ids([later, undated]));
    expect(ids(tollOf([later, undated]).denied)).toEqual(ids([later, undated]));
  });
});

describe("Rules", () => {
  const claims = [
    aClaim({ party: 7, ...exactly(10), stated: at(3) }),
    aClaim({ party: 8, ...atLeast(12), stated: at(2) }),
    aClaim({ party: 9, ...vague(12), stated: at(1) }),
    aClaim({ party: 10, ...upTo(11), stated: at(1) }),
  ];
  it.each([
    ["RANGE", null, null, true, true],
    ["LATEST", 10, 10, false, false],
    ["LOWEST", 10, 10, false, false],
    ["HIGHEST", 12, null, false, true],
  ] as const)("%s takes its bounds from what the claims state", (rule, low, high, isOpenBelow, isOpenAbove) => {
    const { range } = tollOf(claims, { rule });
    expect(range).toMatchObject({ low, high, isOpenBelow, isOpenAbove });
    if (rule === "RANGE") expect(range).toMatchObject({ lowest: 10, highest: 12 });
  });

  it("LATEST has no bounds if the times do not show which claim was last", () => {
    const rivals = [
      aClaim({ party: 7, ...exactly(10), stated: onDay(3) }),
      aClaim({ party: 8, ...exactly(12), stated: at(3) }),
    ];
    const toll = tollOf(rivals, { rule: "LATEST" });
    expect(toll).toMatchObject({ latest: { claim: null, undetermined: "OVERLAPPING_TIMES" } });
    expect(toll.range).toMatchObject({ low: null, high: null });
  });

  it("The conventional number of a vague word is not a bound by any rule", () => {
    fc.assert(
      fc.property(someRule, (rule) => {
        const { range } = tollOf([aClaim({ party: 7, ...vague(12) }), aClaim({ party: 8, ...vague(100) })], { rule });
        expect(range).toMatchObject({ low: null, high: null });
      }),
    );
  });
});

describe("Figures for a single incident", () => {
  const incident = aClaim({ ...exactly(5), scope: "NEW", party: 7 });

  it("do not include parts about the same people, even if the whole is not used", () => {
    const part = aClaim({ ...exactly(3), scope: "NEW", party: 7, partOf: incident.id, partKind: "SUBGROUP" });
    expect(tollOf([incident, part])).toMatchObject({ used: [incident], leftOut: [{ claim: part, reason: "PART" }] });
    expect(tollOf([{ ...incident, review: "REJECTED" }, part]).used).toEqual([]);
    expect(tollOf([incident, { ...part, party: 8 }]).range).toMatchObject({ low: 5, high: 5 });
  });

  it("are not a total if the party states the same number again later, which may be another incident", () => {
    const again = aClaim({ ...exactly(5), scope: "NEW", party: 7, stated: at(20) });
    expect(tollOf([incident, again]).used).toEqual([]);
    expect(tollOf([incident, { ...again, origin: incident.origin }]).used).toHaveLength(1);
  });

  it("are not a total if anyone states a running total, reviewed or not, asked about or not", () => {
    const total = aClaim({ ...exactly(84), party: 8 });
    expect(tollOf([incident, total], { isAsked: ({ party }) => party === 7 })).toMatchObject({
      used: [],
      range: { low: null },
    });
    expect(tollOf([incident, { ...total, review: "EXTRACTED" }])).toMatchObject({ used: [], range: { low: null } });
    expect(tollOf([incident], { isAsked: ({ party }) => party === 7 }).used).toEqual([incident]);
    expect(tollOf([incident], { isAsked: ({ party }) => party === 8 })).toMatchObject({ used: [], leftOut: [] });
  });

  it("are its total if nobody states a running total", () => {
    expect(tollOf([incident]).range).toMatchObject({ low: 5, high: 5 });
    expect(tollOf([incident, aClaim({ ...atLeast(4), scope: "NEW", party: 8 })]).range).toMatchObject({
      lowest: 4,
      highest: 5,
    });
  });

  it("are not a total if a party gives two figures, which may be increases", () => {
    const second = aClaim({ ...exactly(3), scope: "NEW", party: 7 });
    expect(tollOf([incident, second])).toMatchObject({ used: [] });
  });

  it("are not a total if they cover only part of its time", () => {
    const period = covering(1, 2);
    expect(tollOf([{ ...incident, period }]).used).toEqual([]);
    expect(tollOf([{ ...incident, partOf: 1, partKind: "PERIOD" }]).used).toEqual([]);
  });

  it("are not a total if a part of the event has a running total", () => {
    const ofPart = aClaim({ ...exactly(95), event: 2, party: 8 });
    expect(tollOf([ofPart, incident])).toMatchObject({ about: 2, range: { low: 95 } });
  });
});

describe("Events with parts", () => {
  it("If there is a total for the whole event, totals of its parts are left out", () => {
    const [whole, ofPart] = [aClaim({ ...exactly(95) }), aClaim({ event: 4, ...exactly(9), party: 8 })];
    const toll = tollOf([whole, ofPart]);
    expect(toll).toMatchObject({ about: 1, used: [whole], separate: [] });
    expect(reasonOf(toll, ofPart)).toBe("OTHER_EVENT");
  });

  it("If only one part has totals, they are a lower bound for the whole event", () => {
    const ofPart = aClaim({ event: 4, ...exactly(9) });
    expect(tollOf([ofPart])).toMatchObject({ about: 4, range: { low: 9, high: null, highest: 9, isOpenAbove: true } });
  });

  it("Totals of separate parts are neither added nor compared", () => {
    const [two, three] = [aClaim({ event: 2, ...exactly(9) }), aClaim({ event: 3, ...exactly(10), party: 8 })];
    const toll = tollOf([two, three]);
    expect(toll).toMatchObject({ about: null, used: [], separate: [2, 3], range: { low: null, high: null } });
    expect(reasonOf(toll, two)).toBe("OTHER_EVENT");
  });

  it("Without an event, totals of one event or of an event and its part give a toll", () => {
    const subject = { ...everybody, event: null };
    const [two, one] = [aClaim({ event: 2, ...exactly(9) }), aClaim({ event: 1, ...exactly(10), party: 8 })];
    expect(tollOf([two], { subject })).toMatchObject({ about: 2, range: { low: 9, high: 9, isOpenAbove: false } });
    expect(tollOf([two, one], { subject })).toMatchObject({ about: 1, used: [one] });
  });

  it("Events can be nested ten thousand deep", () => {
    const deep = testFacts({ parentOf: (event) => (event > 1 ? event - 1 : null) });
    const claims = Array.from({ length: 500 }, (_, index) => aClaim({ event: 10_000 - index, ...exactly(index) }));
    expect(reconcile(aQuestion(), claims, deep)).toMatchObject({ about: 9501, range: { low: 499, highest: 499 } });
  });
});

describe("Parts of claims", () => {
  it("about a smaller group are totals of that group", () => {
    const whole = aClaim({ ...exactly(95) });
    const civilians = aClaim({ ...exactly(11), victims: "CIVILIAN", partOf: whole.id, partKind: "SUBGROUP" });
    const subject = { ...everybody, victims: "CIVILIAN" as const };
    expect(tollOf([whole, civilians], { subject }).used).toEqual([civilians]);
  });

  it("whose words describe more people than the whole are not a total", () => {
    // “84 soldiers, 26 of them in the last hours”: the 26 are soldiers, though the words do not say it again.
    const soldiers = aClaim({ ...exactly(84), victims: "MILITARY" });
    const some = aClaim({ ...exactly(26), partOf: soldiers.id, partKind: "SUBGROUP" });
    const toll = tollOf([soldiers, some]);
    expect(toll.used).toEqual([]);
    expect(reasonOf(toll, some)).toBe("PART");
  });
});

describe("Independent sources", () => {
  it("are one for a party whose figure several outlets carry", () => {
    const carried = [1, 2, 3].map((article) => aClaim({ ...exactly(95), article, publisher: article }));
    expect(tollOf(carried)).toMatchObject({ claimants: 1, sources: 1, unattributed: 0 });
  });

  it("are one for two parties with one figure in copies of an article, but two in the same article", () => {
    const ministry = aClaim({ ...exactly(95), party: 7, article: 1, origin: 1 });
    const agency = aClaim({ ...exactly(95), party: 8, article: 2, origin: 1 });
    expect(tollOf([ministry, agency])).toMatchObject({ claimants: 2, sources: 1 });
    expect(tollOf([ministry, { ...agency, article: 1 }])).toMatchObject({ claimants: 2, sources: 2 });
    expect(tollOf([ministry, { ...agency, ...exactly(96) }])).toMatchObject({ claimants: 2, sources: 2 });
  });

  it("are not fewer because of a copy", () => {
    const original = [7, 8].map((party) => aClaim({ ...exactly(95), party, article: 1, origin: 1 }));
    const copy = aClaim({ ...exactly(95), party: 9, article: 2, origin: 1 });
    expect(tollOf([...original, copy])).toMatchObject({ claimants: 3, sources: 2 });
  });

  it("are none for claims without a claimant, which have one position for each publisher", () => {
    const copies = [1, 2].map((article) => aClaim({ ...exactly(95), party: null, article, origin: 1, publisher: 21 }));
    const other = aClaim({ ...exactly(95), party: null, publisher: 22 });
    expect(tollOf([...copies, other])).toMatchObject({ claimants: 0, sources: 0, unattributed: 2 });
  });

  it("are at most as many as claimants, and at least one if there are any", () => {
    fc.assert(
      fc.property(anyClaims(), someQuestion, (claims, question) => {
        const { sources, claimants } = reconcile(question, claims, facts);
        expect(sources).toBeLessThanOrEqual(claimants);
        expect(sources > 0).toBe(claimants > 0);
      }),
      { numRuns: 200 },
    );
  });
});

describe("Totals of other periods", () => {
  const war = testFacts({ startOf: () => ({ from: onDay(1).from, startsBy: onDay(1).until }) });
  const sinceWar = aClaim({ ...exactly(678), stated: at(12), period: covering(1, 12) });
  const sinceCeasefire = aClaim({ ...exactly(24), stated: at(20), period: covering(12, 20) });

  it("are listed apart, and replace nothing", () => {
    const toll = reconcile(aQuestion(), [sinceCeasefire, sinceWar], war);
    expect(toll).toMatchObject({ used: [sinceWar], partialPeriod: null, range: { low: 678, high: 678 } });
    expect(reasonOf(toll, sinceCeasefire)).toBe("OTHER_PERIOD");
    expect(toll.otherPeriods).toMatchObject([{ claims: [sinceCeasefire], period: sinceCeasefire.period }]);
  });

  it("are apart from a total of unknown period, which counts from the start of the event", () => {
    const unknown = { ...sinceWar, period: null };
    expect(reconcile(aQuestion(), [sinceCeasefire, unknown], war).used).toEqual([unknown]);
    // If the start of the event is not known either, the later statement replaces the earlier one.
    expect(reconcile(aQuestion(), [sinceCeasefire, unknown], facts).used).toEqual([sinceCeasefire]);
  });

  it("are only a lower bound if there is no total of the whole time", () => {
    const toll = reconcile(aQuestion(), [sinceCeasefire], war);
    expect(toll).toMatchObject({ used: [sinceCeasefire], range: { low: 24, high: null, isOpenAbove: true } });
    expect(toll.partialPeriod).toEqual(sinceCeasefire.period);
  });
});

it("A figure until the 5th is no upper bound for a party that says “at least” for a longer time", () => {
  const exact = aClaim({ ...exactly(95), stated: at(6), period: covering(1, 5) });
  const longer = aClaim({ ...atLeast(90), stated: at(20), period: covering(1, 19) });
  const toll = tollOf([exact, longer]);
  expect(toll).toMatchObject({ used: [exact], range: { low: 95, high: null, highest: 95 } });
  expect(reasonOf(toll, longer)).toBe("AGREES");
});

describe("Figures for some people above figures for all", () => {
  const all = aClaim({ ...exactly(59), stated: onDay(3) });
  const civilians = aClaim({ ...exactly(70), victims: "CIVILIAN", party: 8, stated: onDay(3) });
  const ofCivilians = { subject: { ...everybody, victims: "CIVILIAN" as const } };

  it("contradict the toll of all and the toll of some", () => {
    const expected = [{ part: civilians, whole: all }];
    expect(tollOf([all, civilians]).contradictions).toEqual(expected);
    expect(tollOf([all, civilians], ofCivilians).contradictions).toEqual(expected);
  });

  it("change no bound", () => {
    expect(tollOf([all, civilians]).range).toEqual(tollOf([all]).range);
  });

  it("contradict nothing if their party has replaced them", () => {
    const corrected = { ...civilians, id: 900, slug: "corrected", ...exactly(7), min: 7, max: 7, stated: at(5) };
    expect(tollOf([all, civilians, corrected]).contradictions).toEqual([]);
  });

  it("contradict if the claim states them as its part, in the same way", () => {
    const part = aClaim({ ...exactly(70), victims: "CIVILIAN", partOf: all.id, partKind: "SUBGROUP" });
    expect(tollOf([all, part]).contradictions).toEqual([{ part, whole: all }]);
  });
});
