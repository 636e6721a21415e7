import type { Span } from "../affiliation.ts";
import { bySlug, byTime, type Claim, figureOf, isVague } from "./claim.ts";
import { type Subject, subjectKey, subjectOf } from "./subject.ts";

/** One figure: the same number for the same people by the same claimant, in any number of articles. */
export interface CarriedFigure {
  readonly subject: Subject;
  /** The claims that state the figure, earliest first. */
  readonly claims: readonly Claim[];
  /** Keys of articles, by slug. */
  readonly carriedBy: readonly number[];
  readonly missingFrom: readonly MissingFrom[];
}

export interface MissingFrom {
  readonly article: number;
  /**
   * True if the article was published before the figure can have been stated, so that it could not contain the figure.
   */
  readonly isEarlier: boolean;
}

interface Article {
  readonly article: number;
  readonly slug: string;
  readonly published: Span | null;
}

/**
 * The figures on an event with the articles that carry them. The figure in most articles comes first; of several, the
 * earliest.
 */
export function carriedFigures(claims: readonly Claim[], articles: readonly Article[]): CarriedFigure[] {
  const key = (claim: Claim) => {
    const { scope, claimant, period, conventionMin, slug } = claim;
    const time = scope === "NEW" ? `${period?.from}-${period?.until}` : "";
    // Two vague words do not necessarily mean the same.
    const words = isVague(claim) ? (conventionMin ?? slug) : "";
    return [subjectKey(subjectOf(claim)), scope, claimant, figureOf(claim), time, words].join(" ");
  };
  const sorted = articles.toSorted(bySlug);
  const figures = [...Map.groupBy(claims.toSorted(byTime), key).values()].map((same): CarriedFigure => {
    const [first] = same as [Claim];
    const carriers = new Set(same.map(({ article }) => article));
    const earliestStated = same.reduce<number | null>(
      (earliest, { stated }) => (earliest === null || stated === null ? null : Math.min(earliest, stated.from)),
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
          isEarlier: published !== null && earliestStated !== null && published.until < earliestStated,
        })),
    };
  });
  return figures.sort(
    (a, b) => b.carriedBy.length - a.carriedBy.length || byTime(a.claims[0] as Claim, b.claims[0] as Claim),
  );
}
