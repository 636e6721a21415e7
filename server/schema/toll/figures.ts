import { type Range, type Spread, spreadOf } from "../../domain/toll/range.ts";
import { rangeLabel } from "../../domain/toll/rangeLabel.ts";
import { builder } from "../builder/builder.ts";
import { CasualtyReportRef } from "../builder/refs.ts";
import { reportsOf } from "./claims.ts";

/** Everything with a range: a toll, a position, a cell of a breakdown, the figures of one camp. */
export interface Ranged {
  readonly range: Range;
}

const SpreadRef = builder.objectRef<Spread>("Spread").implement({
  description:
    "The distance between the stated bounds. A bound that nobody states is ignored: “at least 95” and “95” differ by 0, and `isOpen` shows that one of the figures sets no limit.",
  fields: (t) => ({
    difference: t.exposeInt("difference", { description: "`high` minus `low`." }),
    ratio: t.exposeFloat("ratio", { nullable: true, description: "`high` divided by `low`. Null if `low` is 0." }),
    isOpen: t.exposeBoolean("isOpen", {
      description: "Whether a claim has an open end, so that the claims may differ by more.",
    }),
  }),
});

export const FiguresRef = builder.interfaceRef<Ranged>("Figures").implement({
  description:
    "The range of some claims: their lowest and highest bounds. Show `label`, which cannot be misread. No bound is invented: a bound that no claim states is null.",
  fields: (t) => ({
    label: t.string({
      description: "The range in words, such as “at least 95”, “8 to 10”, “95 or more”, “no figure”.",
      resolve: ({ range }) => rangeLabel(range),
    }),
    low: t.int({
      nullable: true,
      description:
        "The lowest lower bound that any of the claims states. Null if no claim states a lower bound, or if a claim without a lower bound lies completely below every stated lower bound.",
      resolve: ({ range }) => range.low,
    }),
    lowReports: t.field({
      type: [CasualtyReportRef],
      description: "The claims that set `low`.",
      resolve: ({ range }, _args, context) => reportsOf(context, range.lowClaims),
    }),
    isOpenBelow: t.boolean({
      description: "Whether some claim with a stated figure has no lower bound: “up to 50”.",
      resolve: ({ range }) => range.isOpenBelow,
    }),
    high: t.int({
      nullable: true,
      description:
        "The highest upper bound that any of the claims states. Null if no claim states an upper bound, or if a claim without an upper bound lies completely above every stated upper bound.",
      resolve: ({ range }) => range.high,
    }),
    highReports: t.field({
      type: [CasualtyReportRef],
      description: "The claims that set `high`.",
      resolve: ({ range }, _args, context) => reportsOf(context, range.highClaims),
    }),
    isOpenAbove: t.boolean({
      description:
        "Whether some claim with a stated figure has no upper bound: “at least 95”. Then `high` is not a limit.",
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
      description: "The distance between the stated bounds. Null if `low` or `high` is null.",
      resolve: ({ range }) => spreadOf(range),
    }),
  }),
});
