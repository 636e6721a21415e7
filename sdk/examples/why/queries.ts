import type { Harm, PageInfoFields, TollVariables, TypedDocument } from "@conflict-graph/sdk";
import { toll } from "@conflict-graph/sdk/operations";
import { HARMS } from "../shared/labels.ts";
import type { CarryingArticle } from "./model/claim.ts";
import type { Pair } from "./model/differences.ts";

// The app's own queries, for fields that the client's operations lack or to load less. The types of the results are written
// by hand; if you have many queries, let GraphQL Code Generator write the types.

/** The client's query for tolls, for opening it in GraphiQL. */
export const TOLL_QUERY: string = toll.document;

interface Counted {
  readonly totalCount: number;
}

interface PageOf<Node> {
  readonly nodes: readonly Node[];
  readonly pageInfo: Pick<PageInfoFields, "hasNextPage" | "endCursor">;
}

/** An event with the number of claims about itself (`own`), and about it and its parts by harm. */
export type CountedEvent = { readonly slug: string; readonly title: string; readonly own: Counted } & Readonly<
  Record<Harm, Counted>
>;

const COUNTED_EVENT = `
  fragment CountedEvent on Event {
    slug
    title
    own: casualtyReports(first: 0, withDescendants: false) { totalCount }
    ${Object.keys(HARMS)
      .map((harm) => `${harm}: casualtyReports(first: 0, filter: { harm: [${harm}] }) { totalCount }`)
      .join("\n    ")}
  }
`;

/** The latest events first. */
export const EventsQuery: TypedDocument<{ readonly events: PageOf<CountedEvent> }, { readonly after?: string }> = `
  query WhyEvents($after: String) {
    events(first: 50, after: $after) { nodes { ...CountedEvent } pageInfo { hasNextPage endCursor } }
  }
  ${COUNTED_EVENT}`;

export const EventQuery: TypedDocument<{ readonly event: CountedEvent | null }, { readonly event: string }> = `
  query WhyEvent($event: String!) { event(slug: $event) { ...CountedEvent } }
  ${COUNTED_EVENT}`;

interface ArticlesResult {
  readonly event: { readonly articles: PageOf<CarryingArticle> } | null;
}

/** The publishers and publication times of the articles about an event. */
export const ArticlesQuery: TypedDocument<ArticlesResult, { readonly event: string; readonly after?: string }> = `
  query WhyArticles($event: String!, $after: String) {
    event(slug: $event) {
      articles(first: 100, after: $after) {
        nodes {
          slug
          publisher { __typename id slug name kind }
          published { label at earliest latest precision basis words note }
          copyOf { slug }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`;

interface DifferencesResult {
  readonly compareReports: readonly Pair[];
}

/**
 * The reasons why claims differ, pair by pair, without the claims themselves. `client.compareReports` would load the claims
 * again.
 */
export const DifferencesQuery: TypedDocument<DifferencesResult, { readonly reports: readonly string[] }> = `
  query WhyDifferences($reports: [ID!]) {
    compareReports(reports: $reports) { a { slug } b { slug } relation reason later { slug } }
  }
`;

interface CitationResult {
  readonly toll: { readonly citation: string };
}

export const CitationQuery: TypedDocument<CitationResult, TollVariables> = `
  query WhyCitation($harm: Harm!, $event: ID, $asOf: PartialTime) {
    toll(harm: $harm, event: $event, asOf: $asOf) { citation }
  }
`;
