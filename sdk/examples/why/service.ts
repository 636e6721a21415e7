import { type ArticleResult, createClient, type Harm, type TollVariables } from "@conflict-graph/sdk";
import { type Claim, withCarriers } from "./model/claim.ts";
import type { Pair } from "./model/differences.ts";
import {
  CarriersQuery,
  CitationQuery,
  type CountedEvent,
  DifferencesQuery,
  EventQuery,
  EventsQuery,
} from "./queries.ts";

export type Article = NonNullable<ArticleResult["article"]>;

/** An event to choose, and how many claims of each harm there are about it and its parts. */
export interface Choice {
  readonly slug: string;
  readonly title: string;
  /** Claims about the event itself, its parts left out. */
  readonly own: number;
  readonly counts: Readonly<Record<Harm, number>>;
}

/** What is asked about: an event and what befell the people. */
export interface Question {
  readonly event: string;
  readonly harm: Harm;
}

export type Service = ReturnType<typeof serviceAt>;

/** Everything that the app asks of a service. Whatever it does not need any more it ends by the signal. */
export function serviceAt(url: URL) {
  const client = createClient({ url });
  return {
    /** The latest events, as many as a list to choose from can hold. */
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
      const carriers = client.connection(CarriersQuery, { event }, ({ event }) => event?.articles, { signal });
      return withCarriers(...(await Promise.all([reports.toArray(), carriers.toArray()])));
    },

    toll: (variables: TollVariables, signal: AbortSignal) => client.toll(variables, { signal }),

    /** Every pair of some claims; up to 100 of them, as many as the service compares at once. */
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
