import * as vocabulary from "../domain/vocabulary.ts";
import * as writing from "../domain/writeVocabulary.ts";
import type { ChangeKind as StoredKind } from "../store/db/tables.ts";
import { builder } from "./builder/builder.ts";

/** An enum whose values are given with their descriptions, as in a vocabulary. */
export function enumOf<Key extends string>(name: string, description: string, values: Readonly<Record<Key, string>>) {
  const entries = Object.entries<string>(values).map(([value, meaning]) => [value, { description: meaning }]);
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(entries) as Record<Key, { description: string }>,
  });
}

export const Harm = enumOf("Harm", "What happened to the people that a claim counts.", vocabulary.HARMS);
export const Qualifier = enumOf("Qualifier", "How exactly a figure was stated.", vocabulary.QUALIFIERS);
export const Victims = enumOf("Victims", "Whom a figure counts, as far as the words say.", vocabulary.VICTIMS);
export const Scope = enumOf("Scope", "Whether a figure is a running total or an increment.", vocabulary.SCOPES);
export const ClaimStatus = enumOf("ClaimStatus", "In what sense a figure was put forward.", vocabulary.CLAIM_STATUSES);
export const PartKind = enumOf("PartKind", "In what way a claim is a part of another.", vocabulary.PART_KINDS);
export const DeniedMatter = enumOf("DeniedMatter", "What exactly is denied.", vocabulary.DENIED_MATTERS);
export const ReviewState = enumOf("ReviewState", "Whether a person has checked the record.", vocabulary.REVIEW_STATES);
export const Wording = enumOf("Wording", "Whose wording an article's text is.", vocabulary.WORDINGS);
export const ParagraphKind = enumOf(
  "ParagraphKind",
  "The part of an article that a paragraph is.",
  vocabulary.PARAGRAPH_KINDS,
);
export const TimeBasis = enumOf("TimeBasis", "How a time is known.", vocabulary.TIME_BASES);
export const TimePrecision = enumOf("TimePrecision", "How exactly a time is known.", vocabulary.TIME_PRECISIONS);
export const ActorKind = enumOf(
  "ActorKind",
  "What kind of actor it is, such as a state or a news agency.",
  vocabulary.ACTOR_KINDS,
);
export const ParticipantRole = enumOf(
  "ParticipantRole",
  "The part that an actor had in an event.",
  vocabulary.PARTICIPANT_ROLES,
);
export const Party = enumOf(
  "Party",
  "One of the two sides of an event. The order has no meaning of merit or blame.",
  vocabulary.PARTIES,
);
export const Assertion = enumOf("Assertion", "In what sense an event is put forward.", vocabulary.ASSERTIONS);
export const EventType = enumOf(
  "EventType",
  "What was done: the event types of PLOVER, the successor of CAMEO.",
  vocabulary.EVENT_TYPES,
);

export const EventMode = builder.enumType("EventMode", {
  description: "How it was done: PLOVER's modes, and two of our own, which are marked.",
  values: Object.fromEntries(
    Object.entries(vocabulary.EVENT_MODES).map(([mode, { types, meaning }]) => [
      mode.toUpperCase().replaceAll("-", "_"),
      { value: mode, description: `${meaning} Goes with ${types.join(", ")}.` },
    ]),
  ) as Record<string, { value: vocabulary.EventMode; description: string }>,
});

export const TollRule = enumOf(
  "TollRule",
  "How a toll chooses its bounds from the parties' positions. No rule invents a bound that no claim states, and no rule makes an estimate.",
  vocabulary.TOLL_RULES,
);
export const LeftOutReason = enumOf("LeftOutReason", "Why a claim is not used in a toll.", vocabulary.LEFT_OUT_REASONS);
export const UndeterminedReason = enumOf(
  "UndeterminedReason",
  "Why the latest claim cannot be determined.",
  vocabulary.UNDETERMINED_REASONS,
);
export const ReportRelation = enumOf(
  "ReportRelation",
  "How two figures relate. Figures that differ are seldom a contradiction.",
  vocabulary.RELATIONS,
);
export const CellKind = enumOf("CellKind", "Where the figure in a breakdown's cell comes from.", vocabulary.CELL_KINDS);
export const BreakdownContradictionKind = enumOf(
  "BreakdownContradictionKind",
  "In what way the parts of a claim do not fit it.",
  vocabulary.BREAKDOWN_CONTRADICTIONS,
);

export const RecordType = enumOf("RecordType", "The types of record. Each can be searched and has a history.", {
  Article: "Published texts.",
  Event: "What happened, is claimed to have happened, or is announced.",
  Actor: "States, bodies, outlets and people who act, suffer or speak.",
  Place: "Where events happen.",
  CasualtyReport: "Claims about the number of casualties.",
} satisfies Record<vocabulary.RecordType, string>);

export const ChangeKind = enumOf("ChangeKind", "How a record changed.", {
  ADDED: "The record was added to the store: for the first time, or again after a withdrawal.",
  REVISED: "The record's content changed, or a change of its licence changed what can be searched.",
  WITHDRAWN:
    "An administrator withdrew the record from the corpus, or its text or its name from all versions: `record` is a Tombstone that says which. This differs from a claimant who retracts a claim.",
} satisfies Record<StoredKind, string>);

export const WithdrawnMatter = enumOf(
  "WithdrawnMatter",
  "What an administrator withdraws from a record.",
  writing.WITHDRAWN_MATTERS,
);
export const ReviewDecision = enumOf("ReviewDecision", "A reviewer's decision on a claim.", writing.REVIEW_DECISIONS);

export const Direction = enumOf("Direction", "Whether a list ascends or descends.", {
  ASC: "Ascending: the smallest, earliest or alphabetically first record comes first. Unknown values come before all others.",
  DESC: "Descending: the greatest, latest or alphabetically last record comes first. Unknown values come last.",
});
