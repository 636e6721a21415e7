import { capitalised, HARM_WORDS, listText } from "../english.ts";
import type { Relation } from "../vocabulary.ts";
import { type Claim, countsBodies, type EventFacts, figureOf, isVague, isWithin } from "./claim.ts";
import { areOtherStarts, endsNoLater, isSameDay, isStatedLater, type Order, orderOf, startOf } from "./coverage.ts";
import { isPartAboveWhole } from "./partAndWhole.ts";
import { seriesKey } from "./position.ts";
import { isAbove, onlyGrows, replacementOf } from "./replacement.ts";
import { isSamePeople, isSmallerGroup, type Subject, subjectOf } from "./subject.ts";

/** The relation of two figures, with its reason: `relationReason` turns `reasonKey` into a sentence. */
export interface Comparison {
  readonly relation: Relation;
  readonly reasonKey: ReasonKey;
  /** The figure that was stated later or counts the longer period, if the relation depends on it. */
  readonly later: Claim | null;
  /** The figure that counts some of the other's people, if the relation depends on it. */
  readonly part: Claim | null;
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
  partAboveWhole:
    "{part} counts {people of part}, who are among the {people of whole} counted by {whole}. The figure for the part is larger, so no number satisfies both.",
  smallerGroup: "{part} counts {people of part}, who are among the {people of whole} counted by {whole}.",
  otherPeople: "{A} counts {people of A}; {B} counts {people of B}. They count different groups.",
  partOfEvent: "{A} and {B} are not about the same event: one of them is about a part of the other's event.",
  laterOfParty: "Both are running totals from {series}. {later} was stated later and replaces {earlier}.",
  lowerOfParty:
    "Both are running totals from {series}. {later} was stated later and replaces {earlier}, although it is lower.",
  longerOfParty: "Both are running totals from {series}. {later} covers a longer time and replaces {earlier}.",
  earlierAsOf:
    "Both are running totals from {series}. {earlier} is as of an earlier time than {later}, although it was stated later, so it takes nothing back.",
  weakerOfParty:
    "Both are running totals from {series}. {weaker} agrees with {stronger} and says less, so it does not replace it.",
  orderOfParty:
    "{A} and {B} are both from {series}, and their times do not show which came later. One may replace the other.",
  vague: "Without a stated bound, a figure cannot be compared: {vague}.",
  equal: "{A} and {B} state the same bounds.",
  overlap: "One number can satisfy both {A} and {B}.",
  rounded: "{A} and {B} differ, but at least one of them is rounded, and how far it was rounded is not stated.",
  grown:
    "{later} was stated later than {earlier} and is larger. Running totals grow, so both can be right for their time.",
  changed:
    "{later} is of a later time than {earlier}. The number of people {harmed} can fall, so both can be right for their time.",
  otherPeriods: "{A} and {B} count different periods.",
  longerPeriod: "{later} counts a longer period than {earlier} and is larger, so both can be right for their period.",
  within: "{later} counts a longer period than {earlier} but is lower, so no number satisfies both.",
  orderUnknown:
    "No number satisfies both {A} and {B}, but their times do not show which came later, and the toll may have grown in between.",
  orderUnknownChanged:
    "No number satisfies both {A} and {B}, but they may be of different times, and the number of people {harmed} can change in between.",
  disjoint: "{A} and {B} count the same people over the same period, and no number satisfies both.",
  sameTime:
    "{A} and {B} count the same people and, as far as is known, were stated at the same time. No number satisfies both.",
  shrunk:
    "{later} was stated later than {earlier} but is lower. Running totals do not fall, so no number satisfies both.",
} as const;

const result = (
  relation: Relation,
  reasonKey: ReasonKey,
  { later = null, part = null }: Partial<Pick<Comparison, "later" | "part">> = {},
): Comparison => ({ relation, reasonKey, later, part });

/** The relation of a figure for some people to a lower figure for all of them. */
export const PART_ABOVE_WHOLE = result("CONTRADICTS", "partAboveWhole");

/**
 * The relation of any two figures. The order of the two makes no difference.
 * @example compare(afp95, officials90, facts).relation // "CONTRADICTS"
 */
export function compare(a: Claim, b: Claim, facts: EventFacts): Comparison {
  const either = (test: (claim: Claim) => boolean) => test(a) || test(b);
  if (either(({ review }) => review === "REJECTED")) return result("UNKNOWN", "rejected");
  if (either(({ status }) => status !== "CURRENT")) return result("UNKNOWN", "notClaimed");
  if (either(({ retraction }) => retraction !== null)) return result("UNKNOWN", "retracted");
  if (a.harm !== b.harm) return result("OTHER_MEASURE", "otherHarm");
  if (countsBodies(a) !== countsBodies(b)) return result("OTHER_MEASURE", "bodies");
  const isNested = isWithin(facts, a.event, b.event) || isWithin(facts, b.event, a.event);
  if (!isNested) return result("OTHER_EVENT", "separateEvents");
  for (const [part, whole] of [[a, b] as const, [b, a] as const])
    if (isPartAboveWhole(part, whole, facts)) return { ...PART_ABOVE_WHOLE, part };
  return otherTime(a, b) ?? otherPeople(a, b, facts) ?? (a.scope === "NEW" ? incidents(a, b) : totals(a, b, facts));
}

/** Whether two figures cannot be compared because of the time that they count. */
function otherTime(a: Claim, b: Claim): Comparison | null {
  if (isPartOf(a, b, "PERIOD")) return result("OTHER_PERIOD", "statedPeriodPart");
  if (isPartOf(a, b, "SUBGROUP")) return null;
  if (a.scope === "UNSTATED" || b.scope === "UNSTATED") return null;
  if (a.scope !== b.scope) return result("OTHER_PERIOD", "incrementAndTotal");
  if (a.scope === "NEW" && a.period && b.period && !isSamePeriod(a, b)) return result("OTHER_PERIOD", "increments");
  return null;
}

function otherPeople(a: Claim, b: Claim, facts: EventFacts): Comparison | null {
  const [of, other] = [subjectOf(a), subjectOf(b)];
  if (!isSamePeople(of, other)) return result(differingPeople(of, other), ...peopleReason(a, b, facts));
  if (isPartOf(a, b, "SUBGROUP")) return result("OTHER_VICTIMS", "statedSubgroup");
  if (a.scope === "UNSTATED" || b.scope === "UNSTATED") return result("UNKNOWN", "scopeUnstated");
  return a.event === b.event ? null : result("OTHER_EVENT", "partOfEvent");
}

function differingPeople(a: Subject, b: Subject): Relation {
  if (a.victims !== b.victims || a.tags.join() !== b.tags.join()) return "OTHER_VICTIMS";
  return a.side === b.side ? "OTHER_PLACE" : "OTHER_SIDE";
}

function peopleReason(a: Claim, b: Claim, facts: EventFacts): [ReasonKey, { readonly part?: Claim }] {
  if (isPartOf(a, b, "SUBGROUP")) return ["statedSubgroup", {}];
  if (isSmallerGroup(subjectOf(a), subjectOf(b), facts)) return ["smallerGroup", { part: a }];
  return isSmallerGroup(subjectOf(b), subjectOf(a), facts) ? ["smallerGroup", { part: b }] : ["otherPeople", {}];
}

/** Two single incidents or increases, about the same people in the same event. */
function incidents(a: Claim, b: Claim): Comparison {
  return isCompatible(a, b) ? agreement(a, b) : result("UNKNOWN", "incrementsUnclear");
}

/** Two running totals of the same people in the same event. */
function totals(a: Claim, b: Claim, facts: EventFacts): Comparison {
  const isOfParty = seriesKey(a) === seriesKey(b);
  if (!areOtherStarts(startOf(a, facts), startOf(b, facts)))
    return isOfParty ? totalsOfParty(a, b) : totalsOfParties(a, b);
  return isOfParty || isCompatible(a, b) ? result("OTHER_PERIOD", "otherPeriods") : otherStarts(a, b, facts);
}

/** Which of two totals of one party stands, by the rules of `replacementOf`. */
function totalsOfParty(a: Claim, b: Claim): Comparison {
  if (figureOf(a) === figureOf(b) && !isVague(a)) return sameFigure(a, b);
  const replacement = replacementOf(a, b);
  if (replacement === null) return isCompatible(a, b) ? agreement(a, b) : result("UNKNOWN", "orderOfParty");
  const { stands, stepsBack, reason } = replacement;
  if (reason === "AGREES") return result("COMPATIBLE_BOUNDS", "weakerOfParty", { later: stands });
  if (reason === "OTHER_PERIOD") return result("OTHER_PERIOD", "earlierAsOf", { later: stands });
  return replaces(stands, stepsBack);
}

const sameFigure = (a: Claim, b: Claim): Comparison => {
  const later = orderOf(a, b)?.later;
  return later === undefined ? result("COMPATIBLE_BOUNDS", "equal") : replaces(later, later === a ? b : a);
};

function replaces(later: Claim, earlier: Claim): Comparison {
  if (!isStatedLater(later, earlier)) return result("LATER_TOTAL", "longerOfParty", { later });
  const isLower = isAbove(earlier, later) && !earlier.isAbout && !later.isAbout;
  return result("LATER_TOTAL", isLower ? "lowerOfParty" : "laterOfParty", { later });
}

/** Two totals of different parties, neither of which can replace the other. */
function totalsOfParties(a: Claim, b: Claim): Comparison {
  if (isCompatible(a, b)) return agreement(a, b);
  if (a.isAbout || b.isAbout) return result("UNKNOWN", "rounded");
  const larger = isAbove(a, b) ? a : b;
  const order = orderOf(a, b);
  if (order !== null) return inOrder(order, larger);
  if (isSamePeriod(a, b)) return result("CONTRADICTS", "disjoint");
  if (isSameDay(a.stated, b.stated)) return result("CONTRADICTS", "sameTime");
  return result("UNKNOWN", onlyGrows(a.harm) ? "orderUnknown" : "orderUnknownChanged");
}

/** Two totals from different starts. One that covers all of the other's time cannot be lower, if totals only grow. */
function otherStarts(a: Claim, b: Claim, facts: EventFacts): Comparison {
  const longer = coversAllOf(a, b, facts) ? a : coversAllOf(b, a, facts) ? b : null;
  if (longer === null || !onlyGrows(a.harm) || a.isAbout || b.isAbout) return result("OTHER_PERIOD", "otherPeriods");
  const larger = isAbove(a, b) ? a : b;
  return longer === larger
    ? result("OTHER_PERIOD", "longerPeriod", { later: longer })
    : result("CONTRADICTS", "within", { later: longer });
}

/** Two totals from the same start, as far as is known, one of them as of a later time. */
function inOrder({ later, earlier, by }: Order, larger: Claim): Comparison {
  // A period that begins after the other figure was stated counts other people.
  if (later.period && earlier.period === null && earlier.stated && later.period.from > earlier.stated.until)
    return result("OTHER_PERIOD", "otherPeriods");
  // Both are of one time. The one that was stated later may be a correction, but each party answers for its own.
  if (by === "STATED" && isSamePeriod(later, earlier) && onlyGrows(later.harm))
    return result("CONTRADICTS", "disjoint");
  const areCovered = by === "COVERED" && later.period !== null && earlier.period !== null;
  if (!onlyGrows(later.harm)) return result(areCovered ? "OTHER_PERIOD" : "LATER_TOTAL", "changed", { later });
  if (later === larger)
    return areCovered ? result("OTHER_PERIOD", "longerPeriod", { later }) : result("LATER_TOTAL", "grown", { later });
  return areCovered ? result("CONTRADICTS", "within", { later }) : result("CONTRADICTS", "shrunk", { later });
}

function agreement(a: Claim, b: Claim): Comparison {
  if (isVague(a) || isVague(b)) return result("UNKNOWN", "vague");
  return result("COMPATIBLE_BOUNDS", figureOf(a) === figureOf(b) ? "equal" : "overlap");
}

const isPartOf = (a: Claim, b: Claim, kind: Claim["partKind"]): boolean =>
  (a.partOf === b.id && a.partKind === kind) || (b.partOf === a.id && b.partKind === kind);

/** True if one number can satisfy both figures. */
const isCompatible = (a: Claim, b: Claim): boolean => !isAbove(a, b) && !isAbove(b, a);

/** True if the time of one figure contains that of the other. */
function coversAllOf(longer: Claim, other: Claim, facts: EventFacts): boolean {
  const [first, start] = [startOf(longer, facts), startOf(other, facts)];
  return first !== null && start !== null && first.startsBy <= start.from && endsNoLater(other, longer);
}

const isSamePeriod = ({ period: a }: Claim, { period: b }: Claim): boolean =>
  a !== null && b !== null && a.from === b.from && a.startsBy === b.startsBy && a.until === b.until;

/** The names of a claim in a sentence: its figure with its claimant, and the people it counts. */
export interface RelationWording {
  figure(claim: Claim): string;
  people(claim: Claim): string;
}

/** The reason for the relation of two figures, in sentences. */
export function relationReason(
  { reasonKey, later, part: some }: Comparison,
  a: Claim,
  b: Claim,
  words: RelationWording,
): string {
  const [part, whole] = some === a || (some === null && a.partOf === b.id) ? [a, b] : [b, a];
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
    stronger: later ?? a,
    weaker: later === a ? b : a,
    increment: a.scope === "NEW" ? a : b,
    total: a.scope === "NEW" ? b : a,
  };
  const those = (is: (claim: Claim) => boolean) => listText([a, b].filter(is).map(words.figure));
  const unreviewed = those(({ review }) => review === "EXTRACTED");
  const sentence = REASONS[reasonKey].replace(
    /\{(people of )?(\w+)\}/g,
    (_, people: string | undefined, role: string, at: number, template: string) => {
      if (role === "harmed") return HARM_WORDS[a.harm];
      if (role === "series") return a.party === null ? "reports that identify no source" : "the same party";
      if (role in SHARED_ROLES) return those(SHARED_ROLES[role as keyof typeof SHARED_ROLES]);
      const claim = named[role] ?? a;
      const text = people ? words.people(claim) : words.figure(claim);
      return template.slice(0, at).endsWith(". ") ? capitalised(text) : text;
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
