import { required } from "../required.ts";
import type { TollTime } from "../vocabulary.ts";
import { byTime, type Claim } from "./claim.ts";
import { endOf } from "./coverage.ts";
import {
  areOutlasted,
  earlierTimes,
  ownerOf,
  type Position,
  positionsOf,
  type SeriesOwner,
  seriesKey,
} from "./position.ts";
import { asLowerBound, type Range, rangeOf } from "./range.ts";
import { saidBy, standingOf } from "./replacement.ts";

/** The claims of one party, or of one publisher or article without a claimant, in the order of their times. */
export interface ClaimSeries extends SeriesOwner {
  readonly claims: readonly Claim[];
}

/** The range and positions from one time to the next step. */
export interface TimelineStep {
  /** UTC milliseconds: by then the added claims are known to have been stated or, by COVERED, to end. */
  readonly from: number;
  /** The first time at which the step can begin. */
  readonly possibleFrom: number;
  readonly range: Range;
  readonly positions: readonly Position[];
  /** The claims that this step adds. */
  readonly added: readonly Claim[];
  /** The claims that were retracted by then. */
  readonly retracted: readonly Claim[];
}

export interface Timeline {
  readonly series: readonly ClaimSeries[];
  readonly overall: readonly TimelineStep[];
  /** Claims of unknown time. No step includes them. */
  readonly undated: readonly Claim[];
}

/**
 * The development of a toll. A step begins at the latest time at which its claims can have been stated or, by COVERED, at
 * the end of the time that they cover. So a figure of a day counts from the end of that day.
 * @param claims the comparable claims of the toll, superseded ones included
 */
export function timelineOf(
  claims: readonly Claim[],
  { by = "STATED", isOfPart = false, retractions = new Map<Claim, number>() }: TimelineOptions = {},
): Timeline {
  const spanOf = (claim: Claim) => (by === "STATED" ? claim.stated : endOf(claim));
  const timeOf = (claim: Claim) => spanOf(claim)?.until ?? null;
  const dated = claims.filter((claim) => timeOf(claim) !== null);
  const arrivalOf = (claim: Claim) => required(timeOf(claim), "The time of a dated claim");
  const isCurrentAt = (claim: Claim, at: number) => (retractions.get(claim) ?? Number.POSITIVE_INFINITY) > at;
  const arrivals = Map.groupBy(dated, arrivalOf);
  const departures = Map.groupBy(
    dated.filter((claim) => retractions.has(claim)),
    (claim) => Math.max(required(retractions.get(claim), "The time of a retraction"), arrivalOf(claim)),
  );
  const times = [...new Set([...arrivals.keys(), ...departures.keys()])].sort((a, b) => a - b);
  const series = new Map<string, SeriesSoFar>();
  const overall = times.map((from): TimelineStep => {
    const [added, retracted] = [arrivals.get(from) ?? [], departures.get(from) ?? []];
    const changed = Map.groupBy([...added, ...retracted], seriesKey);
    for (const key of changed.keys()) {
      const before = series.get(key) ?? NO_CLAIMS;
      const own = added.filter((claim) => seriesKey(claim) === key && isCurrentAt(claim, from));
      const claims = [...before.claims, ...own].filter((claim) => isCurrentAt(claim, from));
      // Statements are taken in the order in which they were made. If these are the last, what stood before need not change.
      const areLast =
        own.every((claim) => saidBy(claim) > before.saidBy) && claims.length === before.claims.length + own.length;
      const standing = areLast ? standingOf(own, before.standing) : standingOf(claims);
      series.set(key, {
        claims,
        standing,
        isOutlasted: areOutlasted(standing, claims),
        saidBy: Math.max(before.saidBy, ...own.map(saidBy)),
      });
    }
    const standing = [...series.values()].flatMap((own) => own.standing);
    const ofEarlierTime = earlierTimes(standing);
    const range = rangeOf(standing.filter((claim) => !ofEarlierTime.has(claim)));
    const isOpen = isOfPart || [...series.values()].some((own) => own.isOutlasted);
    return {
      from,
      // A copy's time may have no known start.
      possibleFrom: Math.min(from, ...added.map((claim) => spanOf(claim)?.from ?? from).filter(Number.isFinite)),
      range: isOpen ? asLowerBound(range) : range,
      // Computed when needed: each step would otherwise hold a list of all parties.
      get positions() {
        return positionsOf(dated.filter((claim) => arrivalOf(claim) <= from && isCurrentAt(claim, from)));
      },
      added: [...added].sort(byTime),
      retracted: [...retracted].sort(byTime),
    };
  });
  return { series: seriesOf(claims), overall, undated: claims.filter((claim) => timeOf(claim) === null).sort(byTime) };
}

/** The claims of one series that have arrived. */
interface SeriesSoFar {
  readonly claims: readonly Claim[];
  readonly standing: readonly Claim[];
  readonly isOutlasted: boolean;
  /** When the last of them was said. */
  readonly saidBy: number;
}

const NO_CLAIMS: SeriesSoFar = { claims: [], standing: [], isOutlasted: false, saidBy: Number.NEGATIVE_INFINITY };

interface TimelineOptions {
  /** Whether a claim counts from the time when it was stated, or from the end of the time that it covers. */
  readonly by?: TollTime | undefined;
  /** True if the claims are about a part of the event, so that they are only lower bounds. */
  readonly isOfPart?: boolean;
  /** The time by which each claim was retracted, in UTC milliseconds. From then on the claim does not count. */
  readonly retractions?: ReadonlyMap<Claim, number>;
}

function seriesOf(claims: readonly Claim[]): ClaimSeries[] {
  const series = [...Map.groupBy(claims, seriesKey).values()].map((own): ClaimSeries => {
    return { ...ownerOf(required(own[0], "The claim of a series")), claims: [...own].sort(byTime) };
  });
  return series.sort(
    (a, b) => Number(a.party === null) - Number(b.party === null) || byTime(a.claims[0] as Claim, b.claims[0] as Claim),
  );
}
