import { type Range, type Spread, spreadOf } from "../../domain/toll/range.ts";
import { rangeLabel } from "../../domain/toll/rangeLabel.ts";
import { builder } from "../builder/builder.ts";
import { CasualtyReportRef } from "../builder/refs.ts";
import { reportsOf } from "./claims.ts";

/** The fields that everything with a range has: a toll, a position, a cell, a camp. */
export interface Ranged {
  readonly range: Range;
}

const SpreadRef = builder.objectRef<Spread>("Spread").implement({
  description:
    "How far stated bounds lie apart. A bound that nobody states counts as no number at all: “at least 95” and “95” differ by 0, and `isOpen` says that somebody sets no limit.",
  fields: (t) => ({
    difference: t.exposeInt("difference", { description: "`high` less `low`." }),
    ratio: t.exposeFloat("ratio", { nullable: true, description: "`high` over `low`; null where `low` is 0." }),
    isOpen: t.exposeBoolean("isOpen", {
      description: "Whether some claim leaves an end open, so that what is claimed may lie further apart.",
    }),
  }),
});

export const FiguresRef = builder.interfaceRef<Ranged>("Figures").implement({
  description:
    "What some claims bound together. Show `label`: it cannot be misread. No bound is invented: an end that no claim states is null.",
  fields: (t) => ({
    label: t.string({
      description: "The range in words, such as “at least 95”, “8 to 10”, “95 or more”, “no figure”.",
      resolve: ({ range }) => rangeLabel(range),
    }),
    low: t.int({
      nullable: true,
      description:
        "The lowest lower bound that any of the claims states. Null where none states one, or where a claim lies wholly below it and states no lower bound.",
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
        "The highest upper bound that any of the claims states. Null where none states one, or where a claim lies wholly above it and states no upper bound.",
      resolve: ({ range }) => range.high,
    }),
    highReports: t.field({
      type: [CasualtyReportRef],
      description: "The claims that set `high`.",
      resolve: ({ range }, _args, context) => reportsOf(context, range.highClaims),
    }),
    isOpenAbove: t.boolean({
      description:
        "Whether some claim with a stated figure has no upper bound: “at least 95”. Then `high` is no limit.",
      resolve: ({ range }) => range.isOpenAbove,
    }),
    conventionLow: t.int({
      nullable: true,
      description:
        "Where all the claims are vague (“dozens”): the least number that coders put for such a word by convention. Never a bound, and null where any claim states one.",
      resolve: ({ range }) => range.conventionLow,
    }),
    spread: t.field({
      type: SpreadRef,
      nullable: true,
      description: "How far the stated bounds lie apart; null where either end has none.",
      resolve: ({ range }) => spreadOf(range),
    }),
  }),
});
