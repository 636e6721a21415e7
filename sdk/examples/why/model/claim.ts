import type { ActorRef, ArticleFields, CasualtyReportFields, TimeFields } from "@conflict-graph/sdk";

/** What the picture needs of an article beside what a claim brings along. */
export type Carrier = Pick<ArticleFields, "slug" | "publisher" | "published"> & {
  readonly copyOf: { readonly slug: string } | null;
};

/** A claim with who published the words that carry it. */
export type Claim = CasualtyReportFields & {
  /** Of the article that the carrying one is a copy of, where it is one. */
  readonly publisher: ActorRef | null;
  /** Of the carrying article itself. */
  readonly published: TimeFields | null;
};

export function withCarriers(reports: readonly CasualtyReportFields[], carriers: readonly Carrier[]): Claim[] {
  const bySlug = new Map(carriers.map((carrier) => [carrier.slug, carrier]));
  return reports.map((report) => {
    const carrier = bySlug.get(report.article.slug);
    return {
      ...report,
      publisher: originOf(carrier, bySlug)?.publisher ?? null,
      published: carrier?.published ?? null,
    };
  });
}

/** The article at the root of all copies, as far as it is known here. */
function originOf(carrier: Carrier | undefined, bySlug: ReadonlyMap<string, Carrier>): Carrier | undefined {
  const seen = new Set<Carrier>();
  let origin = carrier;
  while (origin?.copyOf && !seen.has(origin)) {
    seen.add(origin);
    const next = bySlug.get(origin.copyOf.slug);
    if (!next) break;
    origin = next;
  }
  return origin;
}

/** When it was stated: the article's publication where the claim has no time of its own, as the service takes it too. */
export const statedAt = ({ statedAt, published }: Pick<Claim, "statedAt" | "published">): TimeFields | null =>
  statedAt ?? published;

/** First and last instant, in milliseconds. */
export interface Span {
  readonly from: number;
  readonly until: number;
}

export const spanOf = (time: Pick<TimeFields, "earliest" | "latest"> | null): Span | null =>
  time && { from: Date.parse(time.earliest), until: Date.parse(time.latest) };

/** Whether it was stated by a time: nobody can tell where that falls into the time that it may have been stated in. */
export type Certainty = "STATED" | "MAYBE" | "LATER";

export function certaintyBy(asOf: number | null, claim: Pick<Claim, "statedAt" | "published">): Certainty {
  if (asOf === null) return "STATED";
  const span = spanOf(statedAt(claim));
  if (span === null) return "MAYBE";
  if (span.until <= asOf) return "STATED";
  return span.from <= asOf ? "MAYBE" : "LATER";
}

/** The bounds that the claim states, each once; none where it states no number. */
export const boundsOf = ({ count: { lower, upper } }: Pick<Claim, "count">): number[] =>
  [...new Set([lower, upper])].filter((bound) => bound !== null);
