import { type CarriedFigure, carriedFigures, type MissingFrom } from "../../domain/toll/carriers.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import { exclusionReason } from "../../domain/toll/eligibility.ts";
import { rangeOf } from "../../domain/toll/range.ts";
import { type ArticleOnEvent, articlesOnEvents } from "../../store/read/coverage.ts";
import { builder } from "../builder/builder.ts";
import { loadOptional } from "../builder/context.ts";
import * as refs from "../builder/refs.ts";
import { Harm, Scope } from "../enums.ts";
import { required } from "../evidence.ts";
import { reportsOf, sliceArgs, sliceOf } from "./claims.ts";
import { FiguresRef, type Ranged } from "./figures.ts";
import { knownOf } from "./question.ts";
import { TollSubjectRef } from "./subject.ts";

const MissingRef = builder.objectRef<MissingFrom>("MissingFrom").implement({
  description: "An article on the event that does not carry a figure.",
  fields: (t) => ({
    article: t.field({
      type: refs.ArticleRef,
      description: "The article that speaks of the event without this figure.",
      resolve: async ({ article }, _args, { load }) => required(await load.article.load(article)),
    }),
    isEarlier: t.exposeBoolean("isEarlier", {
      description:
        "Whether it was out before the figure can have been stated, so that it could not carry it. False also where the times do not tell.",
    }),
  }),
});

const CarriedFigureRef = builder.objectRef<CarriedFigure & Ranged>("CarriedFigure").implement({
  interfaces: [FiguresRef],
  description:
    "One figure, however many articles carry it: the same number of the same people by the same claimant. More carriers make it no truer.",
  fields: (t) => ({
    subject: t.expose("subject", { type: TollSubjectRef, description: "Whom it counts." }),
    scope: t.field({
      type: Scope,
      description: "Whether it is a running total.",
      resolve: ({ claims }) => (claims[0] as Claim).scope,
    }),
    claimant: t.field({
      type: refs.ActorRef,
      nullable: true,
      description: "Who states it. Null where no claimant is named.",
      resolve: ({ claims }, _args, { load }) => loadOptional(load.actor, claims[0]?.claimant ?? null),
    }),
    reports: t.field({
      type: [refs.CasualtyReportRef],
      description: "The claims that carry it, earliest first.",
      resolve: ({ claims }, _args, context) => reportsOf(context, claims),
    }),
    carriedBy: t.field({
      type: [refs.ArticleRef],
      description: "The articles that carry it, by slug.",
      resolve: async ({ carriedBy }, _args, { load }) =>
        Promise.all(carriedBy.map(async (article) => required(await load.article.load(article)))),
    }),
    missingFrom: t.expose("missingFrom", {
      type: [MissingRef],
      description: "The other articles that speak of the event, by slug.",
    }),
  }),
});

builder.objectField(refs.EventRef, "carriedFigures", (t) =>
  t.field({
    type: [CarriedFigureRef],
    description:
      "Who carries which figure on the event and its parts, and where each is missing: the most carried first, then the earliest.",
    args: {
      harm: t.arg({ type: Harm, required: true, description: "What befell the people whom the figures count." }),
      includeUnreviewed: t.arg.boolean({
        required: true,
        defaultValue: false,
        description: "Whether claims that a program has read and no person has checked yet are in.",
      }),
      ...sliceArgs,
    },
    resolve: async (event, { harm, includeUnreviewed, ...slice }, context) => {
      const articles = context.loader<number, readonly ArticleOnEvent[]>("articles on events", (events) =>
        articlesOnEvents(context.store, events),
      );
      const [known, speaking] = await Promise.all([knownOf(context, event.record, harm), articles.load(event.record)]);
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
