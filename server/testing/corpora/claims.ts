import fc from "fast-check";
import type { Span } from "../../domain/affiliation.ts";
import type { CoveredTime } from "../../domain/coveredTime.ts";
import type { Claim, EventFacts } from "../../domain/toll/claim.ts";
import type { Subject } from "../../domain/toll/subject.ts";
import type { Question } from "../../domain/toll/toll.ts";

/** Claims, facts and questions for tests of the rules: a test gives only the fields that matter. */

/** Nine in the morning of a day in September 2020, in UTC. */
export const day = (number: number): number => Date.UTC(2020, 8, number, 9);
export const at = (number: number): Span => ({ from: day(number), until: day(number) });
/** A time that is known only to the day. */
export const onDay = (number: number): Span => ({
  from: Date.UTC(2020, 8, number),
  until: Date.UTC(2020, 8, number + 1) - 1,
});

/** The time that a figure covers, from the start of one day to the end of another. */
export const covering = (first: number, last: number = first): CoveredTime => ({
  from: onDay(first).from,
  startsBy: onDay(first).until,
  endsFrom: onDay(last).from,
  until: onDay(last).until,
});

/** Bounds of a count, by their words. */
export const exactly = (number: number) => ({ lower: number, upper: number });
export const atLeast = (number: number) => ({ lower: number, upper: null });
export const upTo = (number: number) => ({ lower: null, upper: number });
export const between = (lower: number, upper: number) => ({ lower, upper });
export const moreThan = (number: number) => ({ lower: number + 1, upper: null, min: number, max: null });
export const fewerThan = (number: number) => ({ lower: null, upper: number - 1, min: null, max: number });
export const vague = (conventionMin: number | null = null) => ({ lower: null, upper: null, conventionMin });

let made = 0;

/** A reviewed running total of all people killed in event 1: at least 20, by party 7, stated on 2 September 2020. */
export function aClaim(differences: Partial<Claim> = {}): Claim {
  const id = differences.id ?? ++made;
  const party = differences.party === undefined ? 7 : differences.party;
  const article = differences.article ?? 1000 + id;
  const bounds = { ...atLeast(20), ...differences };
  return {
    id,
    slug: `claim-${String(id).padStart(6, "0")}`,
    event: 1,
    harm: "KILLED",
    ...bounds,
    min: bounds.lower,
    max: bounds.upper,
    isAbout: false,
    conventionMin: null,
    victims: "UNSPECIFIED",
    tags: [],
    side: null,
    place: null,
    claimant: party,
    party,
    article,
    origin: article,
    publisher: null,
    scope: "CUMULATIVE",
    status: "CURRENT",
    review: "REVIEWED",
    partOf: null,
    partKind: null,
    partsAreAll: false,
    stated: at(2),
    period: null,
    denials: [],
    retraction: null,
    ...differences,
  };
}

export const everybody: Subject = { event: 1, victims: "UNSPECIFIED", side: null, place: null, tags: [] };

export const aQuestion = (differences: Partial<Question> = {}): Question => ({
  harm: "KILLED",
  subject: everybody,
  rule: "RANGE",
  asOf: null,
  includeUnreviewed: false,
  ...differences,
});

/** Events 1 to 4: 2 and 3 are parts of 1, and 4 is a part of 3. Actors 7 and 8 are the parties A and B. */
export function testFacts(differences: Partial<EventFacts> = {}): EventFacts {
  const parents = new Map([
    [2, 1],
    [3, 1],
    [4, 3],
  ]);
  return {
    parentOf: (event) => parents.get(event) ?? null,
    timeOf: () => ({ from: Date.UTC(2020, 8, 1), until: Date.UTC(2020, 8, 31) }),
    startOf: () => null,
    isInPlace: (place, wider) => place === wider,
    belongsToSide: (side, wider) => side === wider,
    letterOf: (actor) => (actor === 7 ? "A" : actor === 8 ? "B" : null),
    isParty: (actor) => actor === 7 || actor === 8,
    ...differences,
  };
}

const small = fc.integer({ min: 0, max: 12 });

/** Figures with all kinds of bounds, including zero and the largest. Most are small, so that they often agree. */
export const someBounds = fc.oneof(
  small.map(exactly),
  small.map(atLeast),
  small.map(upTo),
  fc.tuple(small, small).map(([a, b]) => between(Math.min(a, b), Math.max(a, b))),
  fc.constantFrom(vague(12), vague(100), vague()),
  fc.constant(exactly(2_147_483_646)),
);

/** Instants, days that overlap them, periods of days, and null. */
export const someTime = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }).map(at) },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 6 }).map(onDay) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 }))
      .map(([from, days]) => ({ from: onDay(from).from, until: onDay(from + days).until })),
  },
  { weight: 1, arbitrary: fc.constant(null) },
);

/** Gives claims ids and slugs in the order of the list. Parts belong to claims before them. */
function withIds(drafts: readonly (Partial<Claim> & { readonly whole?: number | null })[]): Claim[] {
  return drafts.map(({ whole, ...draft }, index) =>
    aClaim({
      ...draft,
      id: index + 1,
      article: draft.article ?? 2000 + index,
      ...(whole == null || index === 0
        ? { partOf: null, partKind: null }
        : { partOf: (whole % index) + 1, partKind: draft.partKind ?? "SUBGROUP" }),
    }),
  );
}

const comparableParts = {
  bounds: someBounds,
  isAbout: fc.boolean(),
  party: fc.constantFrom(7, 8, 9, null),
  publisher: fc.constantFrom(21, 22, null),
  article: fc.integer({ min: 100, max: 104 }),
  stated: someTime,
  denials: fc.array(fc.constantFrom(null, day(2), day(4)), { maxLength: 2 }),
};

/** Comparable claims: eligible running totals of all people in event 1. */
export const comparableClaims = (size = 8): fc.Arbitrary<Claim[]> =>
  fc
    .array(fc.record(comparableParts), { maxLength: size })
    .map((drafts) => withIds(drafts.map(({ bounds, ...draft }) => ({ ...draft, ...bounds }))));

/** Claims of every kind: about parts of the event, smaller groups, increases, excluded, unreviewed, retracted, parts. */
export const anyClaims = (size = 12): fc.Arbitrary<Claim[]> =>
  fc
    .array(
      fc.record({
        ...comparableParts,
        event: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.constantFrom(2, 3, 4)),
        victims: fc.constantFrom("UNSPECIFIED", "UNSPECIFIED", "CIVILIAN", "MILITARY"),
        side: fc.constantFrom(null, null, null, 7, 8),
        place: fc.constantFrom(null, null, null, 31, 32),
        tags: fc.constantFrom([], [], [], ["bodies"], ["children"], ["children", "medics"]),
        scope: fc.constantFrom("CUMULATIVE", "CUMULATIVE", "CUMULATIVE", "NEW", "UNSTATED"),
        status: fc.constantFrom("CURRENT", "CURRENT", "CURRENT", "CURRENT", "HISTORIC", "DENIED", "HYPOTHETICAL"),
        review: fc.constantFrom("REVIEWED", "REVIEWED", "REVIEWED", "EXTRACTED", "REJECTED"),
        whole: fc.option(fc.nat(20), { freq: 3 }),
        partKind: fc.constantFrom("SUBGROUP", "PERIOD"),
        partsAreAll: fc.boolean(),
        origin: fc.constantFrom(100, 101, 102),
        retraction: fc.oneof(
          { weight: 5, arbitrary: fc.constant(null) },
          { weight: 1, arbitrary: fc.constantFrom({ until: null }, { until: day(3) }) },
        ),
        period: fc.constantFrom(null, null, covering(1, 2), covering(2, 3), covering(1, 4)),
      } as const),
      { maxLength: size },
    )
    .map((drafts) => withIds(drafts.map(({ bounds, ...draft }) => ({ ...draft, ...bounds }) as Partial<Claim>)));

export const someAsOf = fc.option(fc.integer({ min: 1, max: 7 }).map(day), { freq: 3 });
export const someRule = fc.constantFrom("RANGE", "LATEST", "LOWEST", "HIGHEST");
export const someSubject: fc.Arbitrary<Subject> = fc.record({
  event: fc.constantFrom(1, 1, 2, 3, null),
  victims: fc.constantFrom("UNSPECIFIED", "UNSPECIFIED", "CIVILIAN", "MILITARY"),
  side: fc.constantFrom(null, null, 7),
  place: fc.constantFrom(null, null, 31),
  tags: fc.constantFrom([], [], ["bodies"], ["children"]),
});
export const someQuestion: fc.Arbitrary<Question> = fc.record({
  harm: fc.constant("KILLED"),
  subject: someSubject,
  rule: someRule,
  asOf: someAsOf,
  includeUnreviewed: fc.boolean(),
});

export const shuffled = <Item>(items: readonly Item[]): fc.Arbitrary<Item[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });
