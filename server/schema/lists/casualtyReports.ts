import type { GraphQLResolveInfo } from "graphql";
import { LARGEST_COUNT } from "../../domain/count.ts";
import { DOUBT_ORDER, onlyWaitingForReview } from "../../store/read/doubts.ts";
import { CASUALTY_REPORT_FACETS } from "../../store/read/facets/facets.ts";
import {
  CASUALTY_REPORT_ORDERS,
  casualtyReports,
  latestStatedReports,
  type CasualtyReportFilter as StoreFilter,
  withKeysFound,
} from "../../store/read/lists/casualtyReports.ts";
import { topLevelList } from "../../store/read/lists/children.ts";
import { builder } from "../builder/builder.ts";
import { type Connection, type ConnectionArgs, topLevelConnection, withoutNulls } from "../builder/connection.ts";
import type { Context } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { checkTags, orderInput, type Rules, referencesTo, searchText, storeFilter } from "../builder/filter.ts";
import { CasualtyReportRef } from "../builder/refs.ts";
import { ClaimStatus, DeniedMatter, Harm, PartKind, ReviewState, Scope, Victims } from "../enums.ts";
import { endOf, TimeRange, timeRange } from "../time.ts";
import { pagedList } from "./pagedList.ts";

const CountBounds = builder.inputType("CountBounds", {
  description:
    "Filters claims by their bounds. A claim that does not state the bound never matches: “at least 95” has no upper bound, and “dozens” has no bounds.",
  fields: (t) => ({
    atLeast: t.int({ description: "The claim's `lower` bound is this or more: it claims at least this number." }),
    atMost: t.int({ description: "The claim's `upper` bound is this or less: it claims at most this number." }),
  }),
});

export const CasualtyReportFilter = builder.inputType("CasualtyReportFilter", {
  description: "Filters claims. A claim must match all given fields.",
  fields: (t) => ({
    harm: t.field({ type: [Harm], description: "Claims of one of these harms." }),
    victims: t.field({ type: [Victims], description: "Claims about one of these kinds of victims." }),
    tag: t.stringList({ description: "Claims with one of these tags, such as `bodies`." }),
    side: t.idList({
      description: referencesTo("Claims about the people of one of these actors, according to the words."),
    }),
    place: t.idList({
      description: referencesTo(
        "Claims about one of these places or a place inside one of them, according to the words.",
      ),
    }),
    attributedTo: t.idList({
      description: referencesTo(
        "Claims made by one of these actors itself. To include everyone affiliated with the actor, use `party`.",
      ),
    }),
    party: t.idList({
      description: referencesTo(
        "Claims made by one of these actors or by anyone affiliated with the actor, directly or through others: a state with its ministries and spokespeople.",
      ),
    }),
    isAttributed: t.boolean({
      description: "True: claims with a named claimant. False: claims without a named claimant.",
    }),
    via: t.idList({ description: referencesTo("Claims reported through one of these actors.") }),
    blamed: t.idList({ description: referencesTo("Claims that blame one of these actors.") }),
    publisher: t.idList({ description: referencesTo("Claims in articles by one of these publishers.") }),
    article: t.idList({ description: referencesTo("Claims in one of these articles.") }),
    event: t.idList({
      description: referencesTo("Claims about one of these events or one of its parts (see `eventWithDescendants`)."),
    }),
    eventWithDescendants: t.boolean({
      description: "Whether to include claims about the parts of the events in `event`. Default: true.",
    }),
    count: t.field({ type: CountBounds, description: "Claims with these bounds." }),
    scope: t.field({
      type: [Scope],
      description: "Claims with one of these scopes: running total, increment, or unstated.",
    }),
    status: t.field({ type: [ClaimStatus], description: "Claims with one of these statuses." }),
    isDenied: t.boolean({
      description: "True: claims with denials. False: claims without denials.",
    }),
    deniedMatter: t.field({ type: [DeniedMatter], description: "Claims with a denial of one of these aspects." }),
    deniedBy: t.idList({
      description: referencesTo(
        "Claims with a denial by one of these actors, or by anyone affiliated with the actor, directly or through others.",
      ),
    }),
    partOf: t.idList({ description: referencesTo("Claims that are direct parts of one of these claims.") }),
    partKind: t.field({ type: [PartKind], description: "Claims that are parts of one of these kinds." }),
    isPart: t.boolean({
      description: "True: claims that are parts of other claims. False: claims that are not parts.",
    }),
    review: t.field({ type: [ReviewState], description: "Claims with one of these review states." }),
    statedAt: t.field({ type: TimeRange, description: "Claims that were or may have been stated in this period." }),
    period: t.field({
      type: TimeRange,
      description: "Claims with a stated period that overlaps this period.",
    }),
    asOf: t.field({
      type: "PartialTime",
      description:
        "Claims known to have been stated by the end of this instant, day, month or year. A day ends in UTC unless it has an offset, as in `2020-09-28+04:00`. For a claim without its own time, the article's publication time is used. A claim without either time never matches.",
    }),
    text: t.string({
      description:
        "Claims with these words in the evidence, the attribution, the note, or the label of figure and harm. The search uses stemming and ignores case and accents. All words must occur, “quoted” ones as a phrase.",
    }),
  }),
});

const CasualtyReportOrder = orderInput("CasualtyReport", "latest stated first.", {
  STATED_AT: "By the first instant at which the claim can have been stated.",
  COUNT: "By `lower` bound. Claims without a lower bound are ordered as if it were below zero.",
});

const rules: Rules = {
  side: "Actor",
  place: "Place",
  attributedTo: "Actor",
  party: "Actor",
  via: "Actor",
  blamed: "Actor",
  publisher: "Actor",
  article: "Article",
  event: "Event",
  deniedBy: "Actor",
  partOf: "CasualtyReport",
  tag: checkTags,
  count: (value: { atLeast?: number; atMost?: number }, argument) => {
    const { atLeast, atMost } = value;
    if (atLeast === undefined && atMost === undefined)
      throw new InputError(argument, "is empty; give `atLeast`, `atMost` or both");
    for (const [name, bound] of Object.entries(value)) {
      if (bound < 0 || bound > LARGEST_COUNT)
        throw new InputError(`${argument}.${name}`, `is ${bound}; it takes 0 to ${LARGEST_COUNT}`);
    }
    if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
      throw new InputError(argument, `asks for at least ${atLeast} and at most ${atMost}, which no number satisfies`);
    }
    return value;
  },
  statedAt: timeRange,
  period: timeRange,
  asOf: endOf,
  text: searchText,
};

function refuseContradictions(filter: Record<string, unknown>) {
  const excluded = {
    isPart: ["partKind", "partOf"],
    isAttributed: ["attributedTo", "party"],
    isDenied: ["deniedBy", "deniedMatter"],
  };
  for (const [flag, others] of Object.entries(excluded)) {
    const other = filter[flag] === false ? others.find((name) => filter[name] !== undefined) : undefined;
    if (other) throw new InputError(`filter.${flag}`, `is false, which excludes \`${other}\`; leave one of them out`);
  }
  if (filter.eventWithDescendants !== undefined && filter.event === undefined) {
    throw new InputError("filter.eventWithDescendants", "needs `event`, which is missing");
  }
}

export const casualtyReportList = pagedList({
  type: CasualtyReportRef,
  page: "A page of casualty reports. `totalCount` counts claims, not people.",
  item: "A casualty report",
  table: "casualtyReport",
  args: builder.args((t) => ({
    filter: t.field({
      type: CasualtyReportFilter,
      description: "Filters the list. Default: all claims, including historic, rejected and unreviewed ones.",
    }),
    orderBy: t.field({
      type: CasualtyReportOrder,
      description: "The order. Default: latest stated first. No order says which claim is right.",
    }),
  })),
  rules,
  refuse: refuseContradictions,
  facets: CASUALTY_REPORT_FACETS,
  orders: CASUALTY_REPORT_ORDERS,
  defaultOrder: { field: "STATED_AT", direction: "DESC" },
  all: casualtyReports,
  prepare: withKeysFound,
});

/** The claims that wait for review, those with the most serious doubts first. */
export const reviewQueue = (
  context: Context,
  info: GraphQLResolveInfo,
  args: ConnectionArgs & { readonly filter?: object | null | undefined },
): Promise<Connection<object>> =>
  topLevelConnection(context, info, args, {
    order: DOUBT_ORDER,
    async list() {
      const given = withoutNulls(args.filter ?? {}) as Record<string, unknown>;
      refuseContradictions(given);
      if (given.review !== undefined)
        throw new InputError(
          "filter.review",
          "is not allowed here: the review queue lists only claims that wait for review (EXTRACTED). Remove it, or use `casualtyReports`",
        );
      const filter = await withKeysFound(context.store, await storeFilter<StoreFilter>(context, given, rules));
      return topLevelList(
        () => onlyWaitingForReview(context.store, casualtyReports(context.store, filter)),
        "casualtyReport",
      );
    },
  });

/**
 * The keys of the claims that match a filter, latest stated first.
 * @throws InputError if there are more than `most`
 */
export async function reportKeys(context: Context, filter: object, most: number): Promise<number[]> {
  refuseContradictions(withoutNulls(filter) as Record<string, unknown>);
  const all = casualtyReports(context.store, await storeFilter<StoreFilter>(context, filter, rules));
  const found = await latestStatedReports(all, most + 1);
  if (found.length > most)
    throw new InputError(
      "filter",
      `matches more than ${most} claims; narrow it, for example by \`event\` and \`harm\``,
    );
  return found;
}
