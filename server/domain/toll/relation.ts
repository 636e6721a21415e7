import type { Span } from "../affiliation.ts";
import { capitalised, listText } from "../english.ts";
import type { Relation } from "../vocabulary.ts";
import { type Claim, countsBodies, type EventFacts, figureOf, isVague, isWithin } from "./claim.ts";
import { periodStartsLater, seriesKey } from "./position.ts";
import { isSamePeople, subjectOf } from "./subject.ts";

/** The relation of two figures, with its reason: `relationReason` turns `reasonKey` into a sentence. */
export interface Comparison {
  readonly relation: Relation;
  readonly reasonKey: ReasonKey;
  /** The figure that was stated later or counts the longer period, if the relation depends on it. */
  readonly later: Claim | null;
}

export type ReasonKey = keyof typeof REASONS;

/**
 * The reasons, in words that are true of any two claims. `A` and `B` are replaced by the two figures, `later` by the
 * figure that was stated later and `earlier` by the other.
 */
const REASONS = {
  rejected: "Found wrong in review: {rejected}. There is nothing to compare.",
  notClaimed:
    "Recalled, supposed or cited only to be rejected, so not claimed about the events that are reported: {notClaimed}.",
  retracted: "Retracted by the claimant: {retracted}.",
  otherHarm: "{A} and {B} count different kinds of harm.",
  bodies: "{bodies} counts bodies found or handed over; {deaths} counts deaths. Neither is a bound for the other.",
  separateEvents: "{A} and {B} are about different events, and neither event is part of the other.",
  incrementAndTotal:
    "{increment} is an increase or a single incident; {total} is a running total, which may include it.",
  statedPeriodPart: "{part} is stated as the part of {whole} that covers a shorter period.",
  increments: "{A} and {B} are increases or single incidents from different periods. Neither replaces the other.",
  incrementsUnclear:
    "{A} and {B} are increases or single incidents, and it is not known whether they cover the same period.",
  scopeUnstated: "The wording does not say whether this is a total or an increase: {unstated}.",
  statedSubgroup:
    "{part} is stated as a part of {whole}. It counts {people of part}; the whole counts {people of whole}.",
  otherPeople: "{A} counts {people of A}; {B} counts {people of B}. They count different groups.",
  partOfEvent: "{A} and {B} are not about the same event: one of them is about a part of the other's event.",
  laterOfParty: "Both are running totals from {series}. {later} was stated later and replaces {earlier}.",
  lowerOfParty:
    "Both are running totals from {series}. {later} was stated later and replaces {earlier}, although it is lower.",
  orderOfParty:
    "{A} and {B} are both from {series}, and their times do not show which came later. One may replace the other.",
  vague: "Without a stated bound, a figure cannot be compared: {vague}.",
  equal: "{A} and {B} state the same bounds.",
  overlap: "One number can satisfy both {A} and {B}.",
  rounded: "{A} and {B} differ, but at least one of them is rounded, and how far it was rounded is not stated.",
  grown:
    "{later} was stated later than {earlier} and is larger. Running totals grow, so both can be right for their time.",
  otherPeriods: "{A} and {B} count different periods.",
  longerPeriod: "{later} counts a longer period than {earlier} and is larger, so both can be right for their period.",
  within: "{later} counts a longer period than {earlier} but is lower, so no number satisfies both.",
  orderUnknown:
    "No number satisfies both {A} and {B}, but their times do not show which came later, and the toll may have grown in between.",
  disjoint: "{A} and {B} count the same people over the same period, and no number satisfies both.",
  sameTime:
    "{A} and {B} count the same people and, as far as is known, were stated at the same time. No number satisfies both.",
  shrunk:
    "{later} was stated later than {earlier} but is lower. Running totals do not fall, so no number satisfies both.",
} as const;

const result = (relation: Relation, reasonKey: ReasonKey, later: Claim | null = null): Comparison => ({
  relation,
  reasonKey,
  later,
});

/**
 * The relation of any two figures. The order of the two makes no difference.
 * @example compare(afp95, officials90, facts).relation // "CONTRADICTS"
 */
export function compare(a: Claim, b: Claim, facts: Pick<EventFacts, "parentOf">): Comparison {
  const either = (test: (claim: Claim) => boolean) => test(a) || test(b);
  if (either(({ review }) => review === "REJECTED")) return result("UNKNOWN", "rejected");
  if (either(({ status }) => status !== "CURRENT")) return result("UNKNOWN", "notClaimed");
  if (either(({ retraction }) => retraction !== null)) return result("UNKNOWN", "retracted");
  if (a.harm !== b.harm) return result("OTHER_MEASURE", "otherHarm");
  if (countsBodies(a) !== countsBodies(b)) return result("OTHER_MEASURE", "bodies");
  const isNested = isWithin(facts, a.event, b.event) || isWithin(facts, b.event, a.event);
  if (!isNested) return result("OTHER_EVENT", "separateEvents");
  return otherTime(a, b) ?? otherPeople(a, b) ?? (a.scope === "NEW" ? incidents(a, b) : totals(a, b));
}

/** Whether two figures cannot be compared because of the time that they count. */
function otherTime(a: Claim, b: Claim): Comparison | null {
  if (isPartOf(a, b, "PERIOD")) return result("OTHER_PERIOD", "statedPeriodPart");
  if (isPartOf(a, b, "SUBGROUP")) return null;
  if (a.scope === "UNSTATED" || b.scope === "UNSTATED") return null;
  if (a.scope !== b.scope) return result("OTHER_PERIOD", "incrementAndTotal");
  if (a.scope === "NEW" && a.period && b.period && !isEqual(a.period, b.period))
    return result("OTHER_PERIOD", "increments");
  return null;
}

function otherPeople(a: Claim, b: Claim): Comparison | null {
  const [of, other] = [subjectOf(a), subjectOf(b)];
  if (!isSamePeople(of, other)) {
    const reasonKey = isPartOf(a, b, "SUBGROUP") ? "statedSubgroup" : "otherPeople";
    if (of.victims !== other.victims || of.tags.join() !== other.tags.join()) return result("OTHER_VICTIMS", reasonKey);
    if (of.side !== other.side) return result("OTHER_SIDE", reasonKey);
    return result("OTHER_PLACE", reasonKey);
  }
  if (isPartOf(a, b, "SUBGROUP")) return result("OTHER_VICTIMS", "statedSubgroup");
  if (a.scope === "UNSTATED" || b.scope === "UNSTATED") return result("UNKNOWN", "scopeUnstated");
  return a.event === b.event ? null : result("OTHER_EVENT", "partOfEvent");
}

/** Two single incidents or increases, about the same people in the same event. */
function incidents(a: Claim, b: Claim): Comparison {
  return isCompatible(a, b) ? agreement(a, b) : result("UNKNOWN", "incrementsUnclear");
}

/** Two running totals of the same people in the same event, which are comparable. */
function totals(a: Claim, b: Claim): Comparison {
  const later = laterOf(a, b);
  if (seriesKey(a) === seriesKey(b)) {
    if (later && periodStartsLater(later === a ? b : a, later)) return result("OTHER_PERIOD", "otherPeriods");
    if (later) {
      const isLower = isBelow(later, later === a ? b : a);
      return result("LATER_TOTAL", isLower ? "lowerOfParty" : "laterOfParty", later);
    }
    return isCompatible(a, b) ? agreement(a, b) : result("UNKNOWN", "orderOfParty");
  }
  if (isCompatible(a, b)) return agreement(a, b);
  if (a.isAbout || b.isAbout) return result("UNKNOWN", "rounded");
  const larger = isBelow(a, b) ? b : a;
  if (a.period && b.period) {
    if (isEqual(a.period, b.period)) return result("CONTRADICTS", "disjoint");
    const longer = contains(a.period, b.period) ? a : contains(b.period, a.period) ? b : null;
    if (longer === null) return result("OTHER_PERIOD", "otherPeriods");
    return longer === larger ? result("OTHER_PERIOD", "longerPeriod", longer) : result("CONTRADICTS", "within", longer);
  }
  if (later) {
    const earlier = later === a ? b : a;
    // A period that begins after the other figure was stated counts other people.
    if (later.period && earlier.stated && later.period.from > earlier.stated.until)
      return result("OTHER_PERIOD", "otherPeriods");
    return later === larger ? result("LATER_TOTAL", "grown", later) : result("CONTRADICTS", "shrunk", later);
  }
  return isSameDay(a, b) ? result("CONTRADICTS", "sameTime") : result("UNKNOWN", "orderUnknown");
}

/** True if both figures were stated on the same day or at the same instant. A toll can grow within a month. */
const isSameDay = ({ stated: a }: Claim, { stated: b }: Claim): boolean =>
  a !== null && b !== null && isEqual(a, b) && a.until - a.from < 86_400_000;

function agreement(a: Claim, b: Claim): Comparison {
  if (isVague(a) || isVague(b)) return result("UNKNOWN", "vague");
  return result("COMPATIBLE_BOUNDS", figureOf(a) === figureOf(b) ? "equal" : "overlap");
}

const isPartOf = (a: Claim, b: Claim, kind: Claim["partKind"]): boolean =>
  (a.partOf === b.id && a.partKind === kind) || (b.partOf === a.id && b.partKind === kind);

/** True if one number can satisfy both figures. */
const isCompatible = (a: Claim, b: Claim): boolean => !isBelow(a, b) && !isBelow(b, a);
const isBelow = (a: Claim, b: Claim): boolean => a.upper !== null && b.lower !== null && a.upper < b.lower;

/** The claim that is known to have been stated after the other, or null. */
function laterOf(a: Claim, b: Claim): Claim | null {
  if (!a.stated || !b.stated) return null;
  if (a.stated.from > b.stated.until) return a;
  return b.stated.from > a.stated.until ? b : null;
}

const contains = (longer: Span, span: Span): boolean => longer.from <= span.from && longer.until >= span.until;
const isEqual = (a: Span, b: Span): boolean => a.from === b.from && a.until === b.until;

/** The names of a claim in a sentence: its figure with its claimant, and the people it counts. */
export interface RelationWording {
  figure(claim: Claim): string;
  people(claim: Claim): string;
}

/** The reason for the relation of two figures, in sentences. */
export function relationReason({ reasonKey, later }: Comparison, a: Claim, b: Claim, words: RelationWording): string {
  const [part, whole] = a.partOf === b.id ? [a, b] : [b, a];
  const [bodies, deaths] = countsBodies(a) ? [a, b] : [b, a];
  const named: Readonly<Record<string, Claim>> = {
    A: a,
    B: b,
    part,
    whole,
    bodies,
    deaths,
    later: later ?? a,
    earlier: later === a ? b : a,
    increment: a.scope === "NEW" ? a : b,
    total: a.scope === "NEW" ? b : a,
  };
  const those = (is: (claim: Claim) => boolean) => listText([a, b].filter(is).map(words.figure));
  const unreviewed = those(({ review }) => review === "EXTRACTED");
  const sentence = REASONS[reasonKey].replace(
    /\{(people of )?(\w+)\}/g,
    (_, people: string | undefined, role: string) => {
      if (role === "series") return a.party === null ? "reports that name no source" : "the same party";
      if (role in SHARED_ROLES) return those(SHARED_ROLES[role as keyof typeof SHARED_ROLES]);
      const claim = named[role] ?? a;
      return people ? words.people(claim) : words.figure(claim);
    },
  );
  return `${capitalised(sentence)}${unreviewed === "" ? "" : ` Not reviewed yet: ${unreviewed}.`}`;
}

/** Roles in a sentence that both claims can have. */
const SHARED_ROLES = {
  rejected: ({ review }: Claim) => review === "REJECTED",
  notClaimed: ({ status }: Claim) => status !== "CURRENT",
  retracted: ({ retraction }: Claim) => retraction !== null,
  unstated: ({ scope }: Claim) => scope === "UNSTATED",
  vague: isVague,
} as const;
