import { rangeLabel } from "../../domain/toll/labels/rangeLabel.ts";
import { type Range, type Spread, spreadOf } from "../../domain/toll/range.ts";
import { builder } from "../builder/builder.ts";
import { CasualtyReportRef } from "../builder/refs.ts";
import { reportsOf } from "./claims.ts";

/** Everything with a range: a toll, a position, a cell of a breakdown, the figures of one camp. */
export interface Ranged {
  readonly range: Range;
}

const SpreadRef = builder.objectRef<Spread>("Spread").implement({
  description: "The distance between the lowest and the highest figure, if nobody leaves an end open.",
  fields: (t) => ({
    difference: t.exposeInt("difference", { description: "`high` minus `low`." }),
    ratio: t.exposeFloat("ratio", { nullable: true, description: "`high` divided by `low`. Null if `low` is 0." }),
    isOpen: t.boolean({
      description: "Always false.",
      deprecationReason: "If a claim has an open end, `spread` is null. Use `isOpenBelow` and `isOpenAbove`.",
      resolve: () => false,
    }),
  }),
});

export const FiguresRef = builder.interfaceRef<Ranged>("Figures").implement({
  description:
    "The range of some claims, from the lowest to the highest. Show `label`, which cannot be misread. Every number is one that a claim states. An end that a claim leaves open is null.",
  fields: (t) => ({
    label: t.string({
      description: "The range in words, such as “at least 95”, “8 to 10”, “50 to 95 or more”, “no figure”.",
      resolve: ({ range }) => rangeLabel(range),
    }),
    low: t.int({
      nullable: true,
      description:
        "The lower end: no claim allows for fewer. Null if a claim leaves the lower end open (“up to 50”), or if no claim states a number. “More than 150” has the lower end 150.",
      resolve: ({ range }) => range.low,
    }),
    lowest: t.int({
      nullable: true,
      description:
        "The smallest number that a claim states, even if a claim leaves the lower end open. Null if no claim states a number.",
      resolve: ({ range }) => range.lowest,
    }),
    lowReports: t.field({
      type: [CasualtyReportRef],
      description: "The claims that state `lowest`. If `low` is not null, `low` and `lowest` are the same number.",
      resolve: ({ range }, _args, context) => reportsOf(context, range.lowestClaims),
    }),
    isOpenBelow: t.boolean({
      description: "Whether a claim with a stated number has no lower bound: “up to 50”. Then `low` is null.",
      resolve: ({ range }) => range.isOpenBelow,
    }),
    high: t.int({
      nullable: true,
      description:
        "The upper end: no claim allows for more. Null if a claim leaves the upper end open (“at least 95”), or if no claim states a number: see `highest`.",
      resolve: ({ range }) => range.high,
    }),
    highest: t.int({
      nullable: true,
      description:
        "The greatest number that a claim states, even if a claim leaves the upper end open. Null if no claim states a number.",
      resolve: ({ range }) => range.highest,
    }),
    highReports: t.field({
      type: [CasualtyReportRef],
      description: "The claims that state `highest`. If `high` is not null, `high` and `highest` are the same number.",
      resolve: ({ range }, _args, context) => reportsOf(context, range.highestClaims),
    }),
    isOpenAbove: t.boolean({
      description: "Whether a claim with a stated number has no upper bound: “at least 95”. Then `high` is null.",
      resolve: ({ range }) => range.isOpenAbove,
    }),
    conventionLow: t.int({
      nullable: true,
      description:
        "Only if all the claims are vague (“dozens”): the lowest number that coders use for such a word by convention. This number is never a bound. Null if any claim states a bound.",
      resolve: ({ range }) => range.conventionLow,
    }),
    spread: t.field({
      type: SpreadRef,
      nullable: true,
      description: "The distance between `low` and `high`. Null if either is null.",
      resolve: ({ range }) => spreadOf(range),
    }),
  }),
});
