import type { ActorRef, ArticleFields, CasualtyReportFields, TimeFields } from "@conflict-graph/sdk";

/** The data of an article that the chart needs and that a claim does not include. */
export type CarryingArticle = Pick<ArticleFields, "slug" | "publisher" | "published"> & {
  readonly copyOf: { readonly slug: string } | null;
};

/** A claim with its publisher and date of publication. */
export type Claim = CasualtyReportFields & {
  /** If the article is a copy, the publisher of the original. */
  readonly publisher: ActorRef | null;
  /** When the article itself was published. */
  readonly published: TimeFields | null;
};

export function withArticles(reports: readonly CasualtyReportFields[], articles: readonly CarryingArticle[]): Claim[] {
  const bySlug = new Map(articles.map((article) => [article.slug, article]));
  return reports.map((report) => {
    const article = bySlug.get(report.article.slug);
    return {
      ...report,
      publisher: originOf(article, bySlug)?.publisher ?? null,
      published: article?.published ?? null,
    };
  });
}

/** Follows the copies to the original, as far as the articles are loaded. */
function originOf(
  article: CarryingArticle | undefined,
  bySlug: ReadonlyMap<string, CarryingArticle>,
): CarryingArticle | undefined {
  const seen = new Set<CarryingArticle>();
  let origin = article;
  while (origin?.copyOf && !seen.has(origin)) {
    seen.add(origin);
    const next = bySlug.get(origin.copyOf.slug);
    if (!next) break;
    origin = next;
  }
  return origin;
}

/** The article's publication time, if the claim has none of its own. The service uses the same rule. */
export const statedAt = ({ statedAt, published }: Pick<Claim, "statedAt" | "published">): TimeFields | null =>
  statedAt ?? published;

/** The first and last instant, in UTC milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export const spanOf = (time: Pick<TimeFields, "earliest" | "latest"> | null): Span | null =>
  time && { from: Date.parse(time.earliest), until: Date.parse(time.latest) };

/** Whether a claim was stated by a time. STATED: it was. MAYBE: the time is inside the range in which the claim was stated. */
export type Certainty = "STATED" | "MAYBE" | "LATER";

export function certaintyBy(asOf: number | null, claim: Pick<Claim, "statedAt" | "published">): Certainty {
  if (asOf === null) return "STATED";
  const span = spanOf(statedAt(claim));
  if (span === null) return "MAYBE";
  if (span.until <= asOf) return "STATED";
  return span.from <= asOf ? "MAYBE" : "LATER";
}

/** The stated bounds without duplicates; empty if the claim states no number. */
export const boundsOf = ({ count: { lower, upper } }: Pick<Claim, "count">): number[] =>
  [...new Set([lower, upper])].filter((bound) => bound !== null);
