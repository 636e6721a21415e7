import * as vocabulary from "../domain/vocabulary.ts";
import * as writing from "../domain/writeVocabulary.ts";
import type { ChangeKind as StoredKind } from "../store/db/tables.ts";
import { builder } from "./builder/builder.ts";

/** An enum from a table of values with descriptions, such as a vocabulary. */
export function enumOf<Key extends string>(name: string, description: string, values: Readonly<Record<Key, string>>) {
  const entries = Object.entries<string>(values).map(([value, meaning]) => [value, { description: meaning }]);
  return builder.enumType(name, {
    description,
    values: Object.fromEntries(entries) as Record<Key, { description: string }>,
  });
}

export const Harm = enumOf("Harm", "The kind of harm that the counted people suffered.", vocabulary.HARMS);
export const Qualifier = enumOf("Qualifier", "How exactly a figure was stated.", vocabulary.QUALIFIERS);
export const Victims = enumOf(
  "Victims",
  "The kind of people that a figure counts, if the words say so.",
  vocabulary.VICTIMS,
);
export const Scope = enumOf("Scope", "Whether a figure is a running total or an increment.", vocabulary.SCOPES);
export const ClaimStatus = enumOf(
  "ClaimStatus",
  "The sense in which a figure was stated. The status does not say whether the claim is true.",
  vocabulary.CLAIM_STATUSES,
);
export const PartKind = enumOf(
  "PartKind",
  "The way in which one claim is a part of another claim.",
  vocabulary.PART_KINDS,
);
export const DeniedMatter = enumOf(
  "DeniedMatter",
  "The aspect of a claim or an event that is denied.",
  vocabulary.DENIED_MATTERS,
);
export const ReviewState = enumOf("ReviewState", "Whether a person has checked a record.", vocabulary.REVIEW_STATES);
export const ReviewDoubtKind = enumOf(
  "ReviewDoubtKind",
  "A reason to look closely at a claim that waits for review.",
  vocabulary.REVIEW_DOUBTS,
);
export const Wording = enumOf(
  "Wording",
  "Who worded an article's text: the publisher or the author of the corpus.",
  vocabulary.WORDINGS,
);
export const ParagraphKind = enumOf(
  "ParagraphKind",
  "The kind of paragraph in an article.",
  vocabulary.PARAGRAPH_KINDS,
);
export const TimeBasis = enumOf("TimeBasis", "How a time is known.", vocabulary.TIME_BASES);
export const TimePrecision = enumOf("TimePrecision", "How exactly a time is known.", vocabulary.TIME_PRECISIONS);
export const ActorKind = enumOf(
  "ActorKind",
  "The kind of actor, such as a state or a news agency.",
  vocabulary.ACTOR_KINDS,
);
export const ParticipantRole = enumOf(
  "ParticipantRole",
  "The role of an actor in an event.",
  vocabulary.PARTICIPANT_ROLES,
);
export const Party = enumOf(
  "Party",
  "One of the two sides of an event. The letters say nothing about merit or blame.",
  vocabulary.PARTIES,
);
export const Assertion = enumOf(
  "Assertion",
  "Whether an event is reported, claimed or announced.",
  vocabulary.ASSERTIONS,
);
export const EventType = enumOf(
  "EventType",
  "The kind of action: the event types of PLOVER, the successor of CAMEO.",
  vocabulary.EVENT_TYPES,
);

export const EventMode = builder.enumType("EventMode", {
  description: "The form of the action. All modes are PLOVER's except two of our own, which are marked.",
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
export const TollTime = enumOf(
  "TollTime",
  "Which time of a claim counts: when it was stated, or the time that its figure covers.",
  vocabulary.TOLL_TIMES,
);
export const LeftOutReason = enumOf(
  "LeftOutReason",
  "The reason why a claim is not used in a toll.",
  vocabulary.LEFT_OUT_REASONS,
);
export const UndeterminedReason = enumOf(
  "UndeterminedReason",
  "The reason why the latest claim cannot be determined.",
  vocabulary.UNDETERMINED_REASONS,
);
export const ReportRelation = enumOf(
  "ReportRelation",
  "The relation between two figures. Different figures are seldom a contradiction.",
  vocabulary.RELATIONS,
);
export const CellKind = enumOf("CellKind", "The origin of the figure in a breakdown's cell.", vocabulary.CELL_KINDS);
export const BreakdownContradictionKind = enumOf(
  "BreakdownContradictionKind",
  "The way in which the parts of a claim contradict the whole.",
  vocabulary.BREAKDOWN_CONTRADICTIONS,
);

export const RecordType = enumOf(
  "RecordType",
  "The types of records. Every record can be searched and has a history.",
  {
    Article: "Published texts.",
    Event: "Occurrences that happened, are claimed to have happened, or are announced.",
    Actor: "States, bodies, outlets and people who act, suffer or speak.",
    Place: "Places where events happen.",
    CasualtyReport: "Claims about numbers of casualties.",
  } satisfies Record<vocabulary.RecordType, string>,
);

export const ChangeKind = enumOf(
  "ChangeKind",
  "The kind of change: whether a record was added, revised or withdrawn.",
  {
    ADDED: "The record was added to the store: for the first time, or again after a withdrawal.",
    REVISED: "The record's content changed, or its licence changed and, as a result, so did the searchable text.",
    WITHDRAWN:
      "An administrator withdrew the record from the corpus, or withdrew its text or its name from all versions. The Tombstone in `record` says which. A claimant's retraction of a claim is not a withdrawal.",
  } satisfies Record<StoredKind, string>,
);

export const AuthorKind = enumOf("AuthorKind", "Where the name of a change's author comes from.", writing.AUTHOR_KINDS);
export const WithdrawnMatter = enumOf(
  "WithdrawnMatter",
  "The part of a record that an administrator withdraws.",
  writing.WITHDRAWN_MATTERS,
);
export const ReviewDecision = enumOf("ReviewDecision", "A reviewer's decision on a claim.", writing.REVIEW_DECISIONS);

export const Direction = enumOf("Direction", "Whether a list ascends or descends.", {
  ASC: "Ascending: the smallest, earliest or alphabetically first record comes first. Unknown values come before all others.",
  DESC: "Descending: the greatest, latest or alphabetically last record comes first. Unknown values come last.",
});
