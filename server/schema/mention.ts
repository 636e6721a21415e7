import type { MentionRow } from "../store/read/relatedRows.ts";
import { builder } from "./builder/builder.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import { recordField } from "./builder/recordField.ts";
import * as refs from "./builder/refs.ts";
import { wordsOf } from "./licence.ts";
import { mentionList } from "./lists/mentions.ts";

refs.MentionRef.implement({
  extensions: READS_NO_RECORD,
  description:
    "The words with which an article names an actor or a place, as in the source, even if the rest of the article is restated. The name that a speaker uses for a territory is data about the speaker.",
  fields: (t) => ({
    words: t.string({
      nullable: true,
      description: "The words, at most 200 characters. Null if the article's text may not be shown.",
      ...wordsOf(({ quote }: MentionRow) => quote),
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
        "The actor who used the words, if the article quotes someone. Null if the words are the outlet's own.",
    }),
  }),
});

builder.queryField("mentions", (t) =>
  mentionList.atRoot(
    t,
    "The words that articles use for actors and places, such as each outlet's names for a territory.",
  ),
);
