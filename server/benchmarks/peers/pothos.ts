import { createServer } from "node:http";
import SchemaBuilder from "@pothos/core";
import DataLoader from "dataloader";
import { createYoga } from "graphql-yoga";
import {
  type ArticleRow,
  type ClaimRow,
  type EventRow,
  type EvidenceRow,
  labelOf,
  type NamedRow,
  openReader,
  type Reader,
} from "./data.ts";

/** GraphQL Yoga with Pothos and DataLoader, as most services are written. */

const loadersOf = (reader: Reader) => ({
  claims: new DataLoader<{ article: number; first: number }, ClaimRow[], string>(
    async (asked) => {
      const claims = await reader.claimsOf(
        asked.map(({ article }) => article),
        asked[0]?.first ?? 20,
      );
      const byArticle = Map.groupBy(claims, ({ article }) => article);
      return asked.map(({ article }) => byArticle.get(article) ?? []);
    },
    { cacheKeyFn: ({ article, first }) => `${article} ${first}` },
  ),
  actor: byKey((keys) => reader.actors(keys)),
  event: byKey((keys) => reader.events(keys)),
  evidence: new DataLoader<number, EvidenceRow[]>(async (keys) => {
    const byClaim = Map.groupBy(await reader.evidence(keys), ({ report }) => report);
    return keys.map((key) => byClaim.get(key) ?? []);
  }),
});

const byKey = <Row extends { readonly record: number }>(read: (keys: readonly number[]) => Promise<Row[]>) =>
  new DataLoader<number, Row>(async (keys) => {
    const rows = new Map((await read(keys)).map((row) => [row.record, row]));
    return keys.map((key) => rows.get(key) ?? new Error(`${key} is missing.`));
  });

interface Context {
  readonly reader: Reader;
  readonly load: ReturnType<typeof loadersOf>;
}

function createSchema() {
  const builder = new SchemaBuilder<{ Context: Context; DefaultFieldNullability: false }>({
    defaultFieldNullability: false,
  });
  const Actor = builder.objectRef<NamedRow>("Actor").implement({ fields: (t) => ({ name: t.exposeString("name") }) });
  const Event = builder.objectRef<EventRow>("Event").implement({
    fields: (t) => ({ slug: t.exposeString("slug"), title: t.exposeString("title") }),
  });
  const Evidence = builder
    .objectRef<EvidenceRow>("Evidence")
    .implement({ fields: (t) => ({ quote: t.exposeString("quote") }) });
  const Claim = builder.objectRef<ClaimRow>("Claim").implement({
    fields: (t) => ({
      slug: t.exposeString("slug"),
      harm: t.exposeString("harm"),
      label: t.string({ resolve: labelOf }),
      claimant: t.field({
        type: Actor,
        nullable: true,
        resolve: ({ claimant }, _args, { load }) => (claimant === null ? null : load.actor.load(claimant)),
      }),
      event: t.field({ type: Event, resolve: ({ event }, _args, { load }) => load.event.load(event) }),
      evidence: t.field({ type: [Evidence], resolve: ({ key }, _args, { load }) => load.evidence.load(key) }),
    }),
  });
  const Article = builder.objectRef<ArticleRow>("Article").implement({
    fields: (t) => ({
      slug: t.exposeString("slug"),
      title: t.exposeString("title"),
      claims: t.field({
        type: [Claim],
        args: { first: t.arg.int({ required: true }) },
        resolve: ({ record: article }, { first }, { load }) => load.claims.load({ article, first }),
      }),
    }),
  });
  const Hit = builder
    .objectRef<{ readonly slug: string }>("Hit")
    .implement({ fields: (t) => ({ slug: t.exposeString("slug") }) });
  builder.queryType({
    fields: (t) => ({
      articles: t.field({
        type: [Article],
        args: { first: t.arg.int({ required: true }) },
        resolve: (_root, { first }, { reader }) => reader.articles(first),
      }),
      claims: t.field({
        type: [Claim],
        args: { first: t.arg.int(), last: t.arg.int() },
        resolve: (_root, { first, last }, { reader }) =>
          reader.claims({ first: first ?? undefined, last: last ?? undefined }),
      }),
      claimsOfDays: t.field({
        type: [Claim],
        args: {
          first: t.arg.int({ required: true }),
          from: t.arg.string({ required: true }),
          until: t.arg.string({ required: true }),
        },
        resolve: (_root, { first, from, until }, { reader }) => reader.claimsOfDays(first, from, until),
      }),
      claimCount: t.int({ resolve: (_root, _args, { reader }) => reader.claimCount() }),
      search: t.field({
        type: [Hit],
        args: { text: t.arg.string({ required: true }) },
        resolve: (_root, { text }, { reader }) => reader.search(text),
      }),
    }),
  });
  return builder.toSchema();
}

export async function serve(url: string) {
  const reader = await openReader(url);
  const yoga = createYoga({
    schema: createSchema(),
    context: () => ({ reader, load: loadersOf(reader) }),
    logging: false,
    graphiql: false,
  });
  return createServer(yoga);
}
