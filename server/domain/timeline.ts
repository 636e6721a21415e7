import { byTime, type Claim } from "./claim.ts";
import { newestFirst, type Position, positionsOf, seriesKey } from "./position.ts";
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
 */
export function timelineOf(claims: readonly Claim[], isOfPart = false): Timeline {
  const dated = claims.filter(({ stated }) => stated !== null);
  const arrivals = [...Map.groupBy(dated, ({ stated }) => stated?.until ?? 0)].sort(([a], [b]) => a - b);
  const standing = new Map<string, Position>();
  const past = new Map<string, Claim[]>();
  const overall = arrivals.map(([from, added]): Step => {
    for (const [key, own] of Map.groupBy(added, seriesKey)) {
      // What is superseded stays so: only the standing claims and the new ones can make the next position.
      const candidates = [...(standing.get(key)?.latest.candidates ?? []), ...own];
      const [position] = positionsOf(candidates) as [Position];
      // The newest at the end: so each step finds nearly all of them in order.
      standing.delete(key);
      standing.set(key, withPast(position, past.get(key) ?? setNew(past, key)));
    }
    const positions = [...standing.values()].sort(newestFirst);
    const range = rangeOf(positions.flatMap(({ latest }) => latest.candidates));
    return {
      from,
      range: isOfPart ? { ...range, isOpenAbove: true } : range,
      positions,
      added: [...added].sort(byTime),
    };
  });
  return { series: seriesOf(claims), overall, undated: claims.filter(({ stated }) => stated === null).sort(byTime) };
}

/** A position with all that its party said before. Listed when asked for: in each step it would be a list for each. */
function withPast(position: Position, past: Claim[]): Position {
  for (const claim of position.superseded) past.push(claim);
  const known = past.length;
  return {
    ...position,
    get superseded() {
      return past.slice(0, known).sort(byTime);
    },
  };
}

function setNew(past: Map<string, Claim[]>, key: string): Claim[] {
  const list: Claim[] = [];
  past.set(key, list);
  return list;
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
