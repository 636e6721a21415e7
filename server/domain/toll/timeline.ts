import { byTime, type Claim } from "./claim.ts";
import { latestOf, type Position, positionsOf, seriesKey } from "./position.ts";
import { type Range, rangeOf } from "./range.ts";

/** One party's claims in the order in which they were stated: no line leads from one to another party's. */
export interface Series {
  readonly party: number | null;
  readonly publisher: number | null;
  readonly claims: readonly Claim[];
}

/** What the positions amounted to from a time on, until the next step. */
export interface Step {
  /** UTC milliseconds: from when on the claims that make it are known to have been stated. */
  readonly from: number;
  readonly range: Range;
  readonly positions: readonly Position[];
  /** The claims that came in with this step. */
  readonly added: readonly Claim[];
  /** The claims that their claimants took back with it. */
  readonly retracted: readonly Claim[];
}

export interface Timeline {
  readonly series: readonly Series[];
  readonly overall: readonly Step[];
  /** Claims that no time is known of: they are in no step. */
  readonly undated: readonly Claim[];
}

/**
 * The comparable claims of a toll as they came to be stated. A step begins at the last instant at which its claims can
 * have been stated, so that a day's figure counts from the day's end on. What befell a part bounds the whole from below
 * alone.
 * @param retractions when claims are known to have been taken back, in UTC milliseconds: from then on they are out
 */
export function timelineOf(
  claims: readonly Claim[],
  { isOfPart = false, retractions = new Map<Claim, number>() }: TimelineOptions = {},
): Timeline {
  const dated = claims.filter(({ stated }) => stated !== null);
  const stands = (claim: Claim, at: number) => (retractions.get(claim) ?? Number.POSITIVE_INFINITY) > at;
  const arrivals = Map.groupBy(dated, ({ stated }) => stated?.until ?? 0);
  const departures = Map.groupBy(
    dated.filter((claim) => retractions.has(claim)),
    (claim) => Math.max(retractions.get(claim) ?? 0, claim.stated?.until ?? 0),
  );
  const times = [...new Set([...arrivals.keys(), ...departures.keys()])].sort((a, b) => a - b);
  const stated = new Map<string, Claim[]>();
  const standing = new Map<string, readonly Claim[]>();
  const overall = times.map((from): Step => {
    const [added, retracted] = [arrivals.get(from) ?? [], departures.get(from) ?? []];
    for (const [key, own] of Map.groupBy(added, seriesKey)) {
      const all = stated.get(key) ?? [];
      all.push(...own);
      stated.set(key, all);
      // What is superseded stays so: only the standing claims and the new ones can be the next to stand.
      const next = [...(standing.get(key) ?? []), ...own.filter((claim) => stands(claim, from))];
      standing.set(key, latestOf(next).candidates);
    }
    for (const key of new Set(retracted.map(seriesKey)))
      standing.set(key, latestOf((stated.get(key) ?? []).filter((claim) => stands(claim, from))).candidates);
    const range = rangeOf([...standing.values()].flat());
    return {
      from,
      range: isOfPart ? { ...range, isOpenAbove: true } : range,
      // Made when asked for: in each step they would be a list of all parties'.
      get positions() {
        return positionsOf(dated.filter((claim) => (claim.stated?.until ?? 0) <= from && stands(claim, from)));
      },
      added: [...added].sort(byTime),
      retracted: [...retracted].sort(byTime),
    };
  });
  return { series: seriesOf(claims), overall, undated: claims.filter(({ stated }) => stated === null).sort(byTime) };
}

interface TimelineOptions {
  readonly isOfPart?: boolean;
  readonly retractions?: ReadonlyMap<Claim, number>;
}

function seriesOf(claims: readonly Claim[]): Series[] {
  const series = [...Map.groupBy(claims, seriesKey).values()].map((own): Series => {
    const [{ party, publisher } = { party: null, publisher: null }] = own;
    return { party, publisher: party === null ? publisher : null, claims: [...own].sort(byTime) };
  });
  return series.sort(
    (a, b) => Number(a.party === null) - Number(b.party === null) || byTime(a.claims[0] as Claim, b.claims[0] as Claim),
  );
}
