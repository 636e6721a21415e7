import { bounds, type Count, countLabel } from "../domain/count.ts";
import { batched } from "./builder/batched.ts";
import { builder } from "./builder/builder.ts";
import type { Context } from "./builder/context.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import { Qualifier } from "./enums.ts";
import { shownTexts, wordsOf } from "./licence.ts";

/** A count in an article. The article's licence may forbid showing the words. */
interface CountOf extends Count {
  readonly article: number;
}

/** Only the label of a vague figure contains words of the article. A number is a fact, not a text. */
async function labelsOf(counts: readonly CountOf[], context: Context): Promise<string[]> {
  const vague = counts.filter(({ qualifier }) => qualifier === "VAGUE");
  const shown = vague.length === 0 ? [] : await shownTexts(context, vague);
  let next = 0;
  return counts.map((count) =>
    countLabel(count.qualifier === "VAGUE" ? { ...count, text: shown[next++] ?? null } : count),
  );
}

export const CountRef = builder.objectRef<CountOf>("Count").implement({
  extensions: READS_NO_RECORD,
  description:
    "A figure as it was claimed. Show `label`, never a bare number. Compare by `lower` and `upper`; `min` and `max` are the stated numbers.",
  fields: (t) => ({
    label: t.string({
      description:
        "The figure in words that are hard to misread: “at least 95”, “about 200”, “an unstated number (dozens)”.",
      ...batched(labelsOf, {}),
    }),
    qualifier: t.expose("qualifier", { type: Qualifier, description: "How exactly the figure was stated." }),
    min: t.exposeInt("min", {
      nullable: true,
      description: "The stated lower number: 95 for AT_LEAST 95, null for UP_TO 95, 50 for MORE_THAN 50.",
    }),
    max: t.exposeInt("max", {
      nullable: true,
      description: "The stated upper number: null for AT_LEAST 95, because nobody stated an upper number.",
    }),
    best: t.int({
      nullable: true,
      description:
        "The claimant's own best estimate, if the claim gives one beside its bounds: 15 for “between 10 and 20, most likely 15”. It is the claimant's number, never ours. A toll never uses it as a bound.",
      resolve: ({ best }) => best ?? null,
    }),
    lower: t.int({
      nullable: true,
      description:
        "The lowest number that fits the claim, inclusive: 51 for MORE_THAN 50. Null if no lower bound was stated.",
      resolve: (count) => bounds(count).lower,
    }),
    upper: t.int({
      nullable: true,
      description:
        "The highest number that fits the claim, inclusive: 49 for FEWER_THAN 50. Null if no upper bound was stated.",
      resolve: (count) => bounds(count).upper,
    }),
    text: t.string({
      nullable: true,
      description:
        "The words of the figure, as in the evidence. Null if the words contain no figure or may not be shown.",
      ...wordsOf(({ text }: CountOf) => text),
    }),
    conventionMin: t.exposeInt("conventionMin", {
      nullable: true,
      description:
        "Only for VAGUE words: the number that coders use by convention. ACLED codes “dozens” as 12 and “hundreds” as 100. This number is not a stated bound. Never use it as a bound.",
    }),
  }),
});
