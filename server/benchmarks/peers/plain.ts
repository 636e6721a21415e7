import { createServer } from "node:http";
import { type ClaimRow, labelOf, openReader, type Reader } from "./data.ts";
import { WORKS } from "./works.ts";

/** The limit: no GraphQL, only the statements that the answer needs, and JSON. */

const idsOf = (rows: readonly ClaimRow[], field: "claimant" | "event"): number[] => [
  ...new Set(rows.flatMap((row) => row[field] ?? [])),
];

const byRecord = <Row extends { readonly record: number }>(rows: readonly Row[]) =>
  new Map(rows.map((row) => [row.record, row]));

async function nested(reader: Reader) {
  const articles = await reader.articles(20);
  const claims = await reader.claimsOf(
    articles.map(({ record }) => record),
    5,
  );
  const [actors, events] = [
    byRecord(await reader.actors(idsOf(claims, "claimant"))),
    byRecord(await reader.events(idsOf(claims, "event"))),
  ];
  const byArticle = Map.groupBy(claims, ({ article }) => article);
  return {
    articles: articles.map(({ record, slug, title }) => ({
      slug,
      title,
      claims: (byArticle.get(record) ?? []).map((claim) => {
        const event = events.get(claim.event);
        return {
          slug: claim.slug,
          harm: claim.harm,
          label: labelOf(claim),
          claimant: claim.claimant === null ? null : { name: actors.get(claim.claimant)?.name },
          event: { slug: event?.slug, title: event?.title },
        };
      }),
    })),
  };
}

async function list(reader: Reader) {
  const claims = await reader.claims({ first: 100 });
  const actors = byRecord(await reader.actors(idsOf(claims, "claimant")));
  const evidence = Map.groupBy(await reader.evidence(claims.map(({ key }) => key)), ({ report }) => report);
  return {
    claims: claims.map((claim) => ({
      slug: claim.slug,
      harm: claim.harm,
      label: labelOf(claim),
      claimant: claim.claimant === null ? null : { name: actors.get(claim.claimant)?.name },
      evidence: (evidence.get(claim.key) ?? []).map(({ quote }) => ({ quote })),
    })),
  };
}

const shortened = (claims: readonly ClaimRow[]) => ({ claims: claims.map(({ slug, harm }) => ({ slug, harm })) });

/** In the order of WORKS. */
const ANSWERS: readonly ((reader: Reader) => Promise<unknown>)[] = [
  nested,
  list,
  async (reader) => shortened(await reader.claims({ first: 20 })),
  async (reader) => shortened(await reader.claims({ last: 20 })),
  async (reader) => shortened(await reader.claimsOfDays(20, "2020-11-01", "2020-11-05")),
  async (reader) => ({ claimCount: await reader.claimCount() }),
  async (reader) => ({ search: await reader.search("00007") }),
  async () => ({ __typename: "Query" }),
  nested,
];

export async function serve(url: string) {
  const reader = await openReader(url);
  const answers = new Map(WORKS.map(({ queries }, at) => [queries.simple, ANSWERS[at]]));
  return createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", async () => {
      const { query } = JSON.parse(Buffer.concat(chunks).toString());
      const body = JSON.stringify({ data: await answers.get(query)?.(reader) });
      response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(body) });
      response.end(body);
    });
  });
}
