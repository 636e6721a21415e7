import { boundsOf, type Claim } from "./claim.ts";
import type { Pair } from "./differences.ts";

/** A figure of the question in the heading, and who states it. */
export interface Headline {
  readonly figure: number;
  /** Those who name their claimant first. */
  readonly claims: readonly Claim[];
}

/**
 * Up to three different figures to ask about: the largest that are stated of the event itself. Parts of other claims and
 * of the event are left out, and what is not claimed of it, not reviewed, or taken back.
 */
export function headlinesOf(claims: readonly Claim[], event: string): Headline[] {
  const own = claims.filter(
    (claim) => claim.event.slug === event && claim.partOf === null && claim.status === "CURRENT" && isHeld(claim),
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

const isHeld = ({ review, retraction }: Claim): boolean => review === "REVIEWED" && retraction === null;

const namedFirst = (a: Claim, b: Claim): number =>
  Number(!a.attributedTo?.actor) - Number(!b.attributedTo?.actor) || (a.slug < b.slug ? -1 : 1);

const NUMBER = new Intl.NumberFormat("en-GB");

/** “Why 53, 84, 95?” Where there are no two figures, there is nothing to wonder about. */
export const question = (headlines: readonly Headline[]): string =>
  headlines.length < 2 ? "What is claimed?" : `Why ${headlines.map(({ figure }) => NUMBER.format(figure)).join(", ")}?`;

/** In short: why each two of the figures differ, by the first claim of each. */
export function inShort(headlines: readonly Headline[], pairs: readonly Pair[]): Pair[] {
  const slugs = headlines.map(({ claims }) => claims[0]?.slug);
  return slugs.flatMap((first, at) =>
    slugs
      .slice(at + 1)
      .flatMap((second) =>
        pairs.filter(({ a, b }) => (a.slug === first && b.slug === second) || (a.slug === second && b.slug === first)),
      ),
  );
}
