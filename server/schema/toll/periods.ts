import type { CoveredTime } from "../../domain/coveredTime.ts";
import { periodLabel } from "../../domain/toll/labels/periodLabel.ts";
import { RULES } from "../../domain/toll/rules.ts";
import type { PeriodFigures } from "../../domain/toll/toll.ts";
import { builder } from "../builder/builder.ts";
import { reportsField } from "./claims.ts";
import { FiguresRef } from "./figures.ts";
import { positionOf, TollPositionRef } from "./position.ts";

export const CoveredTimeRef = builder.objectRef<CoveredTime>("CoveredPeriod").implement({
  description: "The time that figures cover. Each end is given with its earliest and latest possible instant.",
  fields: (t) => ({
    label: t.string({ description: "The period in words.", resolve: periodLabel }),
    from: t.expose("from", { type: "DateTime", description: "The earliest instant at which the period can begin." }),
    fromLatest: t.expose("startsBy", {
      type: "DateTime",
      description: "The latest instant at which the period can begin.",
    }),
    untilEarliest: t.expose("endsFrom", {
      type: "DateTime",
      description: "The earliest instant at which the period can end.",
    }),
    until: t.expose("until", { type: "DateTime", description: "The latest instant at which the period can end." }),
  }),
});

export const PeriodFiguresRef = builder.objectRef<PeriodFigures>("PeriodFigures").implement({
  interfaces: [FiguresRef],
  description: `Figures that count the same people from another start than the toll. ${RULES.start.text}`,
  fields: (t) => ({
    period: t.expose("period", { type: CoveredTimeRef, description: "The time that the figures cover together." }),
    positions: t.field({
      type: [TollPositionRef],
      description: "Each party's position among the figures from this start.",
      resolve: ({ positions }) => positions.map((position) => positionOf(position, null)),
    }),
    reports: reportsField(t, "claims", { description: "The claims of these positions." }),
  }),
});
