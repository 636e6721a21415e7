import Fastify from "fastify";
import mercurius from "mercurius";
import { type ClaimRow, labelOf, openReader } from "./data.ts";

/** Mercurius with graphql-jit, and its own batched loaders. */

const SCHEMA = `
  type Query {
    articles(first: Int!): [Article!]!
    claims(first: Int, last: Int): [Claim!]!
    claimsOfDays(first: Int!, from: String!, until: String!): [Claim!]!
    claimCount: Int!
    search(text: String!): [Hit!]!
  }
  type Hit { slug: String! }
  type Article { slug: String! title: String! claims(first: Int!): [Claim!]! }
  type Claim { slug: String! harm: String! label: String! claimant: Actor event: Event! evidence: [Evidence!]! }
  type Actor { name: String! }
  type Event { slug: String! title: String! }
  type Evidence { quote: String! }
`;

interface Asked<Parent, Args = object> {
  readonly obj: Parent;
  readonly params: Args;
}

export async function serve(url: string) {
  const reader = await openReader(url);
  const app = Fastify();
  await app.register(mercurius, {
    schema: SCHEMA,
    jit: 1,
    resolvers: {
      Query: {
        articles: (_root: unknown, { first }: { first: number }) => reader.articles(first),
        claims: (_root: unknown, page: { first?: number; last?: number }) => reader.claims(page),
        claimsOfDays: (_root: unknown, days: { first: number; from: string; until: string }) =>
          reader.claimsOfDays(days.first, days.from, days.until),
        claimCount: () => reader.claimCount(),
        search: (_root: unknown, { text }: { text: string }) => reader.search(text),
      },
      Claim: { label: (claim: ClaimRow) => labelOf(claim) },
    } as never,
    loaders: {
      Article: {
        async claims(asked: Asked<{ record: number }, { first: number }>[]) {
          const claims = await reader.claimsOf(
            asked.map(({ obj }) => obj.record),
            asked[0]?.params.first ?? 20,
          );
          const byArticle = Map.groupBy(claims, ({ article }) => article);
          return asked.map(({ obj }) => byArticle.get(obj.record) ?? []);
        },
      },
      Claim: {
        async claimant(asked: Asked<ClaimRow>[]) {
          const actors = await reader.actors([...new Set(asked.flatMap(({ obj }) => obj.claimant ?? []))]);
          const byKey = new Map(actors.map((actor) => [actor.record, actor]));
          return asked.map(({ obj }) => (obj.claimant === null ? null : byKey.get(obj.claimant)));
        },
        async event(asked: Asked<ClaimRow>[]) {
          const events = await reader.events([...new Set(asked.map(({ obj }) => obj.event))]);
          const byKey = new Map(events.map((event) => [event.record, event]));
          return asked.map(({ obj }) => byKey.get(obj.event));
        },
        async evidence(asked: Asked<ClaimRow>[]) {
          const evidence = await reader.evidence(asked.map(({ obj }) => obj.key));
          const byClaim = Map.groupBy(evidence, ({ report }) => report);
          return asked.map(({ obj }) => byClaim.get(obj.key) ?? []);
        },
      },
    } as never,
  });
  await app.ready();
  return app.server;
}
