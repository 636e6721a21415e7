import { aliasesOf } from "../store/read/jsonColumns.ts";
import { byForeignKey, byRelation } from "../store/read/lists/children.ts";
import type { AffiliationRow } from "../store/read/relatedRows.ts";
import { articlesCrediting, eventsOfParticipants, membersOf } from "../store/read/relations.ts";
import type { Row } from "../store/read/visibleRows.ts";
import { partsOf } from "./builder/batched.ts";
import { builder } from "./builder/builder.ts";
import { loadOptional, partyKey } from "./builder/context.ts";
import { lookupField } from "./builder/lookup.ts";
import { fromColumns, READS_NO_RECORD, reads, rowsOf } from "./builder/reads.ts";
import { recordField } from "./builder/recordField.ts";
import * as refs from "./builder/refs.ts";
import { ActorKind } from "./enums.ts";
import { actorList } from "./lists/actors.ts";
import { articleList } from "./lists/articles.ts";
import { casualtyReportList } from "./lists/casualtyReports.ts";
import { eventList } from "./lists/events.ts";
import { denialList, mentionList } from "./lists/mentions.ts";
import { NameRef } from "./place.ts";
import { ImpreciseTime, knownTime } from "./time.ts";

const AffiliationRef = builder.objectRef<AffiliationRow>("Affiliation").implement({
  extensions: READS_NO_RECORD,
  description:
    "An actor's affiliation with another actor, such as a spokesperson's with a ministry or a ministry's with a state.",
  fields: (t) => ({
    to: recordField(t, "Actor", "organisation", { description: "The actor that the member belongs to." }),
    as: t.exposeString("role", {
      nullable: true,
      description: "The member's role, such as “spokesman”.",
    }),
    during: t.field({
      type: ImpreciseTime,
      nullable: true,
      description:
        "The period of the affiliation. Null if the affiliation applies to the whole period that the corpus covers.",
      resolve: (affiliation) => knownTime(affiliation.duringJson, []),
    }),
  }),
});

builder.node(refs.ActorRef, {
  description:
    "Anyone who acts, suffers or speaks: a state or another entity, one of its bodies or armed forces, a news agency, a media outlet, or a person with the office held at the time.",
  id: { resolve: (actor) => actor.slug, extensions: reads({ own: ["slug"] }) },
  extensions: rowsOf("actor"),
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "The actor's id in the corpus. Permalinks contain it." }),
    name: t.exposeString("name", { description: "The actor's name in the corpus." }),
    aliases: t.field({
      type: [NameRef],
      description: "The actor's other names and spellings, including those in other scripts.",
      ...fromColumns<Row<"actor">>()(["aliasesJson"], (actor) => [...aliasesOf(actor)]),
    }),
    kind: t.expose("kind", {
      type: ActorKind,
      description: "The kind of actor, such as a state or a news agency.",
    }),
    office: t.exposeString("office", {
      nullable: true,
      description: "The office that a person held when speaking or acting.",
    }),
    isoAlpha2: t.exposeString("isoAlpha2", {
      nullable: true,
      description: "The ISO 3166-1 alpha-2 code. Only states have a code.",
    }),
    isoAlpha3: t.exposeString("isoAlpha3", {
      nullable: true,
      description: "The ISO 3166-1 alpha-3 code. Only states have a code.",
    }),
    wikidataId: t.exposeString("wikidataId", {
      nullable: true,
      description: "The actor's Wikidata item, if verified.",
    }),
    ucdpActorId: t.exposeInt("ucdpActorId", {
      nullable: true,
      description: "The actor's id in UCDP's actor list, if verified.",
    }),
    note: t.exposeString("note", { nullable: true, description: "A note by the author of the record." }),
    affiliations: t.field({
      type: [AffiliationRef],
      description: "The actors that this actor belongs to, in the order of the corpus.",
      ...partsOf((load) => load.affiliations),
    }),
    party: t.field({
      type: refs.ActorRef,
      nullable: true,
      description:
        "The actor's party: the topmost actor by affiliation, or the actor itself if it has no affiliations. Null if the affiliations lead to several topmost actors. A partially recognised entity is its own party and is never counted as part of a state.",
      args: {
        at: t.arg({
          type: "PartialTime",
          description: "Uses the affiliations that were valid at this time. Default: all affiliations.",
        }),
      },
      extensions: READS_NO_RECORD,
      resolve: async (actor, { at }, { load }) =>
        loadOptional(
          load.actor,
          await load.party.load(partyKey(actor.record, at ? { from: at.earliest, until: at.latest } : null)),
        ),
    }),
    members: actorList.ofRecord(t, {
      description: "The actors that belong directly to this actor, at any time.",
      children: byRelation("key", membersOf),
    }),
    articlesPublished: articleList.ofRecord(t, {
      description: "The articles that the actor published, according to the articles themselves.",
      children: byForeignKey("publisher"),
    }),
    articlesCrediting: articleList.ofRecord(t, {
      description: "The articles that credit the actor as an agency.",
      children: byRelation("key", articlesCrediting),
    }),
    events: eventList.ofRecord(t, {
      description: "The events in which the actor takes part, or is said to take part.",
      children: byRelation("key", eventsOfParticipants),
    }),
    eventsClaimed: eventList.ofRecord(t, {
      description: "The events that the actor claims or announces.",
      children: byForeignKey("claimedBy"),
    }),
    casualtyReportsClaimed: casualtyReportList.ofRecord(t, {
      description:
        "The claims made by this actor itself. Each actor in `members`, such as a ministry or a spokesperson, has its own list.",
      children: byForeignKey("claimant"),
    }),
    casualtyReportsConveyed: casualtyReportList.ofRecord(t, {
      description: "Claims by others that articles report by citing this actor.",
      children: byForeignKey("conduit"),
    }),
    casualtyReportsOfSide: casualtyReportList.ofRecord(t, {
      description: "The claims about this actor's people, by any claimant.",
      children: byForeignKey("side"),
    }),
    casualtyReportsBlaming: casualtyReportList.ofRecord(t, {
      description: "The claims that name this actor as the perpetrator, by any claimant.",
      children: byForeignKey("blamed"),
    }),
    denialsMade: denialList.ofRecord(t, {
      description: "The actor's denials of claims and events, each with the aspect that is denied.",
      children: byForeignKey("deniedBy"),
    }),
    mentions: mentionList.ofRecord(t, {
      description: "The words with which articles name the actor.",
      children: byForeignKey("actor"),
    }),
    mentionsVoiced: mentionList.ofRecord(t, {
      description: "The words with which the actor names actors and places, as quoted in articles.",
      children: byForeignKey("voice"),
    }),
  }),
});

builder.queryFields((t) => ({
  actor: lookupField(t, "Actor", "actor"),
  actors: actorList.atRoot(t, "The actors in the store."),
}));
