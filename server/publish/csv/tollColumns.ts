import { HARMS, TOLL_RULES, UNDETERMINED_REASONS, VICTIMS } from "../../domain/vocabulary.ts";
import { actor, type Column, decimal, flag, instant, list, number, oneOf, PEOPLE, text } from "../../export/columns.ts";
import type { TollCellsFragment, TollRowsFragment } from "../generated/queries.ts";

/** A toll with its question. */
export interface TollRow {
  readonly event: TollCellsFragment["subject"]["event"];
  /** True for the requested toll, false for a toll of some of its people. */
  readonly isWhole: boolean;
  /** Only claims by these actors are used. Empty: all claims. */
  readonly party: readonly string[];
  readonly toll: TollCellsFragment;
}

/** The rows of one question: the requested toll, then the tolls of some of its people. */
export const tollRows = ({ narrower, ...toll }: TollRowsFragment, party: readonly string[] = []): TollRow[] =>
  [toll, ...narrower].map((one, at) => ({ event: toll.subject.event, isWhole: at === 0, party, toll: one }));

const slugs = (records: readonly { readonly slug: string }[]): string[] => records.map(({ slug }) => slug);

const CLAIMS = "claims";

export const TOLL_COLUMNS: readonly Column<TollRow>[] = [
  text("event_id", "The requested event: the slug. Empty for all events.", ({ event }) => event?.slug ?? null),
  text("event_title", "The requested event: the title.", ({ event }) => event?.title ?? null),
  flag(
    "is_whole",
    "True for the requested toll, false for a toll of some of its people. Such rows overlap, so never add them up.",
    ({ isWhole }) => isWhole,
  ),
  oneOf(
    "harm",
    HARMS,
    "The kind of harm. CASUALTIES does not separate the killed from the wounded, and never means deaths.",
    ({ toll }) => toll.harm,
  ),
  text("subject", "The people whom the toll counts, in words, without the event.", ({ toll }) => toll.subject.label),
  text(
    "subject_event_id",
    "The event in which the people are counted: the requested event, or a part of it.",
    ({ toll }) => toll.subject.event?.slug ?? null,
  ),
  oneOf("victims", VICTIMS, "The kind of victims. UNSPECIFIED means everyone.", ({ toll }) => toll.subject.victims),
  ...actor<TollRow>("side", "The actor whose people are counted, if a side is named", ({ toll }) => toll.subject.side),
  ...actor<TollRow>("place", "The place, if a place is named", ({ toll }) => toll.subject.place),
  list(
    "tags",
    "The tags that describe the people. With `bodies`, the figure counts bodies.",
    ({ toll }) => toll.subject.tags,
  ),
  oneOf("rule", TOLL_RULES, "The rule that chose the bounds from the parties' positions.", ({ toll }) => toll.rule),
  text(
    "label",
    "The toll in words that cannot be misread. Show this label. A toll is the range between the lowest and the highest claim, never an estimate.",
    ({ toll }) => toll.label,
  ),
  number(
    "low",
    PEOPLE,
    "The lower end: no claim allows for fewer. Empty if a claim leaves the lower end open, or if no claim states a number, which does not mean zero.",
    ({ toll }) => toll.low,
  ),
  number(
    "high",
    PEOPLE,
    "The upper end: no claim allows for more. Empty if a claim leaves the upper end open (“at least 95”), or if no claim states a number.",
    ({ toll }) => toll.high,
  ),
  flag(
    "is_open_below",
    "Whether some claim with a figure has no lower bound: “up to 50”. Then `low` is empty.",
    ({ toll }) => toll.isOpenBelow,
  ),
  flag(
    "is_open_above",
    "Whether some claim with a figure has no upper bound: “at least 95”. Then `high` is empty.",
    ({ toll }) => toll.isOpenAbove,
  ),
  number(
    "convention_low",
    PEOPLE,
    "Only if all claims are vague: the number that coders use for such words by convention. This number is not a bound.",
    ({ toll }) => toll.conventionLow,
  ),
  number(
    "spread_difference",
    PEOPLE,
    "The difference of the bounds: `high` minus `low`, if neither is empty.",
    ({ toll }) => toll.spread?.difference ?? null,
  ),
  decimal(
    "spread_ratio",
    "times",
    "The ratio of the bounds: `high` divided by `low`, if neither is empty and `low` is not 0.",
    ({ toll }) => toll.spread?.ratio ?? null,
  ),
  list("low_claims", "The `claim_id` of the claims that state `lowest`.", ({ toll }) => slugs(toll.lowReports)),
  list("high_claims", "The `claim_id` of the claims that state `highest`.", ({ toll }) => slugs(toll.highReports)),
  text(
    "latest_claim",
    "The `claim_id` of the claim that covers the latest time or, for the same time, was stated last, if the times show which one that is.",
    ({ toll }) => toll.latest.report?.slug ?? null,
  ),
  oneOf(
    "latest_undetermined",
    UNDETERMINED_REASONS,
    "The reason why the latest claim cannot be determined.",
    ({ toll }) => toll.latest.undetermined,
  ),
  number("claimant_count", "parties", "The number of parties that have a position.", ({ toll }) => toll.claimantCount),
  number(
    "source_count",
    "parties",
    "The number of these parties that are independent sources. Equal figures that come from one article count once.",
    ({ toll }) => toll.sourceCount,
  ),
  number(
    "unattributed_count",
    "positions",
    "The number of positions that name no claimant. Such a position does not confirm any claimant.",
    ({ toll }) => toll.unattributedCount,
  ),
  number("used_count", CLAIMS, "The number of claims that the toll uses.", ({ toll }) => toll.usedCount),
  list("used_claims", "The `claim_id` of the used claims, up to 1000.", ({ toll }) => slugs(toll.used)),
  list(
    "denied_claims",
    "The used claims with denials, up to 1000. Denied claims are still used, and no bound changes because of a denial.",
    ({ toll }) => slugs(toll.denied),
  ),
  number(
    "left_out_count",
    CLAIMS,
    "The number of claims of this harm in the event that are not used, such as increments or claims about other people.",
    ({ toll }) => toll.leftOutCount,
  ),
  number(
    "awaiting_review",
    CLAIMS,
    "The number of claims that are left out only because they are not reviewed.",
    ({ toll }) => toll.awaitingReview,
  ),
  text(
    "about_id",
    "The event that the used claims are about: the requested event, or the one part of it that has totals.",
    ({ toll }) => toll.about?.slug ?? null,
  ),
  list(
    "separate_event_ids",
    "Parts of the event that have their own totals, if the whole has none. The parts are not added up.",
    ({ toll }) => slugs(toll.separateEvents),
  ),
  list(
    "party_ids",
    "The actors to which the claims are restricted, with everyone who belongs to them. Empty: all claims.",
    ({ party }) => party,
  ),
  flag(
    "include_unreviewed",
    "Whether claims that no person has checked are used.",
    ({ toll }) => toll.includeUnreviewed,
  ),
  instant("as_of", "The time up to which claims were used, inclusive. Empty: all claims.", ({ toll }) => toll.asOf),
  number(
    "recorded_as_of",
    "writes",
    "The data revision that was read. With the same data revision, the same question always gives the same answer.",
    ({ toll }) => toll.recordedAsOf,
  ),
  number(
    "lowest",
    PEOPLE,
    "The smallest number that a claim states, even if a claim leaves the lower end open.",
    ({ toll }) => toll.lowest,
  ),
  number(
    "highest",
    PEOPLE,
    "The greatest number that a claim states, even if a claim leaves the upper end open.",
    ({ toll }) => toll.highest,
  ),
  text(
    "warning",
    "A figure for some of the people that is above a figure for all of them. Show it beside the label.",
    ({ toll }) => toll.warning,
  ),
];
