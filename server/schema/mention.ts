import { builder } from "./builder/builder.ts";
import { loadOptional, loadRequired } from "./builder/context.ts";
import { recordedAsOfArgs } from "./builder/recordedAsOfArg.ts";
import * as refs from "./builder/refs.ts";
import { shownWords } from "./licence.ts";
import { mentionArgs, mentionList } from "./lists/mentions.ts";

refs.MentionRef.implement({
  description:
    "The words by which an article names an actor or a place, kept as they stand in the source even where the rest is restated. How a territory is called is data about the one who calls it so.",
  fields: (t) => ({
    words: t.string({
      nullable: true,
      description: "The words, at most 200 characters. Null where the article's text may not be shown.",
      resolve: (mention, _args, context) => shownWords(context, mention.article, mention.quote),
    }),
    article: t.field({
      type: refs.ArticleRef,
      description: "Where they stand.",
      resolve: (mention, _args, { load }) => loadRequired(load.article, mention.article),
    }),
    start: t.exposeInt("start", {
      description: "Where they begin in the article's text, in UTF-16 code units from 0.",
    }),
    end: t.exposeInt("end", { description: "Where they end, itself excluded." }),
    actor: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "The actor that is named; null where a place is.",
      resolve: (mention, _args, { load }) => loadOptional(load.actor, mention.actor),
    }),
    place: t.field({
      type: refs.PlaceRef,
      nullable: true,
      description: "The place that is named; null where an actor is.",
      resolve: (mention, _args, { load }) => loadOptional(load.place, mention.place),
    }),
    voice: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Whose words they are: somebody whom the article quotes. Null where they are the outlet's own.",
      resolve: (mention, _args, { load }) => loadOptional(load.actor, mention.voice),
    }),
  }),
});

builder.queryField("mentions", (t) =>
  t.connection(
    {
      type: refs.MentionRef,
      description: "The words by which articles name actors and places: one territory, in whose words.",
      args: { ...mentionArgs, ...recordedAsOfArgs },
      resolve: (_root, args, context, info) => mentionList(context, info, args),
    },
    refs.MentionConnection,
  ),
);
