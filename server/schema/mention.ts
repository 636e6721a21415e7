import { builder } from "./builder/builder.ts";
import { recordField } from "./builder/recordField.ts";
import * as refs from "./builder/refs.ts";
import { shownWords } from "./licence.ts";
import { mentionList } from "./lists/mentions.ts";

refs.MentionRef.implement({
  description:
    "The words by which an article names an actor or a place. They are kept as in the source, even if the rest is restated: what a territory is called is data about the speaker.",
  fields: (t) => ({
    words: t.string({
      nullable: true,
      description: "The words, at most 200 characters. Null if the article's text may not be shown.",
      resolve: (mention, _args, context) => shownWords(context, mention.article, mention.quote),
    }),
    article: recordField(t, "Article", "article", { description: "The article that contains the words." }),
    start: t.exposeInt("start", {
      description: "Where the words begin in the article's text, in UTF-16 code units from 0.",
    }),
    end: t.exposeInt("end", { description: "Where the words end, exclusive." }),
    actor: recordField(t, "Actor", "actor", {
      nullable: true,
      description: "The actor that is named. Null if a place is named.",
    }),
    place: recordField(t, "Place", "place", {
      nullable: true,
      description: "The place that is named. Null if an actor is named.",
    }),
    voice: recordField(t, "Actor", "voice", {
      nullable: true,
      description:
        "The actor whose words they are, if the article quotes someone. Null if they are the outlet's own words.",
    }),
  }),
});

builder.queryField("mentions", (t) =>
  mentionList.atRoot(t, "The words by which articles name actors and places: who calls a territory by which name."),
);
