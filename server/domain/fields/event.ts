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
  type: { kind: oneOf("EventType"), required: true, meaning: "What was done: a PLOVER event type." },
  mode: {
    kind: oneOf("EventMode"),
    meaning:
      "How it was done: a PLOVER mode that goes with the type, or one of our two modes, `armed-clash` and `territory-captured`.",
  },
  assertion: {
    kind: oneOf("Assertion"),
    required: true,
    meaning: "Whether the article states the event, somebody claims it, or it is announced.",
  },
  claimedBy: { kind: reference("Actor"), meaning: "Who claims or announces it." },
  time: {
    kind: TIME,
    meaning: "When it took place.",
    columns: { json: "timeJson", from: "timeFrom", until: "timeUntil" },
  },
  datePrecision: {
    kind: integer(1, 5),
    meaning: "UCDP's `date_prec`, 1 to 5. By default it is worked out from the time; without a time there is none.",
  },
  place: { kind: reference("Place"), meaning: "Where it took place." },
  participants: { kind: list(PARTICIPANT), meaning: "The actors that took part.", rows: "participant" },
  partOf: { kind: reference("Event"), meaning: "The event that it is a part of." },
  acledSubEvent: { kind: TERM, meaning: "The corresponding ACLED sub-event type." },
  ucdpTypeOfViolence: {
    kind: integer(1, 3),
    meaning: "The corresponding UCDP type of violence: 1 state-based, 2 non-state, 3 one-sided.",
  },
  denials: DENIALS,
  evidence: { kind: EVIDENCE, required: true, meaning: "The words that the event rests on.", rows: "evidence" },
  ...REVIEW,
} as const satisfies StoredTable;
