import { aliasesOf } from "../store/read/jsonColumns.ts";
import { articlesCrediting, eventsOfParticipants, membersOf } from "../store/read/links.ts";
import { listsByColumn, listsByLink } from "../store/read/page.ts";
import type { AffiliationRow } from "../store/read/relatedRows.ts";
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
  description: "That an actor belongs to another: a spokesman to a ministry, a ministry to a state.",
  fields: (t) => ({
    to: t.field({
      type: refs.ActorRef,
      description: "To whom it belongs.",
      resolve: (affiliation, _args, { load }) => loadRequired(load.actor, affiliation.organisation),
    }),
    as: t.exposeString("role", { nullable: true, description: "In what capacity, such as “spokesman”." }),
    during: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "For which time; null where it holds for all that the corpus covers.",
      resolve: (affiliation) => knownTime(affiliation.duringJson, []),
    }),
  }),
});

/** The claims in which an actor has a part, a field for each. */
const CLAIM_PARTS = {
  casualtyReportsClaimed: [
    "claimant",
    "The claims that it makes itself. Those of its ministries and spokespeople are theirs: see `members`.",
  ],
  casualtyReportsConveyed: ["conduit", "The claims of others that articles have by way of it."],
  casualtyReportsOfSide: ["side", "The claims about its people, whoever makes them."],
  casualtyReportsBlaming: ["blamed", "The claims that name it as having done it, whoever makes them."],
} as const;

builder.node(refs.ActorRef, {
  description:
    "Whoever acts, suffers or speaks: states and other entities, their bodies and forces, agencies, outlets, people with the office they held.",
  id: { resolve: (actor) => actor.slug },
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its id in the corpus; permalinks rest on it." }),
    name: t.exposeString("name", { description: "Its name in the corpus." }),
    aliases: t.field({
      type: [NameRef],
      description: "Other names and spellings, also in other scripts.",
      resolve: (actor) => [...aliasesOf(actor)],
    }),
    kind: t.expose("kind", { type: ActorKind, description: "What sort of actor it is." }),
    office: t.exposeString("office", {
      nullable: true,
      description: "The office that a person held when speaking or acting.",
    }),
    isoAlpha2: t.exposeString("isoAlpha2", { nullable: true, description: "ISO 3166-1 alpha-2 code; states alone." }),
    isoAlpha3: t.exposeString("isoAlpha3", { nullable: true, description: "ISO 3166-1 alpha-3 code; states alone." }),
    wikidataId: t.exposeString("wikidataId", { nullable: true, description: "Its Wikidata item, where verified." }),
    ucdpActorId: t.exposeInt("ucdpActorId", {
      nullable: true,
      description: "Its id in UCDP's actor list, where verified.",
    }),
    note: t.exposeString("note", { nullable: true, description: "What whoever modelled it had to say on it." }),
    affiliations: t.field({
      type: [AffiliationRef],
      description: "To whom it belongs, in the order of the corpus.",
      resolve: async (actor, _args, { load }) => [...((await load.affiliations.load(actor.key)) ?? [])],
    }),
    party: t.field({
      type: refs.ActorRef,
      nullable: true,
      description:
        "The topmost actor that its affiliations lead to, itself where it has none: whose voice it is. Null where they lead to several. A partially recognised entity is its own party, never a state's.",
      args: {
        at: t.arg({
          type: "PartialTime",
          description: "The affiliations of that time; all of them where it is left out.",
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
        description: "The actors that belong to it directly, at any time.",
        args: actorArgs,
        resolve: (actor, args, context, info) =>
          actorList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => listsByLink(all, "actor", "actor.key", membersOf(parents)),
          }),
      },
      refs.ActorConnection,
    ),
    articlesPublished: t.connection(
      {
        type: refs.ArticleRef,
        description: "The articles that it published, as the documents say themselves.",
        args: articleArgs,
        resolve: (actor, args, context, info) =>
          articleList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => listsByColumn(all, "article", "article.publisher", parents),
          }),
      },
      refs.ArticleConnection,
    ),
    articlesCrediting: t.connection(
      {
        type: refs.ArticleRef,
        description: "The articles that credit it as an agency.",
        args: articleArgs,
        resolve: (actor, args, context, info) =>
          articleList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => listsByLink(all, "article", "article.key", articlesCrediting(parents)),
          }),
      },
      refs.ArticleConnection,
    ),
    events: t.connection(
      {
        type: refs.EventRef,
        description: "The events in which it takes part, or is said to.",
        args: eventArgs,
        resolve: (actor, args, context, info) =>
          eventList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => listsByLink(all, "event", "event.key", eventsOfParticipants(parents)),
          }),
      },
      refs.EventConnection,
    ),
    eventsClaimed: t.connection(
      {
        type: refs.EventRef,
        description: "The events that it claims or announces.",
        args: eventArgs,
        resolve: (actor, args, context, info) =>
          eventList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => listsByColumn(all, "event", "event.claimedBy", parents),
          }),
      },
      refs.EventConnection,
    ),
    denialsMade: t.connection(
      {
        type: refs.DenialRef,
        description: "The claims and events against which it has spoken, and what exactly it denies of each.",
        resolve: (actor, args, context, info) =>
          denialList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => listsByColumn(all, "denial", "denial.deniedBy", parents),
          }),
      },
      refs.DenialConnection,
    ),
    mentions: t.connection(
      {
        type: refs.MentionRef,
        description: "The words by which articles name it.",
        args: mentionArgs,
        resolve: (actor, args, context, info) =>
          mentionList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => listsByColumn(all, "mention", "mention.actor", parents),
          }),
      },
      refs.MentionConnection,
    ),
    mentionsVoiced: t.connection(
      {
        type: refs.MentionRef,
        description: "The words by which it names others, where articles quote it.",
        args: mentionArgs,
        resolve: (actor, args, context, info) =>
          mentionList(context, info, args, {
            parent: actor.record,
            lists: (all, parents) => listsByColumn(all, "mention", "mention.voice", parents),
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
            lists: (all, parents) => listsByColumn(all, "casualtyReport", `casualtyReport.${column}`, parents),
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
      "One actor by slug or global id; null where there is none, or none any more: `node` tells of withdrawn ones.",
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
