import { aliasesOf } from "../store/read/jsonColumns.ts";
import { childrenByForeignKey, childrenByRelation } from "../store/read/page.ts";
import type { AffiliationRow } from "../store/read/relatedRows.ts";
import { articlesCrediting, eventsOfParticipants, membersOf } from "../store/read/relations.ts";
import { builder } from "./builder/builder.ts";
import { loadOptional, loadRequired } from "./builder/context.ts";
import { LOOKUP, lookUp } from "./builder/lookup.ts";
import { recordedAsOfArgs } from "./builder/recordedAsOfArg.ts";
import * as refs from "./builder/refs.ts";
import { ActorKind } from "./enums.ts";
import { actorArgs, actorList } from "./lists/actors.ts";
import { articleArgs, articleList } from "./lists/articles.ts";
import { casualtyReportArgs, casualtyReportList } from "./lists/casualtyReports.ts";
import { eventArgs, eventList } from "./lists/events.ts";
import { denialList, mentionArgs, mentionList } from "./lists/mentions.ts";
import { NameRef } from "./place.ts";
import { ImpreciseTime, knownTime } from "./time.ts";

const AffiliationRef = builder.objectRef<AffiliationRow>("Affiliation").implement({
  description: "The fact that an actor belongs to another: a spokesperson to a ministry, a ministry to a state.",
  fields: (t) => ({
    to: t.field({
      type: refs.ActorRef,
      description: "The actor that the member belongs to.",
      resolve: (affiliation, _args, { load }) => loadRequired(load.actor, affiliation.organisation),
    }),
    as: t.exposeString("role", {
      nullable: true,
      description: "The member's role, such as “spokesman”.",
    }),
    during: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "The period of the affiliation. Null if it applies to the whole period that the corpus covers.",
      resolve: (affiliation) => knownTime(affiliation.duringJson, []),
    }),
  }),
});

/** The parts that an actor can have in a claim, each with its own field. */
const CLAIM_PARTS = {
  casualtyReportsClaimed: [
    "claimant",
    "The claims that this actor makes itself. Claims by its ministries and spokespeople are in their own lists: see `members`.",
  ],
  casualtyReportsConveyed: ["conduit", "Claims by others that articles report through this actor."],
  casualtyReportsOfSide: ["side", "The claims about this actor's people, by any claimant."],
  casualtyReportsBlaming: ["blamed", "The claims that name this actor as the perpetrator, by any claimant."],
} as const;

builder.node(refs.ActorRef, {
  description:
    "An actor is someone who acts, suffers or speaks: states and other entities, their bodies and armed forces, news agencies, media outlets, and people with the office that they held.",
  id: { resolve: (actor) => actor.slug },
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its id in the corpus. Permalinks are built from it." }),
    name: t.exposeString("name", { description: "Its name in the corpus." }),
    aliases: t.field({
      type: [NameRef],
      description: "The actor's other names and spellings, including those in other scripts.",
      resolve: (actor) => [...aliasesOf(actor)],
    }),
    kind: t.expose("kind", {
      type: ActorKind,
      description: "The kind of actor, such as a state or a news agency.",
    }),
    office: t.exposeString("office", {
      nullable: true,
      description: "The office that a person held when they spoke or acted.",
    }),
    isoAlpha2: t.exposeString("isoAlpha2", {
      nullable: true,
      description: "The ISO 3166-1 alpha-2 code. Only states have a code.",
    }),
    isoAlpha3: t.exposeString("isoAlpha3", {
      nullable: true,
      description: "The ISO 3166-1 alpha-3 code. Only states have a code.",
    }),
    wikidataId: t.exposeString("wikidataId", { nullable: true, description: "Its Wikidata item, if verified." }),
    ucdpActorId: t.exposeInt("ucdpActorId", {
      nullable: true,
      description: "The actor's id in UCDP's actor list, if verified.",
    }),
    note: t.exposeString("note", { nullable: true, description: "A note by the author of the record." }),
    affiliations: t.field({
      type: [AffiliationRef],
      description: "The actors that this actor belongs to, in the order of the corpus.",
      resolve: async (actor, _args, { load }) => [...((await load.affiliations.load(actor.key)) ?? [])],
    }),
    party: t.field({
      type: refs.ActorRef,
      nullable: true,
      description:
        "The actor's party: the topmost actor by affiliation, or the actor itself if it has no affiliations. Null if its affiliations lead to several actors. A partially recognised entity is its own party and is never counted as part of a state.",
      args: {
        at: t.arg({
          type: "PartialTime",
          description: "Uses the affiliations that were valid at this time. Default: all affiliations.",
        }),
      },
      resolve: async (actor, { at }, { load }) =>
        loadOptional(
          load.actor,
          await load.party.load({ actor: actor.record, at: at ? { from: at.earliest, until: at.latest } : null }),
        ),
    }),
    members: t.connection(
      {
        type: refs.ActorRef,
        description: "The actors that belong directly to this actor, at any time.",
        args: actorArgs,
        resolve: (actor, args, context, info) =>
          actorList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => childrenByRelation(all, "actor", "actor.key", membersOf(parents)),
          }),
      },
      refs.ActorConnection,
    ),
    articlesPublished: t.connection(
      {
        type: refs.ArticleRef,
        description: "The articles that the actor published, according to the articles themselves.",
        args: articleArgs,
        resolve: (actor, args, context, info) =>
          articleList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => childrenByForeignKey(all, "article", "article.publisher", parents),
          }),
      },
      refs.ArticleConnection,
    ),
    articlesCrediting: t.connection(
      {
        type: refs.ArticleRef,
        description: "The articles that credit the actor as an agency.",
        args: articleArgs,
        resolve: (actor, args, context, info) =>
          articleList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => childrenByRelation(all, "article", "article.key", articlesCrediting(parents)),
          }),
      },
      refs.ArticleConnection,
    ),
    events: t.connection(
      {
        type: refs.EventRef,
        description: "The events in which the actor takes part, or is said to take part.",
        args: eventArgs,
        resolve: (actor, args, context, info) =>
          eventList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => childrenByRelation(all, "event", "event.key", eventsOfParticipants(parents)),
          }),
      },
      refs.EventConnection,
    ),
    eventsClaimed: t.connection(
      {
        type: refs.EventRef,
        description: "The events that the actor claims or announces.",
        args: eventArgs,
        resolve: (actor, args, context, info) =>
          eventList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => childrenByForeignKey(all, "event", "event.claimedBy", parents),
          }),
      },
      refs.EventConnection,
    ),
    denialsMade: t.connection(
      {
        type: refs.DenialRef,
        description: "The actor's denials of claims and events, each with the aspect that is denied.",
        resolve: (actor, args, context, info) =>
          denialList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => childrenByForeignKey(all, "denial", "denial.deniedBy", parents),
          }),
      },
      refs.DenialConnection,
    ),
    mentions: t.connection(
      {
        type: refs.MentionRef,
        description: "The words with which articles name the actor.",
        args: mentionArgs,
        resolve: (actor, args, context, info) =>
          mentionList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => childrenByForeignKey(all, "mention", "mention.actor", parents),
          }),
      },
      refs.MentionConnection,
    ),
    mentionsVoiced: t.connection(
      {
        type: refs.MentionRef,
        description: "The words with which the actor names others, in articles that quote the actor.",
        args: mentionArgs,
        resolve: (actor, args, context, info) =>
          mentionList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => childrenByForeignKey(all, "mention", "mention.voice", parents),
          }),
      },
      refs.MentionConnection,
    ),
  }),
});

for (const [field, [column, description]] of Object.entries(CLAIM_PARTS)) {
  builder.objectField(refs.ActorRef, field, (t) =>
    t.connection(
      {
        type: refs.CasualtyReportRef,
        description,
        args: casualtyReportArgs,
        resolve: (actor, args, context, info) =>
          casualtyReportList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => childrenByForeignKey(all, "casualtyReport", `casualtyReport.${column}`, parents),
          }),
      },
      refs.CasualtyReportConnection,
    ),
  );
}

builder.queryFields((t) => ({
  actor: t.field({
    type: refs.ActorRef,
    nullable: true,
    description:
      "One actor, by slug or global id. Null if no such actor exists or if it was withdrawn: use `node` for withdrawn records.",
    args: {
      id: t.arg.id({ description: LOOKUP.id }),
      slug: t.arg.string({ description: LOOKUP.slug }),
      ...recordedAsOfArgs,
    },
    resolve: (_root, args, context) => lookUp<"actor">(context, "Actor", args),
  }),
  actors: t.connection(
    {
      type: refs.ActorRef,
      description: "The actors in the store.",
      args: { ...actorArgs, ...recordedAsOfArgs },
      resolve: (_root, args, context, info) => actorList(context, info, args),
    },
    refs.ActorConnection,
  ),
}));
