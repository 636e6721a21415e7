import { type NamingRow, namingInEvents } from "../../store/read/eventCoverage.ts";
import { builder } from "../builder/builder.ts";
import { costs } from "../builder/extensions.ts";
import { recordField } from "../builder/recordField.ts";
import * as refs from "../builder/refs.ts";
import { shownWords } from "../licence.ts";

interface Naming {
  readonly article: number;
  readonly actor: number | null;
  readonly place: number | null;
  readonly names: readonly NamingRow[];
}

const NameUsedRef = builder.objectRef<NamingRow>("NameUsed").implement({
  description: "Words with which an article names an actor or a place, with the number of uses.",
  fields: (t) => ({
    words: t.string({
      nullable: true,
      description: "The words, as in the source. Null if the article's text may not be shown.",
      resolve: ({ article, words }, _args, context) => shownWords(context, article, words),
    }),
    voice: recordField(t, "Actor", "voice", {
      nullable: true,
      description:
        "The actor who used the words, if the article quotes someone. Null if the words are the outlet's own.",
    }),
    count: t.exposeInt("count", { description: "The number of mentions with exactly these words in this voice." }),
  }),
});

const NamingRef = builder.objectRef<Naming>("Naming").implement({
  description:
    "The words that one article uses for one party or place of an event. The choice of words is data about the speaker.",
  fields: (t) => ({
    article: recordField(t, "Article", "article", {
      description: "The article. Its publisher, if stated, is the outlet.",
    }),
    actor: recordField(t, "Actor", "actor", {
      nullable: true,
      description: "The actor that is named. Null if a place is named.",
    }),
    place: recordField(t, "Place", "place", {
      nullable: true,
      description: "The place that is named. Null if an actor is named.",
    }),
    names: t.expose("names", { type: [NameUsedRef], description: "The words, most used first." }),
  }),
});

builder.objectField(refs.EventRef, "naming", (t) =>
  t.field({
    type: [NamingRef],
    extensions: costs({ weight: 100, growsWithStore: true }),
    description:
      "The words that each article about the event uses for the places and parties of the event and its parts: by article, then by the number of uses.",
    resolve: async (event, _args, context) => {
      const naming = context.loader<number, readonly NamingRow[]>("naming in events", (events) =>
        namingInEvents(context.store, events),
      );
      const rows = (await naming.load(event.record)) ?? [];
      const groups = Map.groupBy(rows, ({ article, actor, place }) => `${article} ${actor} ${place}`);
      return [...groups.values()].map((names): Naming => {
        const [{ article, actor, place }] = names as [NamingRow];
        return { article, actor, place, names };
      });
    },
  }),
);
