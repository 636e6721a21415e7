import { type NamingRow, namingInEvents } from "../../store/read/coverage.ts";
import { builder } from "../builder/builder.ts";
import { loadOptional, loadRequired } from "../builder/context.ts";
import { costs } from "../builder/extensions.ts";
import * as refs from "../builder/refs.ts";
import { shownWords } from "../licence.ts";

interface Naming {
  readonly article: number;
  readonly actor: number | null;
  readonly place: number | null;
  readonly names: readonly NamingRow[];
}

const NameUsedRef = builder.objectRef<NamingRow>("NameUsed").implement({
  description: "Words by which an article names somebody or some place, and how often.",
  fields: (t) => ({
    words: t.string({
      nullable: true,
      description: "The words as they stand in the source. Null where the article's text may not be shown.",
      resolve: ({ article, words }, _args, context) => shownWords(context, article, words),
    }),
    voice: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Whose words they are: somebody whom the article quotes. Null where they are the outlet's own.",
      resolve: ({ voice }, _args, { load }) => loadOptional(load.actor, voice),
    }),
    count: t.exposeInt("count", { description: "How many mentions have just these words in this voice." }),
  }),
});

const NamingRef = builder.objectRef<Naming>("Naming").implement({
  description:
    "How one article names one party or place of an event. The choice of words is data about the one who makes it.",
  fields: (t) => ({
    article: t.field({
      type: refs.ArticleRef,
      description: "The article; its publisher, where it states one, is the outlet.",
      resolve: ({ article }, _args, { load }) => loadRequired(load.article, article),
    }),
    actor: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Who is named; null where a place is.",
      resolve: ({ actor }, _args, { load }) => loadOptional(load.actor, actor),
    }),
    place: t.field({
      type: refs.PlaceRef,
      nullable: true,
      description: "What place is named; null where an actor is.",
      resolve: ({ place }, _args, { load }) => loadOptional(load.place, place),
    }),
    names: t.expose("names", { type: [NameUsedRef], description: "The words, most used first." }),
  }),
});

builder.objectField(refs.EventRef, "naming", (t) =>
  t.field({
    type: [NamingRef],
    extensions: costs({ weight: 100, growsWithStore: true }),
    description:
      "How each article on the event names its places and its parties, those of the event's parts included: by article, then in the order of the words most used.",
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
