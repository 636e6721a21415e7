import type { StoredTable } from "./columns.ts";
import { integer, LINE, list, oneOf, reference, TERM } from "./kinds.ts";
import { DENIALS, EVIDENCE, PARTICIPANT, REVIEW, TIME } from "./parts.ts";

export const EVENT = {
  title: {
    kind: LINE,
    required: true,
    meaning: "A neutral title by type, place and date, never “attack by”.",
    columns: { value: "title", sort: "sortTitle" },
  },
  type: { kind: oneOf("EventType"), required: true, meaning: "The kind of action: a PLOVER event type." },
  mode: {
    kind: oneOf("EventMode"),
    meaning:
      "The form of the action: a PLOVER mode that goes with the type, or one of our two modes, `armed-clash` and `territory-captured`.",
  },
  assertion: {
    kind: oneOf("Assertion"),
    required: true,
    meaning: "Whether the article states the event, somebody claims it, or somebody announces it.",
  },
  claimedBy: { kind: reference("Actor"), meaning: "The actor who claims or announces the event." },
  time: {
    kind: TIME,
    meaning: "When the event took place.",
    columns: { json: "timeJson", from: "timeFrom", until: "timeUntil" },
  },
  datePrecision: {
    kind: integer(1, 5),
    meaning: "UCDP's `date_prec`, 1 to 5. By default, it is derived from the time. If there is no time, it is empty.",
  },
  place: { kind: reference("Place"), meaning: "Where the event took place." },
  participants: { kind: list(PARTICIPANT), meaning: "The actors that took part in the event.", rows: "participant" },
  partOf: { kind: reference("Event"), meaning: "The larger event that this event is a part of." },
  acledSubEvent: { kind: TERM, meaning: "The corresponding ACLED sub-event type." },
  ucdpTypeOfViolence: {
    kind: integer(1, 3),
    meaning: "The corresponding UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided.",
  },
  denials: DENIALS,
  evidence: {
    kind: EVIDENCE,
    required: true,
    meaning: "The words in the article that report the event.",
    rows: "evidence",
  },
  ...REVIEW,
} as const satisfies StoredTable;
