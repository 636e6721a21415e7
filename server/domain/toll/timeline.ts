import { required } from "../required.ts";
import { byTime, type Claim } from "./claim.ts";
import { latestOf, type Position, positionsOf, seriesKey } from "./position.ts";
import { type Range, rangeOf } from "./range.ts";

/** The claims of one party (or of one publisher, without a claimant) in the order in which they were stated. */
export interface ClaimSeries {
  readonly party: number | null;
  readonly publisher: number | null;
  readonly claims: readonly Claim[];
}

/** The range and positions from one time to the next step. */
export interface TimelineStep {
  /** UTC milliseconds: by then the added claims are known to have been stated. */
  readonly from: number;
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
 * The development of a toll. A step begins at the latest time at which its claims can have been stated, so a figure of
 * a day counts from the end of that day.
 * @param claims the comparable claims of the toll, superseded ones included
 */
export function timelineOf(
  claims: readonly Claim[],
  { isOfPart = false, retractions = new Map<Claim, number>() }: TimelineOptions = {},
): Timeline {
  const dated = claims.filter(({ stated }) => stated !== null);
  const isCurrentAt = (claim: Claim, at: number) => (retractions.get(claim) ?? Number.POSITIVE_INFINITY) > at;
  const arrivals = Map.groupBy(dated, statedBy);
  const departures = Map.groupBy(
    dated.filter((claim) => retractions.has(claim)),
    (claim) => Math.max(required(retractions.get(claim), "The time of a retraction"), statedBy(claim)),
  );
  const times = [...new Set([...arrivals.keys(), ...departures.keys()])].sort((a, b) => a - b);
  const stated = new Map<string, Claim[]>();
  const current = new Map<string, readonly Claim[]>();
  const overall = times.map((from): TimelineStep => {
    const [added, retracted] = [arrivals.get(from) ?? [], departures.get(from) ?? []];
    for (const [key, own] of Map.groupBy(added, seriesKey)) {
      const all = stated.get(key) ?? [];
      all.push(...own);
      stated.set(key, all);
      // A superseded claim never becomes current again, so only current and new claims can be current in the next step.
      const next = [...(current.get(key) ?? []), ...own.filter((claim) => isCurrentAt(claim, from))];
      current.set(key, latestOf(next).candidates);
    }
    for (const key of new Set(retracted.map(seriesKey)))
      current.set(key, latestOf((stated.get(key) ?? []).filter((claim) => isCurrentAt(claim, from))).candidates);
    const range = rangeOf([...current.values()].flat());
    return {
      from,
      range: isOfPart ? { ...range, isOpenAbove: true } : range,
      // Computed when needed: each step would otherwise hold a list of all parties.
      get positions() {
        return positionsOf(dated.filter((claim) => statedBy(claim) <= from && isCurrentAt(claim, from)));
      },
      added: [...added].sort(byTime),
      retracted: [...retracted].sort(byTime),
    };
  });
  return { series: seriesOf(claims), overall, undated: claims.filter(({ stated }) => stated === null).sort(byTime) };
}

/** The latest time at which a dated claim can have been stated. */
const statedBy = ({ stated }: Claim): number => required(stated, "The time of a dated claim").until;

interface TimelineOptions {
  /** True if the claims are about a part of the event, so that they are only lower bounds. */
  readonly isOfPart?: boolean;
  /** The time by which each claim was retracted, in UTC milliseconds. From then on the claim does not count. */
  readonly retractions?: ReadonlyMap<Claim, number>;
}

function seriesOf(claims: readonly Claim[]): ClaimSeries[] {
  const series = [...Map.groupBy(claims, seriesKey).values()].map((own): ClaimSeries => {
    const { party, publisher } = required(own[0], "The claim of a series");
    return { party, publisher: party === null ? publisher : null, claims: [...own].sort(byTime) };
  });
  return series.sort(
    (a, b) => Number(a.party === null) - Number(b.party === null) || byTime(a.claims[0] as Claim, b.claims[0] as Claim),
  );
}
