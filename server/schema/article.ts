import { eventsOfArticles } from "../store/read/links.ts";
import { listsByColumn, listsByLink } from "../store/read/page.ts";
import { builder } from "./builder/builder.ts";
import { loadOptional, loadRequired } from "./builder/context.ts";
import { costs } from "./builder/extensions.ts";
import { LOOKUP, lookUp } from "./builder/lookup.ts";
import { recordedAsOfArgs } from "./builder/recordedAsOfArg.ts";
import * as refs from "./builder/refs.ts";
import { Wording } from "./enums.ts";
import { ParagraphRef, paragraphsOf } from "./evidence.ts";
import { showsText } from "./licence.ts";
import { articleArgs, articleList } from "./lists/articles.ts";
import { casualtyReportArgs, casualtyReportList } from "./lists/casualtyReports.ts";
import { eventArgs, eventList } from "./lists/events.ts";
import { mentionArgs, mentionList } from "./lists/mentions.ts";
import { SourceRef } from "./source.ts";
import { ImpreciseTime, knownTime } from "./time.ts";

builder.node(refs.ArticleRef, {
  description:
    "One published text, and what it carries. Its claims are in `casualtyReports`; the publisher is not their claimant unless they say so.",
  id: { resolve: (article) => article.slug },
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its id in the corpus; permalinks rest on it." }),
    title: t.exposeString("title", { description: "Its title, in the same wording as the text." }),
    wording: t.expose("wording", {
      type: Wording,
      description: "Whose words title and text are. RESTATED ones are never to be quoted as the publisher's.",
    }),
    source: t.field({
      type: SourceRef,
      description: "Where the text comes from, with the licence that decides whether it may be shown.",
      resolve: (article, _args, { load }) => loadRequired(load.source, article.source),
    }),
    publisher: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Who published it. Null where the document does not say so itself: it is not guessed.",
      resolve: (article, _args, { load }) => loadOptional(load.actor, article.publisher),
    }),
    agencies: t.field({
      type: [refs.ActorRef],
      description: "The news agencies that the document credits, in its order.",
      resolve: async (article, _args, { load }) => {
        const credited = (await load.agencies.load(article.key)) ?? [];
        return Promise.all(credited.map(({ agency }) => loadRequired(load.actor, agency)));
      },
    }),
    copyOf: t.field({
      type: refs.ArticleRef,
      nullable: true,
      description:
        "The article of which this is a copy: the two are one source, not two. Null where it is none, or not known to be.",
      resolve: (article, _args, { load }) => loadOptional(load.article, article.copyOf),
    }),
    language: t.exposeString("language", { description: "The text's language, BCP 47." }),
    published: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When it was published. INFERRED where the document does not say.",
      resolve: (article) => knownTime(article.publishedJson, [article.record]),
    }),
    updated: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When its publisher last changed it, where the document says so.",
      resolve: (article) => knownTime(article.updatedJson, [article.record]),
    }),
    url: t.exposeString("url", {
      nullable: true,
      description: "Where it was published; null where that is not known.",
    }),
    text: t.string({
      nullable: true,
      extensions: costs({ weight: 5 }),
      description:
        "Title, an empty line, and the paragraphs with an empty line between each two: what all offsets count in. Null where the licence forbids showing it.",
      resolve: async (article, _args, context) =>
        (await showsText(context, article.record)) ? (await loadRequired(context.load.text, article.key)).text : null,
    }),
    paragraphs: t.field({
      type: [ParagraphRef],
      extensions: costs({ weight: 5 }),
      description: "The text in its parts, the title first. Empty where the licence forbids showing it.",
      resolve: async (article, _args, context) =>
        (await showsText(context, article.record)) ? paragraphsOf(context, article.key) : [],
    }),
    textHash: t.exposeString("textHash", {
      description: "SHA-256 of the text's UTF-8 bytes: says whether offsets still fit.",
    }),
    copies: t.connection(
      {
        type: refs.ArticleRef,
        description: "The articles that are copies of this one.",
        args: articleArgs,
        resolve: (article, args, context, info) =>
          articleList(context, info, args, {
            parent: article.record,
            lists: (all, parents) => listsByColumn(all, "article", "article.copyOf", parents),
          }),
      },
      refs.ArticleConnection,
    ),
    casualtyReports: t.connection(
      {
        type: refs.CasualtyReportRef,
        description: "The claims of casualties in it.",
        args: casualtyReportArgs,
        resolve: (article, args, context, info) =>
          casualtyReportList(context, info, args, {
            parent: article.record,
            lists: (all, parents) => listsByColumn(all, "casualtyReport", "casualtyReport.article", parents),
          }),
      },
      refs.CasualtyReportConnection,
    ),
    events: t.connection(
      {
        type: refs.EventRef,
        description: "The events that it speaks of: those with evidence in it, and those that its claims are about.",
        args: eventArgs,
        resolve: (article, args, context, info) =>
          eventList(context, info, args, {
            parent: article.record,
            lists: (all, parents) =>
              listsByLink(all, "event", "event.record", eventsOfArticles(context.store, parents)),
          }),
      },
      refs.EventConnection,
    ),
    mentions: t.connection(
      {
        type: refs.MentionRef,
        description: "The words by which it names actors and places, in their order.",
        args: mentionArgs,
        resolve: (article, args, context, info) =>
          mentionList(context, info, args, {
            parent: article.record,
            lists: (all, parents) => listsByColumn(all, "mention", "mention.article", parents),
          }),
      },
      refs.MentionConnection,
    ),
  }),
});

builder.objectField(SourceRef, "articles", (t) =>
  t.connection(
    {
      type: refs.ArticleRef,
      description: "The articles that come from it.",
      args: articleArgs,
      resolve: (source, args, context, info) =>
        articleList(context, info, args, {
          parent: source.key,
          lists: (all, parents) => listsByColumn(all, "article", "article.source", parents),
        }),
    },
    refs.ArticleConnection,
  ),
);

builder.queryFields((t) => ({
  article: t.field({
    type: refs.ArticleRef,
    nullable: true,
    description:
      "One article by slug or global id; null where there is none, or none any more: `node` tells of withdrawn ones.",
    args: {
      id: t.arg.id({ description: LOOKUP.id }),
      slug: t.arg.string({ description: LOOKUP.slug }),
      ...recordedAsOfArgs,
    },
    resolve: (_root, args, context) => lookUp<"article">(context, "Article", args),
  }),
  articles: t.connection(
    {
      type: refs.ArticleRef,
      description: "The articles in the store.",
      args: { ...articleArgs, ...recordedAsOfArgs },
      resolve: (_root, args, context, info) => articleList(context, info, args),
    },
    refs.ArticleConnection,
  ),
}));
