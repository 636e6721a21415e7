import { LARGEST_COUNT } from "../../domain/count.ts";
import {
  CASUALTY_REPORT_ORDERS,
  casualtyReports,
  latestStatedReports,
  type CasualtyReportFilter as StoreFilter,
} from "../../store/read/lists/casualtyReports.ts";
import { topLevelList } from "../../store/read/page.ts";
import type { Row } from "../../store/read/visibleRows.ts";
import { builder } from "../builder/builder.ts";
import { given } from "../builder/connection.ts";
import type { Context } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { orderInput, type Rules, refs, searchText, storeFilter } from "../builder/filter.ts";
import { ClaimStatus, DeniedMatter, Harm, PartKind, ReviewState, Scope, Victims } from "../enums.ts";
import { endOf, TimeRange, timeRange } from "../time.ts";
import { pagedList } from "./pagedList.ts";

const CountBounds = builder.inputType("CountBounds", {
  description:
    "Claims by what they bound. A claim that states no such bound never matches: “at least 95” has no upper one, “dozens” has none at all.",
  fields: (t) => ({
    atLeast: t.int({ description: "The claim's `lower` bound is this or more: it claims at least so many." }),
    atMost: t.int({ description: "The claim's `upper` bound is this or less: it claims at most so many." }),
  }),
});

export const CasualtyReportFilter = builder.inputType("CasualtyReportFilter", {
  description: "Which claims. All fields that are given must hold.",
  fields: (t) => ({
    harm: t.field({ type: [Harm], description: "Of one of these harms." }),
    victims: t.field({ type: [Victims], description: "About one of these kinds of people." }),
    tag: t.stringList({ description: "With one of these tags, such as `bodies`." }),
    side: t.idList({ description: refs("About the people of one of these actors, as the words say.") }),
    place: t.idList({ description: refs("In one of these places, or in a place in them, as the words say.") }),
    attributedTo: t.idList({
      description: refs("Claimed by one of these actors itself; see `party` for it with all who belong to it."),
    }),
    party: t.idList({
      description: refs(
        "Claimed by one of these actors or by anybody affiliated to it, directly or by others: a state with its ministries and spokespeople.",
      ),
    }),
    isAttributed: t.boolean({ description: "True: with a named claimant. False: with none." }),
    via: t.idList({ description: refs("Conveyed by one of these actors.") }),
    blamed: t.idList({ description: refs("Blaming one of these actors.") }),
    publisher: t.idList({ description: refs("In articles of one of these publishers.") }),
    article: t.idList({ description: refs("In one of these articles.") }),
    event: t.idList({
      description: refs("About one of these events, or an event that is part of them (see `eventWithDescendants`)."),
    }),
    eventWithDescendants: t.boolean({
      description: "False: about the events in `event` alone, not their parts. True where it is left out.",
    }),
    count: t.field({ type: CountBounds, description: "With such bounds." }),
    scope: t.field({ type: [Scope], description: "Running totals, increments, or neither said." }),
    status: t.field({ type: [ClaimStatus], description: "In one of these senses." }),
    isDenied: t.boolean({ description: "True: with a denial by anybody, of anything in it. False: without any." }),
    deniedMatter: t.field({ type: [DeniedMatter], description: "With a denial of one of these matters." }),
    deniedBy: t.idList({
      description: refs("With a denial by one of these actors, or by anybody affiliated to it, directly or by others."),
    }),
    partOf: t.idList({ description: refs("Direct parts of one of these claims.") }),
    partKind: t.field({ type: [PartKind], description: "Parts of one of these kinds." }),
    isPart: t.boolean({ description: "True: parts of other claims. False: claims that stand for themselves." }),
    review: t.field({ type: [ReviewState], description: "In one of these states of review." }),
    statedAt: t.field({ type: TimeRange, description: "Stated in this stretch of time, as far as the time is known." }),
    period: t.field({
      type: TimeRange,
      description: "Counting what befell people in this stretch of time, as far as the claim says.",
    }),
    asOf: t.field({
      type: "PartialTime",
      description:
        "Known to have been stated by the end of this instant, day, month or year: what was claimed by then. A day ends in UTC unless it carries an offset, as in `2020-09-28+04:00`. A claim without a time of its own has its article's publication; one without either never matches.",
    }),
    text: t.string({
      description:
        "Holding these words in evidence, attribution, note, or the label of figure and harm: stemmed, without regard to case and accents; all of them, “quoted” ones as a phrase.",
    }),
  }),
});

const CasualtyReportOrder = orderInput("CasualtyReport", "latest stated first.", {
  STATED_AT: "By the first instant at which the claim can have been stated.",
  COUNT: "By `lower` bound; claims without one count as below zero.",
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
  tag: (tags: string[], argument) => {
    const wrong = tags.find((tag) => !/^[a-z-]+$/.test(tag));
    if (wrong !== undefined)
      throw new InputError(
        argument,
        `takes tags of lower-case letters and hyphens, and “${wrong.slice(0, 40)}” is none`,
      );
    return tags;
  },
  count: (value: { atLeast?: number; atMost?: number }, argument) => {
    const { atLeast, atMost } = value;
    if (atLeast === undefined && atMost === undefined)
      throw new InputError(argument, "has no bound; give `atLeast`, `atMost` or both");
    for (const [name, bound] of Object.entries(value)) {
      if (bound < 0 || bound > LARGEST_COUNT)
        throw new InputError(`${argument}.${name}`, `is ${bound}; it takes 0 to ${LARGEST_COUNT}`);
    }
    if (atLeast !== undefined && atMost !== undefined && atLeast > atMost) {
      throw new InputError(argument, `asks for at least ${atLeast} and at most ${atMost}, which nothing can be`);
    }
    return value;
  },
  statedAt: timeRange,
  period: timeRange,
  asOf: endOf,
  text: searchText,
};

export const casualtyReportArgs = builder.args((t) => ({
  filter: t.field({
    type: CasualtyReportFilter,
    description: "Which claims; all where it is left out, also historic, rejected and unreviewed ones.",
  }),
  orderBy: t.field({
    type: CasualtyReportOrder,
    description: "In which order; latest stated first where it is left out. Neither order says which claim is right.",
  }),
}));

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
    throw new InputError("filter.eventWithDescendants", "says how to take `event`, which is not given");
  }
}

export const casualtyReportList = pagedList<Row<"casualtyReport">, StoreFilter, keyof typeof CASUALTY_REPORT_ORDERS>({
  rules,
  refuse: refuseContradictions,
  orders: CASUALTY_REPORT_ORDERS,
  defaultOrder: { field: "STATED_AT", direction: "DESC" },
  all: casualtyReports,
  whole: (all) => topLevelList(all, "casualtyReport"),
});

/**
 * The records that fit a filter, latest stated first.
 * @throws InputError where they are more than `most`
 */
export async function reportKeys(context: Context, filter: object, most: number): Promise<number[]> {
  refuseContradictions(given(filter) as Record<string, unknown>);
  const all = casualtyReports(context.store, await storeFilter<StoreFilter>(context, filter, rules));
  const found = await latestStatedReports(all, most + 1);
  if (found.length > most)
    throw new InputError("filter", `fits more than ${most} claims; narrow it, such as by \`event\` and \`harm\``);
  return found;
}
