import { byForeignKey, byRelation } from "../store/read/lists/children.ts";
import type { ParticipantRow } from "../store/read/relatedRows.ts";
import { articlesOfEvents, eventsWithDescendants } from "../store/read/relations.ts";
import type { Row } from "../store/read/visibleRows.ts";
import { partsOf } from "./builder/batched.ts";
import { builder } from "./builder/builder.ts";
import { lookupField } from "./builder/lookup.ts";
import { fromColumns, READS_NO_RECORD, reads, rowsOf } from "./builder/reads.ts";
import { recordField } from "./builder/recordField.ts";
import * as refs from "./builder/refs.ts";
import { Assertion, EventMode, EventType, ParticipantRole, Party, ReviewState } from "./enums.ts";
import { EvidenceRef } from "./evidence.ts";
import { articleList } from "./lists/articles.ts";
import { casualtyReportList } from "./lists/casualtyReports.ts";
import { eventList } from "./lists/events.ts";
import { ImpreciseTime, knownTime } from "./time.ts";

const ParticipantRef = builder.objectRef<ParticipantRow>("Participant").implement({
  extensions: READS_NO_RECORD,
  description: "An actor's role in an event, with its source. By default, no participant is marked as an aggressor.",
  fields: (t) => ({
    actor: recordField(t, "Actor", "actor", {
      description: "The actor that took part, or is said to have taken part.",
    }),
    role: t.expose("role", { type: ParticipantRole, description: "The actor's role in the event." }),
    party: t.expose("party", {
      type: Party,
      nullable: true,
      description:
        "The actor's side, if the event has two sides. The sides are those of UCDP's dyad and do not say who began.",
    }),
    assertedBy: recordField(t, "Actor", "assertedBy", {
      nullable: true,
      description: "The actor who says that the participant had this role. Null if the article itself says so.",
    }),
  }),
});

builder.node(refs.EventRef, {
  description:
    "Something that happened, is claimed to have happened, or is announced: see `assertion`. The title is neutral: type, place and date.",
  id: { resolve: (event) => event.slug, extensions: reads({ own: ["slug"] }) },
  extensions: rowsOf("event"),
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "The event's id in the corpus. Permalinks contain it." }),
    title: t.exposeString("title", { description: "The title, made of type, place and date; never “attack by”." }),
    type: t.expose("type", { type: EventType, description: "The kind of action: a PLOVER event type." }),
    mode: t.expose("mode", {
      type: EventMode,
      nullable: true,
      description: "The form of the action. Null if no mode fits or none was stated.",
    }),
    assertion: t.expose("assertion", {
      type: Assertion,
      description: "Whether the event is reported, claimed or announced.",
    }),
    claimedBy: recordField(t, "Actor", "claimedBy", {
      nullable: true,
      description: "The actor who claims or announces the event. Null if the article itself reports the event.",
    }),
    time: t.field({
      type: ImpreciseTime,
      nullable: true,
      description:
        "When the event happened or will happen. For a longer event, the time lasts from the first day to the last day, if the articles say so.",
      ...fromColumns<Row<"event">>()(["timeJson", "key"], ({ timeJson, key }) =>
        knownTime(timeJson, async ({ load }) =>
          ((await load.eventEvidence.load(key)) ?? []).map(({ article }) => article),
        ),
      ),
    }),
    datePrecision: t.exposeInt("datePrecision", {
      nullable: true,
      description:
        "UCDP's `date_prec`: 1 the day is known, 2 within 2 to 6 days, 3 within a week, 4 within a month, 5 within a longer time. Null if the event has no time.",
    }),
    place: recordField(t, "Place", "place", {
      nullable: true,
      description: "Where the event happened. Null if no article says so.",
    }),
    participants: t.field({
      type: [ParticipantRef],
      description: "The participants, in the order of the corpus.",
      ...partsOf((load) => load.participants),
    }),
    partOf: recordField(t, "Event", "partOf", {
      nullable: true,
      description: "The larger event that this event is a part of, such as the war to which a clash belongs.",
    }),
    acledSubEvent: t.exposeString("acledSubEvent", {
      nullable: true,
      description: "The sub-event type that ACLED would assign, if one fits.",
    }),
    ucdpTypeOfViolence: t.exposeInt("ucdpTypeOfViolence", {
      nullable: true,
      description: "UCDP's type of violence: 1 state-based, 2 non-state, 3 one-sided. Null if none applies.",
    }),
    denials: t.field({
      type: [refs.DenialRef],
      description: "The denials of the event, in the order of the corpus.",
      ...partsOf((load) => load.eventDenials),
    }),
    evidence: t.field({
      type: [EvidenceRef],
      description: "The words that support the record, in one or more articles.",
      ...partsOf((load) => load.eventEvidence),
    }),
    review: t.expose("review", {
      type: ReviewState,
      description: "Whether a person has checked the record against the article's words.",
    }),
    reviewRule: t.exposeString("rule", {
      nullable: true,
      description: "The extraction rule, if a program read the event.",
    }),
    note: t.exposeString("note", { nullable: true, description: "A note by the author of the record." }),
    subEvents: eventList.ofRecord(t, {
      description: "The events that are direct parts of this event.",
      children: byForeignKey("partOf"),
    }),
    casualtyReports: casualtyReportList.field(t, {
      description: "The claims about the event and, by default, about its parts. Never add claims up.",
      args: {
        withDescendants: t.arg.boolean({
          required: true,
          defaultValue: true,
          description: "Whether to include claims about the parts of the event.",
        }),
      },
      within: ({ record }, { withDescendants }) => ({
        parent: record,
        children: withDescendants ? byRelation("event", eventsWithDescendants) : byForeignKey("event"),
      }),
    }),
    articles: articleList.ofRecord(t, {
      description: "The articles about the event: articles with evidence of the event or with claims about it.",
      children: byRelation("record", articlesOfEvents),
    }),
  }),
});

builder.queryFields((t) => ({
  event: lookupField(t, "Event", "event"),
  events: eventList.atRoot(t, "The events in the store."),
}));
