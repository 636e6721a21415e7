import { type ArticleResult, createClient, type Harm, type TollVariables } from "@conflict-graph/sdk";
import { type Claim, withArticles } from "./model/claim.ts";
import type { Pair } from "./model/differences.ts";
import {
  ArticlesQuery,
  CitationQuery,
  type CountedEvent,
  DifferencesQuery,
  EventQuery,
  EventsQuery,
} from "./queries.ts";

export type Article = NonNullable<ArticleResult["article"]>;

/** An event to choose, with the number of claims about it and its parts by harm. */
export interface Choice {
  readonly slug: string;
  readonly title: string;
  /** The number of claims about the event itself, without its parts. */
  readonly own: number;
  readonly counts: Readonly<Record<Harm, number>>;
}

/** The subject of the page. */
export interface Question {
  readonly event: string;
  readonly harm: Harm;
}

export type Service = ReturnType<typeof serviceAt>;

/** All requests of the app. The signals abort requests that are no longer needed. */
export function serviceAt(url: URL) {
  const client = createClient({ url });
  return {
    /** The latest 500 events. */
    async choices(signal: AbortSignal): Promise<Choice[]> {
      const events = client.connection(EventsQuery, {}, ({ events }) => events, { signal });
      return (await events.toArray({ limit: 500 })).map(choiceOf);
    },

    async choice(event: string, signal: AbortSignal): Promise<Choice | null> {
      const found = (await client.query(EventQuery, { event }, { signal })).event;
      return found && choiceOf(found);
    },

    async claims({ event, harm }: Question, signal: AbortSignal): Promise<Claim[]> {
      const reports = client.casualtyReports({ filter: { event: [event], harm: [harm] }, first: 100 }, { signal });
      const articles = client.connection(ArticlesQuery, { event }, ({ event }) => event?.articles, { signal });
      return withArticles(...(await Promise.all([reports.toArray(), articles.toArray()])));
    },

    toll: (variables: TollVariables, signal: AbortSignal) => client.toll(variables, { signal }),

    /** All pairs of at most 100 claims. */
    differences: async (reports: readonly string[], signal: AbortSignal): Promise<readonly Pair[]> =>
      reports.length < 2 ? [] : (await client.query(DifferencesQuery, { reports }, { signal })).compareReports,

    article: (slug: string, signal: AbortSignal): Promise<Article | null> => client.article({ slug }, { signal }),

    citation: async (variables: TollVariables): Promise<string> =>
      (await client.query(CitationQuery, variables)).toll.citation,
  };
}

function choiceOf({ slug, title, own, ...counts }: CountedEvent): Choice {
  const totals = Object.entries(counts).map(([harm, { totalCount }]) => [harm, totalCount]);
  return { slug, title, own: own.totalCount, counts: Object.fromEntries(totals) };
}
