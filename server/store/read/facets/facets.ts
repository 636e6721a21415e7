import type { FacetDimension } from "../../../domain/facets.ts";
import type { ReadScope } from "../asOfRevision.ts";
import { byParty } from "./byParty.ts";
import { byPeriod } from "./byPeriod.ts";
import { byColumn, byColumnOf, byKind, type Dimension } from "./dimension.ts";

/** The dimensions by which the records of each type can be counted. */
type Facets = { readonly [Name in FacetDimension]?: (scope: ReadScope) => Dimension };

const periods = (time: string) =>
  ({
    DAY: (scope) => byPeriod(scope, "DAY", time),
    MONTH: (scope) => byPeriod(scope, "MONTH", time),
    YEAR: (scope) => byPeriod(scope, "YEAR", time),
  }) satisfies Facets;

export const CASUALTY_REPORT_FACETS = {
  HARM: () => byKind("harm"),
  VICTIMS: () => byKind("victims"),
  STATUS: () => byKind("status"),
  SCOPE: () => byKind("scope"),
  CLAIMANT: () => byColumn("casualtyReport", "claimant", "record"),
  PARTY: byParty,
  SIDE: () => byColumn("casualtyReport", "side", "record"),
  PLACE: () => byColumn("casualtyReport", "place", "record"),
  EVENT: () => byColumn("casualtyReport", "event", "record"),
  PUBLISHER: (scope) => byColumnOf(scope, { reference: "article", column: "publisher", kind: "record" }),
  REVIEW: () => byKind("review"),
  EVENT_TYPE: (scope) => byColumnOf(scope, { reference: "event", column: "type", kind: "term" }),
  ...periods("casualtyReport.stated"),
} as const satisfies Facets;

export const EVENT_FACETS = {
  EVENT_TYPE: () => byColumn("event", "type"),
  EVENT_MODE: () => byColumn("event", "mode"),
  CLAIMANT: () => byColumn("event", "claimedBy", "record"),
  PLACE: () => byColumn("event", "place", "record"),
  REVIEW: () => byColumn("event", "review"),
  ...periods("event.time"),
} as const satisfies Facets;

export const ARTICLE_FACETS = {
  PUBLISHER: () => byColumn("article", "publisher", "record"),
  WORDING: () => byColumn("article", "wording"),
  LANGUAGE: () => byColumn("article", "language"),
  ...periods("article.published"),
} as const satisfies Facets;
