import type { Span } from "../affiliation.ts";
import { bySlug, byTime, type Claim, figureOf, isVague } from "./claim.ts";
import { type Subject, subjectKey, subjectOf } from "./subject.ts";

/** One figure, however many articles carry it: the same number of the same people by the same claimant. */
export interface CarriedFigure {
  readonly subject: Subject;
  /** The claims that state it, earliest first. */
  readonly claims: readonly Claim[];
  readonly carriedBy: readonly number[];
  readonly missingFrom: readonly MissingFrom[];
}

export interface MissingFrom {
  readonly article: number;
  /** Whether the article was out before the figure can have been stated, so that it could not carry it. */
  readonly isEarlier: boolean;
}

interface Article {
  readonly article: number;
  readonly slug: string;
  readonly published: Span | null;
}

/** Who carries which figure, and where it is missing, among the articles that speak of the event. */
export function carriedFigures(claims: readonly Claim[], articles: readonly Article[]): CarriedFigure[] {
  const key = (claim: Claim) => {
    const { scope, claimant, period, conventionMin, slug } = claim;
    const time = scope === "NEW" ? `${period?.from}-${period?.until}` : "";
    // Two words without any number are not known to mean the same.
    const words = isVague(claim) ? (conventionMin ?? slug) : "";
    return [subjectKey(subjectOf(claim)), scope, claimant, figureOf(claim), time, words].join(" ");
  };
  const sorted = articles.toSorted(bySlug);
  const figures = [...Map.groupBy(claims.toSorted(byTime), key).values()].map((same): CarriedFigure => {
    const [first] = same as [Claim];
    const carriers = new Set(same.map(({ article }) => article));
    const begin = same.reduce<number | null>(
      (least, { stated }) => (least === null || stated === null ? null : Math.min(least, stated.from)),
      Number.POSITIVE_INFINITY,
    );
    return {
      subject: subjectOf(first),
      claims: same,
      carriedBy: sorted.filter(({ article }) => carriers.has(article)).map(({ article }) => article),
      missingFrom: sorted
        .filter(({ article }) => !carriers.has(article))
        .map(({ article, published }) => ({
          article,
          isEarlier: published !== null && begin !== null && published.until < begin,
        })),
    };
  });
  return figures.sort(
    (a, b) => b.carriedBy.length - a.carriedBy.length || byTime(a.claims[0] as Claim, b.claims[0] as Claim),
  );
}
