import { boundsOf, type Claim } from "./claim.ts";
import type { Pair } from "./differences.ts";

/** A figure in the page's heading, and who states it. */
export interface HeadlineFigure {
  readonly figure: number;
  /** Claims with a named claimant first. */
  readonly claims: readonly Claim[];
}

/**
 * The three largest figures about the event itself or, if there are none, about the part with the most claims. Leaves out
 * parts of other claims, and claims that are not current, not reviewed or retracted.
 */
export function headlineFigures(claims: readonly Claim[], event: string): HeadlineFigure[] {
  const about = mostClaimed(claims, event);
  const own = claims.filter(
    (claim) => claim.event.slug === about && claim.partOf === null && claim.status === "CURRENT" && isAccepted(claim),
  );
  const byFigure = Map.groupBy(
    own.flatMap((claim) =>
      boundsOf(claim)
        .slice(0, 1)
        .map((figure) => ({ claim, figure })),
    ),
    ({ figure }) => figure,
  );
  return [...byFigure]
    .sort(([a], [b]) => b - a)
    .slice(0, 3)
    .map(([figure, all]) => ({ figure, claims: all.map(({ claim }) => claim).sort(namedFirst) }))
    .reverse();
}

function mostClaimed(claims: readonly Claim[], event: string): string {
  const counts = new Map([[event, 0]]);
  for (const { event: of } of claims) counts.set(of.slug, (counts.get(of.slug) ?? 0) + 1);
  if (counts.get(event)) return event;
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most))[0];
}

const isAccepted = ({ review, retraction }: Claim): boolean => review === "REVIEWED" && retraction === null;

const namedFirst = (a: Claim, b: Claim): number =>
  Number(!a.attributedTo?.actor) - Number(!b.attributedTo?.actor) || (a.slug < b.slug ? -1 : 1);

const NUMBER = new Intl.NumberFormat("en-GB");

/** “Why 53, 84, 95?”, if there are at least two figures. */
export const headlineText = (headlines: readonly HeadlineFigure[]): string =>
  headlines.length < 2 ? "What is claimed?" : `Why ${headlines.map(({ figure }) => NUMBER.format(figure)).join(", ")}?`;

/** The pairs of the figures' first claims. */
export function headlinePairs(headlines: readonly HeadlineFigure[], pairs: readonly Pair[]): Pair[] {
  const slugs = headlines.map(({ claims }) => claims[0]?.slug);
  return slugs.flatMap((first, at) =>
    slugs
      .slice(at + 1)
      .flatMap((second) =>
        pairs.filter(({ a, b }) => (a.slug === first && b.slug === second) || (a.slug === second && b.slug === first)),
      ),
  );
}
