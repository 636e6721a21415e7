import { HARMS, TOLL_RULES, UNDETERMINED_REASONS, VICTIMS } from "../../domain/vocabulary.ts";
import type { TollCellsFragment, TollRowsFragment } from "../generated/queries.ts";
import { actor, type Column, flag, instant, list, number, oneOf, PEOPLE, text } from "./columns.ts";

/** A toll, and what it was asked as. */
export interface TollRow {
  readonly event: TollCellsFragment["subject"]["event"];
  /** Whether it is the toll that was asked for, and not one of some of its people. */
  readonly isWhole: boolean;
  /** Whose claims alone were taken; everybody's where it is empty. */
  readonly party: readonly string[];
  readonly toll: TollCellsFragment;
}

/** The rows of one question: the toll that was asked for, then those of some of its people. */
export const tollRows = ({ narrower, ...toll }: TollRowsFragment, party: readonly string[] = []): TollRow[] =>
  [toll, ...narrower].map((one, at) => ({ event: toll.subject.event, isWhole: at === 0, party, toll: one }));

const slugs = (records: readonly { readonly slug: string }[]): string[] => records.map(({ slug }) => slug);

const CLAIMS = "claims";

export const TOLL_COLUMNS: readonly Column<TollRow>[] = [
  text(
    "event_id",
    "The event that was asked about: the slug. Empty for all events.",
    ({ event }) => event?.slug ?? null,
  ),
  text("event_title", "The event that was asked about: the title.", ({ event }) => event?.title ?? null),
  flag(
    "is_whole",
    "Whether this is the toll that was asked for. If not, it counts some of those people: such rows overlap, and are never to be added up.",
    ({ isWhole }) => isWhole,
  ),
  oneOf(
    "harm",
    HARMS,
    "What befell the people. CASUALTIES is undivided and never means deaths.",
    ({ toll }) => toll.harm,
  ),
  text("subject", "Whom it counts, in words, the event apart.", ({ toll }) => toll.subject.label),
  text(
    "subject_event_id",
    "In which event: the one asked about, or a part of it.",
    ({ toll }) => toll.subject.event?.slug ?? null,
  ),
  oneOf(
    "victims",
    VICTIMS,
    "Of what kind. UNSPECIFIED is everybody: the words single out none.",
    ({ toll }) => toll.subject.victims,
  ),
  ...actor<TollRow>("side", "Whose people, where a side is singled out", ({ toll }) => toll.subject.side),
  ...actor<TollRow>("place", "Where, if a place is singled out", ({ toll }) => toll.subject.place),
  list("tags", "What else singles them out. With `bodies`, a count of bodies.", ({ toll }) => toll.subject.tags),
  oneOf("rule", TOLL_RULES, "How the bounds were taken from what each party holds.", ({ toll }) => toll.rule),
  text(
    "label",
    "The toll in words that cannot be misread. Show this: it is a range of claims, not an estimate.",
    ({ toll }) => toll.label,
  ),
  number(
    "low",
    PEOPLE,
    "The lowest lower bound that a claim states. Empty where none does, which is not zero.",
    ({ toll }) => toll.low,
  ),
  number(
    "high",
    PEOPLE,
    "The highest upper bound that a claim states. Empty where none does.",
    ({ toll }) => toll.high,
  ),
  flag(
    "is_open_below",
    "Whether some claim with a figure has no lower bound: “up to 50”.",
    ({ toll }) => toll.isOpenBelow,
  ),
  flag(
    "is_open_above",
    "Whether some claim with a figure has no upper bound: “at least 95”. Then `high` is no limit.",
    ({ toll }) => toll.isOpenAbove,
  ),
  number(
    "convention_low",
    PEOPLE,
    "Where all claims are vague: what coders put for such words by convention. Not a bound.",
    ({ toll }) => toll.conventionLow,
  ),
  number(
    "spread_difference",
    PEOPLE,
    "How far the bounds lie apart: `high` less `low`, where both are stated.",
    ({ toll }) => toll.spread?.difference ?? null,
  ),
  {
    name: "spread_ratio",
    description: "The same as a ratio: `high` over `low`, where both are stated and `low` is not 0.",
    type: "decimal",
    unit: "times",
    value: ({ toll }) => toll.spread?.ratio ?? null,
  },
  list("low_claims", "The `claim_id` of the claims that set `low`.", ({ toll }) => slugs(toll.lowReports)),
  list("high_claims", "The `claim_id` of the claims that set `high`.", ({ toll }) => slugs(toll.highReports)),
  text(
    "latest_claim",
    "The `claim_id` of the claim that was stated last, where that can be told.",
    ({ toll }) => toll.latest.report?.slug ?? null,
  ),
  oneOf(
    "latest_undetermined",
    UNDETERMINED_REASONS,
    "Why it cannot be told which claim was stated last.",
    ({ toll }) => toll.latest.undetermined,
  ),
  number("claimant_count", "parties", "How many parties hold a position.", ({ toll }) => toll.claimantCount),
  number(
    "source_count",
    "parties",
    "How many of them are sources of their own: equal figures that go back to one article count once.",
    ({ toll }) => toll.sourceCount,
  ),
  number(
    "unattributed_count",
    "positions",
    "How many positions name no claimant. They confirm nobody.",
    ({ toll }) => toll.unattributedCount,
  ),
  number("used_count", CLAIMS, "How many claims it rests on.", ({ toll }) => toll.usedCount),
  list("used_claims", "The `claim_id` of the claims that it rests on, up to 1000.", ({ toll }) => slugs(toll.used)),
  list(
    "denied_claims",
    "Those of them in which somebody denies something, up to 1000. They stay in, and no bound changes for it.",
    ({ toll }) => slugs(toll.denied),
  ),
  number(
    "left_out_count",
    CLAIMS,
    "How many claims of this harm in the event have no say in it, such as increments or those about other people.",
    ({ toll }) => toll.leftOutCount,
  ),
  number(
    "awaiting_review",
    CLAIMS,
    "How many of those only wait for a person to review them.",
    ({ toll }) => toll.awaitingReview,
  ),
  text(
    "about_id",
    "The event that its claims are about: the one asked about, or the one part of it that has totals.",
    ({ toll }) => toll.about?.slug ?? null,
  ),
  list(
    "separate_event_ids",
    "Parts of the event with totals of their own, where none is of the whole. They are not added up.",
    ({ toll }) => slugs(toll.separateEvents),
  ),
  list(
    "party_ids",
    "Whose claims alone were taken, with those of all who belong to them. Empty: everybody's.",
    ({ party }) => party,
  ),
  flag(
    "include_unreviewed",
    "Whether claims that no person has checked have a say.",
    ({ toll }) => toll.includeUnreviewed,
  ),
  instant(
    "as_of",
    "Up to when claims were taken, itself included. Empty: all that are known.",
    ({ toll }) => toll.asOf,
  ),
  number(
    "recorded_as_of",
    "writes",
    "The data revision of the store that it was made from: with it, the same question has the same answer for good.",
    ({ toll }) => toll.recordedAsOf,
  ),
];
