/**
 * The controlled vocabularies: each value with its meaning. The corpus format, the store and the schema's enums all use
 * these tables, so no value can exist in only one of them. The meanings are the enums' descriptions in the schema.
 */

export const HARMS = {
  KILLED:
    "Deaths. Bodies found or handed over are KILLED too, with the qualifier AT_LEAST and the tag `bodies`. A running total only grows.",
  WOUNDED:
    "People injured, and alive when the claim was made. A running total can fall, because some of the wounded may die.",
  MISSING:
    "People missing: the claimant did not know where they were. The number can fall, because missing people are found.",
  CAPTURED: "People taken prisoner or hostage. The number can fall, because prisoners are released.",
  DISPLACED: "People forced to leave their homes. The number can fall, because people return.",
  CASUALTIES:
    "A figure that does not separate the killed from the wounded, such as “killed and injured”. Never read such a figure as deaths. A running total only grows.",
} as const;
export type Harm = keyof typeof HARMS;

/** Whether a later, lower figure can be right without contradicting an earlier one: it is the state of a later day. */
export const CAN_FALL = {
  KILLED: false,
  WOUNDED: true,
  MISSING: true,
  CAPTURED: true,
  DISPLACED: true,
  CASUALTIES: false,
} as const satisfies Record<Harm, boolean>;

export const QUALIFIERS = {
  EXACTLY: "The stated figure is exact: the lower and upper bounds are equal.",
  AT_LEAST: "A lower bound. No upper bound was stated.",
  MORE_THAN: "More than the stated figure n. The lower bound is n + 1.",
  ABOUT: "A rounded or estimated figure. Both bounds are the figure itself.",
  UP_TO: "An upper bound. No lower bound was stated.",
  FEWER_THAN: "Fewer than the stated figure n. The upper bound is n - 1.",
  BETWEEN: "Two stated bounds, both inclusive.",
  VAGUE:
    "Words such as “dozens”, which state no bound. `conventionMin` is the number that a coding convention assigns to such words.",
} as const;
export type Qualifier = keyof typeof QUALIFIERS;

export const VICTIMS = {
  CIVILIAN: "The words say civilians, or name a role that excludes combat (children, medics, residents).",
  MILITARY: "The words say soldiers, troops, fighters, the crew of a military craft, or similar.",
  UNSPECIFIED: "The words do not say: “people”, “deaths”, or only a nationality.",
} as const;
export type Victims = keyof typeof VICTIMS;

export const SCOPES = {
  CUMULATIVE: "A running total, from the start of its period to the time when it was stated.",
  NEW: "The figure of one incident, or an increase. Do not read it as a total.",
  UNSTATED: "The wording does not say whether the figure is a total or an increase.",
} as const;
export type Scope = keyof typeof SCOPES;

export const CLAIM_STATUSES = {
  CURRENT: "The claim is about the events that the article reports.",
  HISTORIC: "The claim is about an earlier conflict, now over, that the article recalls.",
  DENIED:
    "The speaker cites the figure only to reject it. A claim that others deny remains CURRENT: see its `denials`.",
  HYPOTHETICAL: "The harm is predicted, threatened or supposed, but not claimed to have happened.",
} as const;
export type ClaimStatus = keyof typeof CLAIM_STATUSES;

/** What a number of a text says if it is in no casualty claim. */
export const NUMBER_KINDS = {
  PEOPLE: "It counts people, but the text does not say that they came to harm.",
  THINGS: "It counts things or animals.",
  MONEY: "It is an amount of money.",
  SHARE: "It is a percentage.",
  TIME_OR_MEASURE: "It is a date, a time, an age, a distance or another measure.",
  UNCLEAR: "No noun says what it counts.",
} as const;
export type NumberKind = keyof typeof NUMBER_KINDS;

export const PART_KINDS = {
  SUBGROUP:
    "Some of the people whom the whole counts: “95, including 11 civilians”. Only parts of this kind are summed.",
  PERIOD: "Some of the time that the whole covers: “26 more, bringing the total to 84”.",
} as const;
export type PartKind = keyof typeof PART_KINDS;

export const DENIED_MATTERS = {
  OCCURRENCE: "The denial says that the harm or the event did not happen at all.",
  COUNT: "The denial rejects only the figure, not that people were harmed.",
  RESPONSIBILITY: "The denial rejects the responsibility, not the harm itself.",
} as const;
export type DeniedMatter = keyof typeof DENIED_MATTERS;

export const REVIEW_STATES = {
  EXTRACTED: "A program read the record, and no person has checked it yet. `reviewRule` names the rule.",
  REVIEWED: "A person checked the record against the article's words.",
  REJECTED: "A person found the record to be wrong. It remains stored, but is left out of every toll.",
} as const;
export type ReviewState = keyof typeof REVIEW_STATES;

/** From the most serious to the least serious. */
export const REVIEW_DOUBTS = {
  CONTRADICTION:
    "Another claim that was stated on the same day about the same people and event has a different figure. One of the two may have been misread, or they may be about different events.",
  NO_CLAIMANT: "The text names no source of the figure, or the rules did not find it.",
  UNCLEAR_PEOPLE: "The claim does not say who the people are: civilians or military, of which side, or where.",
  UNLINKED_CLAIMANT: "The text names a source, but the source is not linked to an actor.",
  NO_FIGURE: "The claim has no number, but words such as “dozens”.",
} as const;
export type ReviewDoubt = keyof typeof REVIEW_DOUBTS;

export const TOLL_RULES = {
  RANGE:
    "From the lowest to the highest bound that any position states. The range includes each party's latest figure and prefers none of them.",
  LATEST:
    "The latest claim among all positions, with its own bounds: the one that covers the latest time or, for the same time, was stated last. The toll is empty if the figures differ and the times do not show which was last.",
  LOWEST:
    "The claim with the smallest stated number among the claims of all positions, with its own bounds. Being the lowest does not make it right.",
  HIGHEST:
    "The claim with the largest stated number among the claims of all positions, with its own bounds. Being the highest does not make it right.",
} as const;
export type TollRule = keyof typeof TOLL_RULES;

export const TOLL_TIMES = {
  STATED: "By when the claims were stated: what was claimed by a time.",
  COVERED:
    "By the end of the time that the figures cover: what is claimed, until today, about the time up to then. A total of unknown period counts as of when it was stated.",
} as const;
export type TollTime = keyof typeof TOLL_TIMES;

export const LEFT_OUT_REASONS = {
  REJECTED: "The claim was found wrong in review.",
  UNREVIEWED: "A program read the claim, and no person has checked it yet. Use `includeUnreviewed` to include it.",
  HISTORIC: "The claim is about an earlier conflict that the article recalls.",
  HYPOTHETICAL: "The harm is predicted, threatened or supposed, but not claimed to have happened.",
  CITED_TO_REJECT: "The speaker cites the figure only to reject it.",
  RETRACTED: "The claimant retracted the claim.",
  TIME_UNKNOWN: "It is not known when the claim was stated, so it may be later than `asOf`.",
  MAYBE_LATER: "The time of the claim is not known exactly, so it may be later than `asOf`.",
  OTHER_MEASURE:
    "The claim measures the harm differently: either the claim or the question, but not both, is about bodies found or handed over.",
  SCOPE_UNSTATED: "The wording does not say whether the figure is a total or an increase.",
  INCREMENT:
    "The claim is about one incident or an increase, which is never added to a total. If nobody states a total, the figure for a single incident may be used instead.",
  PART: "The claim is a stated part of another claim about the same people, so it is not the total.",
  OTHER_VICTIMS: "The claim counts a different group: other kinds of victims, or people with other tags.",
  OTHER_SIDE: "The claim is about another side, or only the claim or only the question names a side.",
  OTHER_PLACE: "The claim is about another place, or only the claim or only the question names a place.",
  OTHER_EVENT:
    "The claim is about a part of the event that was asked about. Another claim is about the whole event, or several parts have their own totals.",
  OTHER_PERIOD:
    "The claim covers another time: it counts from another start, such as a ceasefire, or it is as of an earlier time than the figure that stands. It takes nothing back.",
  AGREES:
    "Another figure of the same party stands. The claim agrees with it and says less, such as “dozens” beside 95, so it replaces nothing.",
  SUPERSEDED:
    "A later total from the same party replaced the claim. If no claimant is named, a later total in an article from the same publisher did, or in another copy of the same article if no publisher is stated.",
} as const;
export type LeftOutReason = keyof typeof LEFT_OUT_REASONS;

export const UNDETERMINED_REASONS = {
  NO_CLAIM: "There is no comparable claim to choose from.",
  TIME_UNKNOWN: "It is not known when one of the claims was stated.",
  EQUAL_TIMES: "The claims were stated at the same instant.",
  OVERLAPPING_TIMES: "The times are not known exactly enough to tell which claim came later.",
  OTHER_PERIODS: "The claims count different periods, so the later one does not replace the earlier one.",
} as const;
export type UndeterminedReason = keyof typeof UNDETERMINED_REASONS;

export const RELATIONS = {
  LATER_TOTAL:
    "Two running totals for the same people from the same start, one of them stated later. The later total replaces the earlier total, even if the later one is lower. Between different parties, this applies only if the later total is larger, because totals grow.",
  OTHER_PERIOD: "The two figures count different periods, or one is an increase and the other a running total.",
  OTHER_VICTIMS: "The two figures count different groups of people.",
  OTHER_PLACE: "The two figures count people in different places, or only one of them names a place.",
  OTHER_SIDE: "The two figures count people of different sides, or only one of them names a side.",
  OTHER_EVENT: "The two figures are about different events, or about an event and a part of it.",
  OTHER_MEASURE: "The two figures measure different things: different harms, or deaths and bodies handed over.",
  COMPATIBLE_BOUNDS: "One number can satisfy both figures: the bounds are equal, overlap or are open.",
  CONTRADICTS: "The two figures are comparable, and no single number satisfies both.",
  UNKNOWN: "It is not known whether the two figures are comparable, or which came later.",
} as const;
export type Relation = keyof typeof RELATIONS;

export const CELL_KINDS = {
  STATED_PART: "The claim that is broken down states this part itself.",
  CROSS_CLAIMANT:
    "The claim that is broken down does not state this part. The figure comes from other claims of that time.",
  NO_CLAIM:
    "No claim known to be from that time gives a running total. That does not mean zero: later figures, increases and figures of unstated scope may exist.",
} as const;
export type CellKind = keyof typeof CELL_KINDS;

export const BREAKDOWN_CONTRADICTIONS = {
  PART_EXCEEDS_WHOLE: "A part is larger than the whole.",
  PARTS_EXCEED_WHOLE: "The parts sum to more than the whole.",
  PARTS_FALL_SHORT: "The parts are said to make up the whole, but sum to less.",
} as const;
export type BreakdownContradiction = keyof typeof BREAKDOWN_CONTRADICTIONS;

export const WORDINGS = {
  VERBATIM: "The publisher's own text.",
  RESTATED: "The same facts and figures in the corpus author's own words. Never quote these words as the publisher's.",
  METADATA_ONLY: "Only the title and facts about the text. The text itself is not stored.",
} as const;
export type Wording = keyof typeof WORDINGS;

export const PARAGRAPH_KINDS = {
  TITLE: "The article's title.",
  SUBHEAD: "A heading inside the article, such as the heading of an item in a rolling report.",
  CAPTION: "The text under a picture.",
  BODY: "Running text.",
} as const;
export type ParagraphKind = keyof typeof PARAGRAPH_KINDS;

export const TIME_BASES = {
  STATED: "The text itself gives this time.",
  INFERRED: "The author of the record inferred the time. `note` says how.",
} as const;
export type TimeBasis = keyof typeof TIME_BASES;

export const TIME_PRECISIONS = {
  INSTANT: "The time is known to the minute or better.",
  DAY: "One calendar day in UTC.",
  MONTH: "One calendar month in UTC.",
  YEAR: "One calendar year in UTC.",
  SPAN: "The time between two given times, both inclusive.",
} as const;
export type TimePrecision = keyof typeof TIME_PRECISIONS;

export const ACTOR_KINDS = {
  STATE: "A state that is a member or observer of the United Nations.",
  PARTIALLY_RECOGNISED_ENTITY:
    "An entity with its own authorities that few or no states recognise. It is its own party and is never counted as part of a state.",
  GOVERNMENT_BODY: "A ministry, presidency, parliament, prosecutor's office or similar body.",
  ARMED_FORCE: "The army or another armed force of a state or entity.",
  ARMED_GROUP: "An armed group that is not a force of any state.",
  INTERGOVERNMENTAL_ORGANISATION: "An organisation of states, or one of its organs.",
  NEWS_AGENCY: "A wire service that supplies reports to other outlets.",
  MEDIA_OUTLET: "A newspaper, broadcaster or site that publishes articles.",
  COMPANY: "A business. It may be owned by a state.",
  ORGANISATION: "Any other organisation, such as a humanitarian, religious or civil society organisation.",
  PEOPLE: "A population or community, named as such.",
  PERSON: "A person, with the office held when speaking.",
  UNNAMED_SOURCE: "Speakers whom the article does not name: officials, diplomats, residents.",
} as const;
export type ActorKind = keyof typeof ACTOR_KINDS;

export const PARTICIPANT_ROLES = {
  ACTOR: "The actor did what the event describes, or is said to have done it.",
  RECIPIENT: "The actor was the target or addressee of what was done, said or asked.",
  MEDIATOR: "The actor mediated between the sides.",
  HOST: "The actor hosted the event.",
} as const;
export type ParticipantRole = keyof typeof PARTICIPANT_ROLES;

export const PARTIES = {
  A: "One side: side A of the UCDP dyad, if there is a dyad. The letter does not say who began.",
  B: "The other side.",
} as const;
export type Party = keyof typeof PARTIES;

export const ASSERTIONS = {
  REPORTED: "The article states the event in its own voice.",
  CLAIMED: "Someone says that the event happened: see `claimedBy` and `denials`.",
  ANNOUNCED: "The event is announced for the future. If it takes place, it is recorded as another event.",
} as const;
export type Assertion = keyof typeof ASSERTIONS;

export const EVENT_TYPES = {
  AGREE: "Agree to, offer or promise to cooperate.",
  CONSULT: "Meet, call, visit or negotiate.",
  SUPPORT: "Voice or give diplomatic support or solidarity.",
  CONCEDE: "Yield to a demand, or ease a restriction.",
  COOPERATE: "Cooperate in deed: joint action, treaties, intelligence.",
  AID: "Provide material help.",
  RETREAT: "Step back from force: ceasefire, withdrawal, release, return of bodies or prisoners.",
  REQUEST: "Appeal, demand or call for something.",
  ACCUSE: "Accuse, condemn or express disapproval.",
  REJECT: "Refuse, deny or decline.",
  THREATEN: "Threaten or warn of consequences.",
  PROTEST: "Demonstrate, strike or riot.",
  SANCTION: "Reduce or break relations, expel, convict.",
  MOBILIZE: "Prepare for force: call up, deploy, guard.",
  COERCE: "Repress or restrict without open violence: martial law, curfew, seizure.",
  ASSAULT: "Use or attempt violence.",
} as const;
export type EventType = keyof typeof EVENT_TYPES;

/** A mode refines the event types listed in `types`. The codes are PLOVER's, except those marked `ours`. */
export const EVENT_MODES = {
  visit: { types: ["CONSULT"], ours: false, meaning: "One party visits the other." },
  "third-party": { types: ["CONSULT"], ours: false, meaning: "The parties meet through a mediator." },
  multilateral: { types: ["CONSULT"], ours: false, meaning: "Three or more parties meet." },
  phone: {
    types: ["CONSULT"],
    ours: false,
    meaning: "The parties talk by telephone or in another remote conversation.",
  },
  assist: {
    types: ["REQUEST", "CONCEDE", "REJECT"],
    ours: false,
    meaning: "The event is about help: material, military or diplomatic.",
  },
  change: {
    types: ["REQUEST", "CONCEDE", "REJECT"],
    ours: false,
    meaning: "The event is about a change of policy, institutions or leaders.",
  },
  yield: {
    types: ["REQUEST", "CONCEDE", "REJECT"],
    ours: false,
    meaning: "The event is about ending force or giving something up: a ceasefire, restraint, a withdrawal.",
  },
  meet: {
    types: ["REQUEST", "CONCEDE", "REJECT"],
    ours: false,
    meaning: "The event is about meeting, negotiating or mediating.",
  },
  disapprove: { types: ["ACCUSE"], ours: false, meaning: "Criticise, condemn or express concern." },
  investigate: { types: ["ACCUSE"], ours: false, meaning: "Open or hold an inquiry." },
  allege: { types: ["ACCUSE"], ours: false, meaning: "Say that someone committed a specific wrong." },
  withdraw: {
    types: ["RETREAT", "SANCTION"],
    ours: false,
    meaning: "Withdraw forces or staff, or give up a membership.",
  },
  release: { types: ["RETREAT"], ours: false, meaning: "Free people or property." },
  return: { types: ["RETREAT"], ours: false, meaning: "Give back people, bodies, property or land." },
  disarm: { types: ["RETREAT"], ours: false, meaning: "Give up or destroy weapons." },
  ceasefire: { types: ["RETREAT"], ours: false, meaning: "Stop firing, or declare a stop." },
  access: { types: ["RETREAT"], ours: false, meaning: "Let in inspectors, aid workers or peacekeepers." },
  resign: { types: ["RETREAT"], ours: false, meaning: "Leave an office." },
  restrict: { types: ["THREATEN", "COERCE"], ours: false, meaning: "Limit movement, trade, speech or rights." },
  ban: { types: ["THREATEN", "COERCE"], ours: false, meaning: "Forbid parties, people or activities." },
  arrest: { types: ["THREATEN", "COERCE"], ours: false, meaning: "Detain or charge." },
  relations: { types: ["THREATEN"], ours: false, meaning: "Threaten to reduce relations." },
  expel: { types: ["THREATEN", "SANCTION"], ours: false, meaning: "Send people or organisations away." },
  territory: { types: ["THREATEN"], ours: false, meaning: "Threaten to take or hold territory." },
  violence: { types: ["THREATEN"], ours: false, meaning: "Threaten force." },
  demo: { types: ["PROTEST"], ours: false, meaning: "A demonstration or rally." },
  riot: { types: ["PROTEST"], ours: false, meaning: "A violent protest." },
  strike: { types: ["PROTEST"], ours: false, meaning: "A refusal to work." },
  boycott: { types: ["PROTEST"], ours: false, meaning: "A refusal to take part or to buy." },
  obstruct: { types: ["PROTEST"], ours: false, meaning: "A blockade or occupation by protesters." },
  convict: { types: ["SANCTION"], ours: false, meaning: "Convict or sentence." },
  discontinue: { types: ["SANCTION"], ours: false, meaning: "Stop aid, talks or trade." },
  troops: { types: ["MOBILIZE"], ours: false, meaning: "Call up, move or station soldiers." },
  weapons: { types: ["MOBILIZE"], ours: false, meaning: "Deploy or test weapons." },
  police: { types: ["MOBILIZE"], ours: false, meaning: "Call up or station police." },
  militia: { types: ["MOBILIZE"], ours: false, meaning: "Call up or station irregular forces." },
  seize: { types: ["COERCE"], ours: false, meaning: "Take property or goods." },
  censor: { types: ["COERCE"], ours: false, meaning: "Suppress speech or media." },
  "martial-law": { types: ["COERCE"], ours: false, meaning: "Declare or apply martial law or a state of emergency." },
  curfew: { types: ["COERCE"], ours: false, meaning: "Order people off the streets at certain hours." },
  deport: { types: ["COERCE"], ours: false, meaning: "Expel people by force." },
  withhold: { types: ["COERCE"], ours: false, meaning: "Hold back goods or services." },
  misinformation: { types: ["COERCE"], ours: false, meaning: "Spread falsehoods to harm." },
  cyber: { types: ["COERCE"], ours: false, meaning: "Attack computers or networks." },
  abduct: { types: ["ASSAULT"], ours: false, meaning: "Take people away by force." },
  beat: { types: ["ASSAULT"], ours: false, meaning: "Physical assault without weapons." },
  torture: { types: ["ASSAULT"], ours: false, meaning: "Inflict pain on people in captivity." },
  execute: { types: ["ASSAULT"], ours: false, meaning: "Kill people in captivity." },
  sexual: { types: ["ASSAULT"], ours: false, meaning: "Sexual violence." },
  assassinate: { types: ["ASSAULT"], ours: false, meaning: "Kill a particular prominent person." },
  cleansing: { types: ["ASSAULT"], ours: false, meaning: "Drive out or destroy a population." },
  primitive: { types: ["ASSAULT"], ours: false, meaning: "Attack with blades, clubs or stones." },
  firearms: { types: ["ASSAULT"], ours: false, meaning: "Attack with small arms." },
  explosives: { types: ["ASSAULT"], ours: false, meaning: "Attack with bombs, mines or grenades." },
  "suicide-attack": { types: ["ASSAULT"], ours: false, meaning: "Attack with the intention to die." },
  "heavy-weapons": { types: ["ASSAULT"], ours: false, meaning: "Attack with artillery, rockets or tanks." },
  aerial: { types: ["ASSAULT"], ours: false, meaning: "Attack from or against crewed aircraft." },
  drone: { types: ["ASSAULT"], ours: false, meaning: "Attack with uncrewed aircraft." },
  unconventional: { types: ["ASSAULT"], ours: false, meaning: "Attack with chemical, biological or nuclear weapons." },
  "armed-clash": {
    types: ["ASSAULT"],
    ours: true,
    meaning: "Both sides fight, and the words do not say who fired first. This mode is ours: PLOVER has no such mode.",
  },
  "territory-captured": {
    types: ["ASSAULT"],
    ours: true,
    meaning: "Territory taken, retaken or lost. This mode is ours: PLOVER has no such mode.",
  },
} as const satisfies Record<string, { types: readonly EventType[]; ours: boolean; meaning: string }>;
export type EventMode = keyof typeof EVENT_MODES;

export const RECORD_TYPES = ["Article", "Event", "Actor", "Place", "CasualtyReport"] as const;
export type RecordType = (typeof RECORD_TYPES)[number];
