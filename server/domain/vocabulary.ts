/**
 * The controlled vocabularies, each value with what it means. One table serves the corpus format, the store and the
 * schema's enums, so that a value cannot exist in one of them alone.
 */

export const HARMS = {
  KILLED: "Deaths. Also the bodies found or handed over, as AT_LEAST with the tag `bodies`.",
  WOUNDED: "Injured and alive when the claim was made.",
  MISSING: "Whereabouts unknown to the claimant.",
  CAPTURED: "Taken prisoner or hostage.",
  DISPLACED: "Driven from where they lived.",
  CASUALTIES: "An undivided figure, such as “killed and injured”. Never to be read as deaths.",
} as const;
export type Harm = keyof typeof HARMS;

export const QUALIFIERS = {
  EXACTLY: "The figure as such: lower and upper bound are the same.",
  AT_LEAST: "A lower bound; no upper bound was stated.",
  MORE_THAN: "Above the stated figure: n is kept, n + 1 is compared.",
  ABOUT: "A rounded or estimated figure; both bounds are the figure itself.",
  UP_TO: "An upper bound; no lower bound was stated.",
  FEWER_THAN: "Below the stated figure: n is kept, n - 1 is compared.",
  BETWEEN: "Two stated bounds, both included.",
  VAGUE: "Words such as “dozens”: no bound was stated. A coding convention's floor stands apart in `conventionMin`.",
} as const;
export type Qualifier = keyof typeof QUALIFIERS;

export const VICTIMS = {
  CIVILIAN: "The words say civilians, or a role that excludes combat (children, medics, residents).",
  MILITARY: "The words say soldiers, troops, fighters, crew of a military craft, or the like.",
  UNSPECIFIED: "The words do not say: “people”, “deaths”, or a nationality alone.",
} as const;
export type Victims = keyof typeof VICTIMS;

export const SCOPES = {
  CUMULATIVE: "A running total from the start of its period up to when it was stated.",
  NEW: "One incident or an increment, not to be read as a total.",
  UNSTATED: "The words do not tell a total from an increment.",
} as const;
export type Scope = keyof typeof SCOPES;

export const CLAIM_STATUSES = {
  CURRENT: "Claimed about the events that the article reports.",
  HISTORIC: "About an earlier, ended conflict that the article recalls.",
  DENIED:
    "The speaker cites the figure only to reject it. A denial by others is in `denials`, and leaves this CURRENT.",
  HYPOTHETICAL: "Foreseen, threatened or supposed, not claimed to have happened.",
} as const;
export type ClaimStatus = keyof typeof CLAIM_STATUSES;

export const PART_KINDS = {
  SUBGROUP: "Some of the whole's victims: “95, including 11 civilians”. Only parts of this kind may ever be summed.",
  PERIOD: "Some of the whole's time: “26 more, bringing the total to 84”.",
} as const;
export type PartKind = keyof typeof PART_KINDS;

export const DENIED_MATTERS = {
  OCCURRENCE: "That it happened at all.",
  COUNT: "The figure alone: that it was so many, not that anybody came to harm.",
  RESPONSIBILITY: "Who did it. The harm itself is not denied by this.",
} as const;
export type DeniedMatter = keyof typeof DENIED_MATTERS;

export const REVIEW_STATES = {
  EXTRACTED: "Read by a program and not yet looked at by a person; `reviewRule` names the rule.",
  REVIEWED: "Checked by a person against the words.",
  REJECTED: "Found wrong by a person; kept for the record and left out of every toll.",
} as const;
export type ReviewState = keyof typeof REVIEW_STATES;

export const TOLL_RULES = {
  RANGE:
    "From the lowest bound to the highest that any position states. Every party's latest figure is in it; nobody's is preferred.",
  LATEST:
    "The claim that was stated last of all positions, with its own bounds. Nothing where the times do not tell which one was last and their figures differ.",
  LOWEST:
    "Of the claims that the positions rest on, the one with the smallest stated number, with its own bounds. That it is low does not make it right.",
  HIGHEST:
    "Of the claims that the positions rest on, the one with the largest stated number, with its own bounds. That it is high does not make it right.",
} as const;
export type TollRule = keyof typeof TOLL_RULES;

export const LEFT_OUT_REASONS = {
  REJECTED: "Found wrong in review.",
  UNREVIEWED: "Read by a program and not yet looked at by a person; `includeUnreviewed` takes it in.",
  HISTORIC: "About an earlier conflict that the article recalls.",
  HYPOTHETICAL: "Foreseen, threatened or supposed, not claimed to have happened.",
  CITED_TO_REJECT: "The speaker cites the figure only to reject it.",
  RETRACTED: "The claimant took it back.",
  TIME_UNKNOWN: "Nothing tells when it was stated, so not whether that was by `asOf`.",
  MAYBE_LATER: "It may have been stated by `asOf` or only after it: its time is not known that exactly.",
  OTHER_MEASURE: "It counts something else of the same harm: bodies found or handed over, not deaths as such.",
  SCOPE_UNSTATED: "Its words do not tell a running total from an increment.",
  INCREMENT:
    "One incident or an increment: never added to a total. Where nobody states one, an incident's own figure stands: see `isIncident`.",
  PART: "A stated part of a claim about the same people, so not their total.",
  OTHER_VICTIMS: "It counts other kinds of people.",
  OTHER_SIDE: "It counts the people of another side, or does not say whose.",
  OTHER_PLACE: "It counts another place, or does not say where.",
  OTHER_EVENT:
    "About a part of the event that is asked about, where a claim about the whole exists or several parts have totals of their own.",
  SUPERSEDED:
    "A later total takes its place: the same party's or, where no claimant is named, one in articles of the same publisher or of none stated.",
} as const;
export type LeftOutReason = keyof typeof LEFT_OUT_REASONS;

export const UNDETERMINED_REASONS = {
  NO_CLAIM: "There is no claim to be the latest.",
  TIME_UNKNOWN: "Nothing tells when one of them was stated.",
  EQUAL_TIMES: "They were stated at the same instant.",
  OVERLAPPING_TIMES: "Their times are not known exactly enough to tell which came later.",
  OTHER_PERIODS: "They count different stretches of time, so the later does not take the place of the earlier.",
} as const;
export type UndeterminedReason = keyof typeof UNDETERMINED_REASONS;

export const RELATIONS = {
  LATER_TOTAL:
    "Two running totals of the same people from the same beginning, one stated later: it takes the other's place, also where it is lower. Between different parties only where the later is the larger, since totals grow.",
  OTHER_PERIOD: "They count different stretches of time, or one is an increment and the other a running total.",
  OTHER_VICTIMS: "They count different kinds of people.",
  OTHER_PLACE: "They count different places, or one does not say where.",
  OTHER_SIDE: "They count the people of different sides, or one does not say whose.",
  OTHER_EVENT: "They are about different events, or about an event and a part of it.",
  OTHER_MEASURE: "They count different things: other harms, or deaths and bodies handed over.",
  COMPATIBLE_BOUNDS: "One number can satisfy both: equal, overlapping or open bounds.",
  CONTRADICTS: "Comparable claims that no single number satisfies both of.",
  UNKNOWN: "The words do not tell whether they are comparable, or which came later.",
} as const;
export type Relation = keyof typeof RELATIONS;

export const CELL_KINDS = {
  STATED_PART: "The claim that is broken down states this part itself.",
  CROSS_CLAIMANT: "Other claims of that time give this figure; the claim that is broken down does not state it.",
  NO_CLAIM:
    "No claim that is known to be of that time gives a running total. That is not zero; later figures, increments and figures of unstated scope may exist all the same.",
} as const;
export type CellKind = keyof typeof CELL_KINDS;

export const BREAKDOWN_CONTRADICTIONS = {
  PART_EXCEEDS_WHOLE: "A part is larger than the whole that states it.",
  PARTS_EXCEED_WHOLE: "The parts sum to more than the whole.",
  PARTS_FALL_SHORT: "Parts that are said to be all of the whole sum to less.",
} as const;
export type BreakdownContradiction = keyof typeof BREAKDOWN_CONTRADICTIONS;

export const WORDINGS = {
  VERBATIM: "The publisher's own text.",
  RESTATED: "The same facts and figures in the corpus author's words: never to be quoted as the publisher's.",
  METADATA_ONLY: "Only the title and what is known of the text; the text itself is not held.",
} as const;
export type Wording = keyof typeof WORDINGS;

export const PARAGRAPH_KINDS = {
  TITLE: "The article's title.",
  SUBHEAD: "A heading inside the article, such as an item's in a rolling report.",
  CAPTION: "The words under a picture.",
  BODY: "Running text.",
} as const;
export type ParagraphKind = keyof typeof PARAGRAPH_KINDS;

export const TIME_BASES = {
  STATED: "The text itself gives this time.",
  INFERRED: "Worked out by whoever modelled the record; `note` says how.",
} as const;
export type TimeBasis = keyof typeof TIME_BASES;

export const TIME_PRECISIONS = {
  INSTANT: "To the minute or better.",
  DAY: "One calendar day in UTC.",
  MONTH: "One calendar month in UTC.",
  YEAR: "One calendar year in UTC.",
  SPAN: "Between two given times, both included.",
} as const;
export type TimePrecision = keyof typeof TIME_PRECISIONS;

export const ACTOR_KINDS = {
  STATE: "A state that is a member or observer of the United Nations.",
  PARTIALLY_RECOGNISED_ENTITY:
    "An entity with its own authorities that few or no states recognise. Its own party: never rolled up into a state.",
  GOVERNMENT_BODY: "A ministry, presidency, parliament, prosecutor's office or the like.",
  ARMED_FORCE: "The army or another armed force of a state or entity.",
  ARMED_GROUP: "An armed group that is no state's force.",
  INTERGOVERNMENTAL_ORGANISATION: "A body of states, or an organ of one.",
  NEWS_AGENCY: "A wire service, whose reports others carry.",
  MEDIA_OUTLET: "A newspaper, broadcaster or site that publishes articles.",
  COMPANY: "A business, also one that a state owns.",
  ORGANISATION: "Any other organisation: humanitarian, religious, of civil society.",
  PEOPLE: "A population or community, named as such.",
  PERSON: "A person, with the office held when speaking.",
  UNNAMED_SOURCE: "Speakers whom the article does not name: officials, diplomats, residents.",
} as const;
export type ActorKind = keyof typeof ACTOR_KINDS;

export const PARTICIPANT_ROLES = {
  ACTOR: "Did it, or is said to have done it.",
  RECIPIENT: "Whom it was done to, asked of, or said to.",
  MEDIATOR: "Stood between the sides.",
  HOST: "Where or under whose roof it took place.",
} as const;
export type ParticipantRole = keyof typeof PARTICIPANT_ROLES;

export const PARTIES = {
  A: "One side. UCDP's side A where a UCDP dyad applies; the letter says nothing about who began.",
  B: "The other side.",
} as const;
export type Party = keyof typeof PARTIES;

export const ASSERTIONS = {
  REPORTED: "The article states it in its own voice.",
  CLAIMED: "Somebody says that it happened: see `claimedBy`, and `denials`.",
  ANNOUNCED: "Said to be coming; whether it took place is another event.",
} as const;
export type Assertion = keyof typeof ASSERTIONS;

export const EVENT_TYPES = {
  AGREE: "Agree to, offer or promise to cooperate.",
  CONSULT: "Meet, call, visit or negotiate.",
  SUPPORT: "Voice or give diplomatic support or solidarity.",
  CONCEDE: "Yield to a demand, or ease a restriction.",
  COOPERATE: "Cooperate in deed: joint action, treaties, intelligence.",
  AID: "Give material help.",
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

/** Modes refine a type. `types`: the types that the mode goes with. The codes are PLOVER's but for those marked as ours. */
export const EVENT_MODES = {
  visit: { types: ["CONSULT"], ours: false, meaning: "One party goes to the other." },
  "third-party": { types: ["CONSULT"], ours: false, meaning: "With a mediator between the parties." },
  multilateral: { types: ["CONSULT"], ours: false, meaning: "Three or more parties meet." },
  phone: { types: ["CONSULT"], ours: false, meaning: "By telephone or other distance talk." },
  assist: {
    types: ["REQUEST", "CONCEDE", "REJECT"],
    ours: false,
    meaning: "About help: material, military or diplomatic.",
  },
  change: {
    types: ["REQUEST", "CONCEDE", "REJECT"],
    ours: false,
    meaning: "About a change of policy, institutions or leaders.",
  },
  yield: {
    types: ["REQUEST", "CONCEDE", "REJECT"],
    ours: false,
    meaning: "About ending force or giving something up: a ceasefire, restraint, a withdrawal.",
  },
  meet: { types: ["REQUEST", "CONCEDE", "REJECT"], ours: false, meaning: "About meeting, negotiating or mediating." },
  disapprove: { types: ["ACCUSE"], ours: false, meaning: "Criticise, condemn or express concern." },
  investigate: { types: ["ACCUSE"], ours: false, meaning: "Open or hold an inquiry." },
  allege: { types: ["ACCUSE"], ours: false, meaning: "Say that another did a certain wrong." },
  withdraw: { types: ["RETREAT", "SANCTION"], ours: false, meaning: "Pull out forces, staff or membership." },
  release: { types: ["RETREAT"], ours: false, meaning: "Free people or property." },
  return: { types: ["RETREAT"], ours: false, meaning: "Give back people, bodies, property or land." },
  disarm: { types: ["RETREAT"], ours: false, meaning: "Give up or destroy arms." },
  ceasefire: { types: ["RETREAT"], ours: false, meaning: "Stop fire, or declare that it stops." },
  access: { types: ["RETREAT"], ours: false, meaning: "Let in inspectors, helpers or peacekeepers." },
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
  troops: { types: ["MOBILIZE"], ours: false, meaning: "Call up, move or post soldiers." },
  weapons: { types: ["MOBILIZE"], ours: false, meaning: "Bring up or test arms." },
  police: { types: ["MOBILIZE"], ours: false, meaning: "Call up or post police." },
  militia: { types: ["MOBILIZE"], ours: false, meaning: "Call up or post irregular forces." },
  seize: { types: ["COERCE"], ours: false, meaning: "Take property or goods." },
  censor: { types: ["COERCE"], ours: false, meaning: "Suppress speech or media." },
  "martial-law": { types: ["COERCE"], ours: false, meaning: "Declare or apply martial law or emergency." },
  curfew: { types: ["COERCE"], ours: false, meaning: "Order people off the streets at set hours." },
  deport: { types: ["COERCE"], ours: false, meaning: "Send people out by force." },
  withhold: { types: ["COERCE"], ours: false, meaning: "Hold back goods or services." },
  misinformation: { types: ["COERCE"], ours: false, meaning: "Spread falsehoods to harm." },
  cyber: { types: ["COERCE"], ours: false, meaning: "Attack computers or networks." },
  abduct: { types: ["ASSAULT"], ours: false, meaning: "Carry people off." },
  beat: { types: ["ASSAULT"], ours: false, meaning: "Physical assault without arms." },
  torture: { types: ["ASSAULT"], ours: false, meaning: "Inflict pain on people held." },
  execute: { types: ["ASSAULT"], ours: false, meaning: "Kill people held." },
  sexual: { types: ["ASSAULT"], ours: false, meaning: "Sexual violence." },
  assassinate: { types: ["ASSAULT"], ours: false, meaning: "Kill a chosen person of standing." },
  cleansing: { types: ["ASSAULT"], ours: false, meaning: "Drive out or destroy a population." },
  primitive: { types: ["ASSAULT"], ours: false, meaning: "With blades, clubs or stones." },
  firearms: { types: ["ASSAULT"], ours: false, meaning: "With small arms." },
  explosives: { types: ["ASSAULT"], ours: false, meaning: "With bombs, mines or grenades." },
  "suicide-attack": { types: ["ASSAULT"], ours: false, meaning: "In which the attacker means to die." },
  "heavy-weapons": { types: ["ASSAULT"], ours: false, meaning: "With artillery, rockets or tanks." },
  aerial: { types: ["ASSAULT"], ours: false, meaning: "From or against crewed aircraft." },
  drone: { types: ["ASSAULT"], ours: false, meaning: "With uncrewed aircraft." },
  unconventional: { types: ["ASSAULT"], ours: false, meaning: "With chemical, biological or nuclear arms." },
  "armed-clash": {
    types: ["ASSAULT"],
    ours: true,
    meaning: "Both sides fight, and the words name no first shot. Ours: PLOVER has no mode for it.",
  },
  "territory-captured": {
    types: ["ASSAULT"],
    ours: true,
    meaning: "Ground taken, retaken or lost. Ours: PLOVER has no mode for it.",
  },
} as const satisfies Record<string, { types: readonly EventType[]; ours: boolean; meaning: string }>;
export type EventMode = keyof typeof EVENT_MODES;

export const RECORD_TYPES = ["Article", "Event", "Actor", "Place", "CasualtyReport"] as const;
export type RecordType = (typeof RECORD_TYPES)[number];
