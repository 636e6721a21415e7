import * as vocabulary from "../domain/vocabulary.ts";
import * as writing from "../domain/writeVocabulary.ts";
import type { ChangeKind as StoredKind } from "../store/db/tables.ts";
import { builder } from "./builder/builder.ts";

/** A vocabulary as an enum: its values' meanings are the descriptions. */
function enumOf<Key extends string>(name: string, description: string, values: Readonly<Record<Key, string>>) {
  const entries = Object.entries<string>(values).map(([value, meaning]) => [value, { description: meaning }]);
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(entries) as Record<Key, { description: string }>,
  });
}

export const Harm = enumOf("Harm", "What befell the people that a claim counts.", vocabulary.HARMS);
export const Qualifier = enumOf("Qualifier", "How exactly a figure was stated.", vocabulary.QUALIFIERS);
export const Victims = enumOf("Victims", "Whom a figure counts, as far as the words say.", vocabulary.VICTIMS);
export const Scope = enumOf("Scope", "Whether a figure is a running total or one incident's.", vocabulary.SCOPES);
export const ClaimStatus = enumOf("ClaimStatus", "In what sense a figure was put forward.", vocabulary.CLAIM_STATUSES);
export const PartKind = enumOf("PartKind", "In what way a claim is a part of another.", vocabulary.PART_KINDS);
export const DeniedMatter = enumOf("DeniedMatter", "What exactly is denied.", vocabulary.DENIED_MATTERS);
export const ReviewState = enumOf("ReviewState", "Whether a person has checked the record.", vocabulary.REVIEW_STATES);
export const Wording = enumOf("Wording", "Whose wording an article's text is.", vocabulary.WORDINGS);
export const ParagraphKind = enumOf(
  "ParagraphKind",
  "What part of an article a paragraph is.",
  vocabulary.PARAGRAPH_KINDS,
);
export const TimeBasis = enumOf("TimeBasis", "On what ground a time is known.", vocabulary.TIME_BASES);
export const TimePrecision = enumOf("TimePrecision", "How exactly a time is known.", vocabulary.TIME_PRECISIONS);
export const ActorKind = enumOf("ActorKind", "What sort of actor this is.", vocabulary.ACTOR_KINDS);
export const ParticipantRole = enumOf(
  "ParticipantRole",
  "What part an actor had in an event.",
  vocabulary.PARTICIPANT_ROLES,
);
export const Party = enumOf(
  "Party",
  "One of two sides of an event, in no order of merit or blame.",
  vocabulary.PARTIES,
);
export const Assertion = enumOf("Assertion", "In what sense an event is put forward.", vocabulary.ASSERTIONS);
export const EventType = enumOf(
  "EventType",
  "What was done: the event types of PLOVER, the successor of CAMEO.",
  vocabulary.EVENT_TYPES,
);

const modeName = (mode: string) => mode.toUpperCase().replaceAll("-", "_");
export const EventMode = builder.enumType("EventMode", {
  description: "How it was done: PLOVER's modes, and two of our own, which say so.",
  values: Object.fromEntries(
    Object.entries(vocabulary.EVENT_MODES).map(([mode, { types, meaning }]) => [
      modeName(mode),
      { value: mode, description: `${meaning} Goes with ${types.join(", ")}.` },
    ]),
  ) as Record<string, { value: vocabulary.EventMode; description: string }>,
});

export const TollRule = enumOf(
  "TollRule",
  "How a toll takes its bounds from the positions of the parties. None of them invents a bound that no claim states, and none is an estimate.",
  vocabulary.TOLL_RULES,
);
export const LeftOutReason = enumOf("LeftOutReason", "Why a claim has no say in a toll.", vocabulary.LEFT_OUT_REASONS);
export const UndeterminedReason = enumOf(
  "UndeterminedReason",
  "Why it cannot be told which claim is the latest.",
  vocabulary.UNDETERMINED_REASONS,
);
export const ReportRelation = enumOf(
  "ReportRelation",
  "How two figures stand to each other. That they differ is seldom a contradiction.",
  vocabulary.RELATIONS,
);
export const CellKind = enumOf("CellKind", "Where the figure of a breakdown's cell is from.", vocabulary.CELL_KINDS);
export const BreakdownContradictionKind = enumOf(
  "BreakdownContradictionKind",
  "In what way the parts of a claim do not fit it.",
  vocabulary.BREAKDOWN_CONTRADICTIONS,
);

export const RecordType = enumOf("RecordType", "The types of record: each can be searched, and has a history.", {
  Article: "Published texts.",
  Event: "What happened, is claimed to have happened, or is announced.",
  Actor: "Whoever acts, suffers or speaks.",
  Place: "Where things happen.",
  CasualtyReport: "Claims of casualties.",
} satisfies Record<vocabulary.RecordType, string>);

export const ChangeKind = enumOf("ChangeKind", "How a record changed.", {
  ADDED: "The store took it up: for the first time, or again after a withdrawal.",
  REVISED: "Its content changed, or what its licence lets be searched.",
  WITHDRAWN:
    "An administrator took it out of the corpus, or its text or its name out of everything: `record` is a Tombstone that says which. Not to be confused with a claimant who takes a claim back.",
} satisfies Record<StoredKind, string>);

export const WithdrawnMatter = enumOf(
  "WithdrawnMatter",
  "What of a record an administrator withdraws.",
  writing.WITHDRAWN_MATTERS,
);
export const ReviewDecision = enumOf("ReviewDecision", "What a reviewer decides on a claim.", writing.REVIEW_DECISIONS);

export const Direction = enumOf("Direction", "Which end of an order comes first.", {
  ASC: "Smallest, earliest or alphabetically first at the front. What is unknown comes before all else.",
  DESC: "Greatest, latest or alphabetically last at the front. What is unknown comes at the end.",
});
