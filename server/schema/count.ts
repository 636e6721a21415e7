import { bounds, type Count, countLabel } from "../domain/count.ts";
import { builder } from "./builder/builder.ts";
import type { Context } from "./builder/context.ts";
import { Qualifier } from "./enums.ts";
import { shownWords } from "./licence.ts";

/** A count in an article, whose licence may forbid showing its words. */
interface CountOf extends Count {
  readonly article: number;
}

const text = ({ article, text }: CountOf, context: Context) => shownWords(context, article, text);

export const CountRef = builder.objectRef<CountOf>("Count").implement({
  description:
    "A figure as it was claimed, never a bare number: show `label`. Compare `lower` and `upper`; `min` and `max` are the numbers that were said.",
  fields: (t) => ({
    label: t.string({
      description: "For people, and hard to misread: “at least 95”, “about 200”, “an unstated number (dozens)”.",
      // Only the label of a vague figure holds words of the article: a number is a fact and not a text.
      resolve: async (count, _args, context) =>
        countLabel(count.qualifier === "VAGUE" ? { ...count, text: await text(count, context) } : count),
    }),
    qualifier: t.expose("qualifier", { type: Qualifier, description: "How exactly the figure was stated." }),
    min: t.exposeInt("min", {
      nullable: true,
      description: "The lower number that was said. AT_LEAST 95 has 95, UP_TO 95 null, MORE_THAN 50 has 50.",
    }),
    max: t.exposeInt("max", {
      nullable: true,
      description: "The upper number that was said. AT_LEAST 95 has null: nobody gave one.",
    }),
    lower: t.int({
      nullable: true,
      description:
        "The least that the claim allows, itself included: 51 for MORE_THAN 50. Null where no lower bound was stated.",
      resolve: (count) => bounds(count).lower,
    }),
    upper: t.int({
      nullable: true,
      description:
        "The most that the claim allows, itself included: 49 for FEWER_THAN 50. Null where no upper bound was stated.",
      resolve: (count) => bounds(count).upper,
    }),
    text: t.string({
      nullable: true,
      description:
        "The words of the figure as they stand in the evidence. Null where the words hold no figure at all, or may not be shown.",
      resolve: (count, _args, context) => text(count, context),
    }),
    conventionMin: t.exposeInt("conventionMin", {
      nullable: true,
      description:
        "For VAGUE words alone, what coders put by convention: ACLED takes “dozens” as 12 and “hundreds” as 100. Not a stated bound, and never to be used as one.",
    }),
  }),
});
