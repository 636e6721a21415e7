import { type CarriedFigure, carriedFigures, type MissingFrom } from "../../domain/toll/carriers.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import { exclusionReason } from "../../domain/toll/eligibility.ts";
import { rangeOf } from "../../domain/toll/range.ts";
import { type ArticleOnEvent, articlesOnEvents } from "../../store/read/eventCoverage.ts";
import { builder } from "../builder/builder.ts";
import { loadOptional, loadRequired } from "../builder/context.ts";
import { costs } from "../builder/extensions.ts";
import { recordField } from "../builder/recordField.ts";
import * as refs from "../builder/refs.ts";
import { Harm, Scope } from "../enums.ts";
import { reportsField, sliceArgs, sliceOf } from "./claims.ts";
import { eventClaims } from "./eventClaims.ts";
import { FiguresRef, type Ranged } from "./figures.ts";
import { TollSubjectRef } from "./subject.ts";

const MissingRef = builder.objectRef<MissingFrom>("MissingFrom").implement({
  description: "An article about the event that does not carry a figure.",
  fields: (t) => ({
    article: recordField(t, "Article", "article", {
      description: "The article that speaks about the event without this figure.",
    }),
    isEarlier: t.exposeBoolean("isEarlier", {
      description:
        "Whether the article was published before the figure can have been stated, so that the article could not carry the figure. Also false if the times do not show this.",
    }),
  }),
});

const CarriedFigureRef = builder.objectRef<CarriedFigure & Ranged>("CarriedFigure").implement({
  interfaces: [FiguresRef],
  description:
    "One figure with all the articles that carry it: the same number of the same people by the same claimant. More carriers do not make the figure more likely to be true.",
  fields: (t) => ({
    subject: t.expose("subject", { type: TollSubjectRef, description: "The people whom the figure counts." }),
    scope: t.field({
      type: Scope,
      description: "Whether the figure is a running total.",
      resolve: ({ claims }) => (claims[0] as Claim).scope,
    }),
    claimant: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "The claimant who states the figure. Null if no claimant is named.",
      resolve: ({ claims }, _args, { load }) => loadOptional(load.actor, claims[0]?.claimant ?? null),
    }),
    reports: reportsField(t, "claims", { description: "The claims that carry the figure, earliest first." }),
    carriedBy: t.field({
      type: [refs.ArticleRef],
      description: "The articles that carry the figure, by slug.",
      resolve: async ({ carriedBy }, _args, { load }) =>
        Promise.all(carriedBy.map((article) => loadRequired(load.article, article))),
    }),
    missingFrom: t.expose("missingFrom", {
      type: [MissingRef],
      description: "The other articles that speak about the event, by slug.",
    }),
  }),
});

builder.objectField(refs.EventRef, "carriedFigures", (t) =>
  t.field({
    type: [CarriedFigureRef],
    extensions: costs({ weight: 3000, growsWithStore: true }),
    description:
      "The figures on the event and its parts, with the articles that carry each figure and the articles that do not. The figure with the most carriers comes first; of several, the earliest.",
    args: {
      harm: t.arg({ type: Harm, required: true, description: "The harm that the figures count." }),
      includeUnreviewed: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: "Whether to include claims that a program has read and no person has checked yet.",
      }),
      ...sliceArgs,
    },
    resolve: async (event, { harm, includeUnreviewed, ...slice }, context) => {
      const articles = context.loader<number, readonly ArticleOnEvent[]>("articles on events", (events) =>
        articlesOnEvents(context.store, events),
      );
      const [known, speaking] = await Promise.all([
        eventClaims(context, event.record, harm),
        articles.load(event.record),
      ]);
      const eligible = known.claims.filter(
        (claim) => exclusionReason(claim, { asOf: null, includeUnreviewed }) === null,
      );
      return sliceOf(carriedFigures(eligible, speaking ?? []), slice).map((figure) => ({
        ...figure,
        range: rangeOf(figure.claims),
      }));
    },
  }),
);
