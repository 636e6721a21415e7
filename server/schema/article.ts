import { childrenByForeignKey, childrenByRelation } from "../store/read/page.ts";
import { eventsOfArticles } from "../store/read/relations.ts";
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
    "One published text. Its claims are in `casualtyReports`. The publisher is not the claimant unless the text says so.",
  id: { resolve: (article) => article.slug },
  fields: (t) => ({
    slug: t.exposeString("slug", { description: "Its id in the corpus. Permalinks are built from it." }),
    title: t.exposeString("title", { description: "Its title, in the same wording as the text." }),
    wording: t.expose("wording", {
      type: Wording,
      description:
        "Who worded the title and the text: the publisher or the author of the corpus. Never quote RESTATED words as the publisher's.",
    }),
    source: t.field({
      type: SourceRef,
      description: "The source of the text, with the licence that decides whether the text may be shown.",
      resolve: (article, _args, { load }) => loadRequired(load.source, article.source),
    }),
    publisher: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "The publisher. Null unless the document names it: we do not guess.",
      resolve: (article, _args, { load }) => loadOptional(load.actor, article.publisher),
    }),
    agencies: t.field({
      type: [refs.ActorRef],
      description: "The news agencies that the document credits, in the document's order.",
      resolve: async (article, _args, { load }) => {
        const credited = (await load.agencies.load(article.key)) ?? [];
        return Promise.all(credited.map(({ agency }) => loadRequired(load.actor, agency)));
      },
    }),
    copyOf: t.field({
      type: refs.ArticleRef,
      nullable: true,
      description:
        "The original, if this article is a copy. The two count as one source, not two. Null if the article is not known to be a copy.",
      resolve: (article, _args, { load }) => loadOptional(load.article, article.copyOf),
    }),
    language: t.exposeString("language", { description: "The text's language, as a BCP 47 tag." }),
    published: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When the article was published. INFERRED if the document does not say.",
      resolve: (article) => knownTime(article.publishedJson, [article.record]),
    }),
    updated: t.field({
      type: ImpreciseTime,
      nullable: true,
      description: "When the publisher last changed the article. Null unless the document says so.",
      resolve: (article) => knownTime(article.updatedJson, [article.record]),
    }),
    url: t.exposeString("url", {
      nullable: true,
      description: "The web address at which the article was published. Null if not known.",
    }),
    text: t.string({
      nullable: true,
      extensions: costs({ weight: 5 }),
      description:
        "The title, an empty line, and the paragraphs with an empty line between them. All offsets refer to this text. Null if the licence forbids showing it.",
      resolve: async (article, _args, context) =>
        (await showsText(context, article.record)) ? (await loadRequired(context.load.text, article.key)).text : null,
    }),
    paragraphs: t.field({
      type: [ParagraphRef],
      extensions: costs({ weight: 5 }),
      description:
        "The text as a list of paragraphs, starting with the title. Empty if the licence forbids showing it.",
      resolve: async (article, _args, context) =>
        (await showsText(context, article.record)) ? paragraphsOf(context, article.key) : [],
    }),
    textHash: t.exposeString("textHash", {
      description: "SHA-256 of the text's UTF-8 bytes. As long as the hash is the same, offsets are valid.",
    }),
    copies: t.connection(
      {
        type: refs.ArticleRef,
        description: "The articles that are copies of this article.",
        args: articleArgs,
        resolve: (article, args, context, info) =>
          articleList(context, info, args, {
            parent: article.record,
            lists: (all, parents) => childrenByForeignKey(all, "article", "article.copyOf", parents),
          }),
      },
      refs.ArticleConnection,
    ),
    casualtyReports: t.connection(
      {
        type: refs.CasualtyReportRef,
        description: "The casualty claims in the article.",
        args: casualtyReportArgs,
        resolve: (article, args, context, info) =>
          casualtyReportList(context, info, args, {
            parent: article.record,
            lists: (all, parents) => childrenByForeignKey(all, "casualtyReport", "casualtyReport.article", parents),
          }),
      },
      refs.CasualtyReportConnection,
    ),
    events: t.connection(
      {
        type: refs.EventRef,
        description:
          "The events that the article is about: events with evidence in the article, and events of its claims.",
        args: eventArgs,
        resolve: (article, args, context, info) =>
          eventList(context, info, args, {
            parent: article.record,
            lists: (all, parents) =>
              childrenByRelation(all, "event", "event.record", eventsOfArticles(context.store, parents)),
          }),
      },
      refs.EventConnection,
    ),
    mentions: t.connection(
      {
        type: refs.MentionRef,
        description: "The words with which the article names actors and places, in the order of the text.",
        args: mentionArgs,
        resolve: (article, args, context, info) =>
          mentionList(context, info, args, {
            parent: article.record,
            lists: (all, parents) => childrenByForeignKey(all, "mention", "mention.article", parents),
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
      description: "The articles from this source.",
      args: articleArgs,
      resolve: (source, args, context, info) =>
        articleList(context, info, args, {
          parent: source.key,
          lists: (all, parents) => childrenByForeignKey(all, "article", "article.source", parents),
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
      "One article, by slug or global id. Null if no such article exists or if it was withdrawn: use `node` for withdrawn records.",
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
