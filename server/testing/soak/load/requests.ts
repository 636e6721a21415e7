import { createHash } from "node:crypto";
import type { Random } from "../../../benchmarks/random.ts";
import { GRAPHIQL_PATH } from "../../../http/pages/graphiqlFiles.ts";
import { ENDINGS } from "../../../publish/forms.ts";
import type { Asked } from "./visitor.ts";

/** The slugs of some records, to ask for. */
export interface KnownRecords {
  readonly claims: readonly string[];
  readonly events: readonly string[];
  readonly actors: readonly string[];
}

export const KNOWN_RECORDS = `{
  claims: casualtyReports(first: 100) { nodes { slug } }
  events(first: 20) { nodes { slug } }
  actors(first: 20) { nodes { slug } }
}`;

const QUERIES = [
  "query Claims($first: Int) { casualtyReports(first: $first) { totalCount nodes { slug harm count { label } attributedTo { actor { name } words } statedAt { label } evidence { quote } isDenied } } }",
  "query Articles($first: Int) { articles(first: $first) { nodes { title text wording publisher { name } published { label } casualtyReports { totalCount } } } }",
  "query Event($event: String) { event(slug: $event) { title casualtyReports(first: 5) { nodes { slug count { label } } } } }",
  "query Actor($actor: String) { actor(slug: $actor) { id name kind } }",
  'query Found($first: Int) { search(query: "killed civilians", first: $first) { nodes { snippet { __typename } score } } }',
  "query Changes($first: Int) { changes(last: $first) { nodes { position kind record { id } } } }",
  "query Then($first: Int) { casualtyReports(first: $first, recordedAsOf: 2) { nodes { slug count { label } } } }",
] as const;

const TOLLS = [
  "query Toll($event: ID) { toll(harm: KILLED, event: $event) { label positions { party { name } label } leftOutCount spread { ratio } } }",
  "query Timeline($event: ID) { tollTimeline(harm: KILLED, event: $event) { steps { label from } } }",
  "query Rules($event: ID) { a: toll(harm: KILLED, event: $event, rule: LATEST) { label } b: toll(harm: WOUNDED, event: $event, rule: HIGHEST) { label contradictions { __typename } } }",
  "query Events { events(first: 10) { nodes { title toll(harm: KILLED) { label leftOutCount } } } }",
  "query Disagreements { widestDisagreements(harm: KILLED, first: 5) { label subject { label } } }",
  "query AllTolls { toll(harm: KILLED, recordedAsOf: 2) { label } }",
] as const;

/** What queries ask for, and the share of them that have a new text. */
interface Asking {
  readonly known: KnownRecords;
  readonly newTexts: number;
}

/** The variables that a query has, with some of a few values: the service keeps something for each combination. */
function variablesOf(text: string, random: Random, { events, actors }: KnownRecords): object {
  const values = {
    first: random.pick([5, 10, 20, 40]),
    event: random.pick(events.slice(0, 8)),
    actor: random.pick(actors.slice(0, 8)),
  };
  return Object.fromEntries(Object.entries(values).filter(([name]) => text.includes(`$${name}`)));
}

/** As clients send it: as text by POST or GET, by its hash, or written anew each time, with the values in the text. */
function asSent(random: Random, text: string, { known, newTexts }: Asking): Asked {
  const variables = variablesOf(text, random, known);
  const query = random.chance(newTexts)
    ? text.replace("{", `{ at${Math.floor(random.next() * 1e9)}: __typename`)
    : text;
  if (random.chance(0.2)) {
    const search = new URLSearchParams({ query, variables: JSON.stringify(variables) });
    return { method: "GET", path: `/graphql?${search}`, headers: { accept: "application/json" } };
  }
  const persistedQuery = { version: 1, sha256Hash: createHash("sha256").update(query).digest("hex") };
  const encoding = random.pick(["identity", "gzip", "br"]);
  const body = { query, variables, ...(random.chance(0.2) && { extensions: { persistedQuery } }) };
  return { headers: { "accept-encoding": encoding }, body };
}

export const randomQuery = (random: Random, asking: Asking): Asked => asSent(random, random.pick(QUERIES), asking);

export const randomToll = (random: Random, asking: Asking): Asked => asSent(random, random.pick(TOLLS), asking);

/** A page to cite in one of its forms: the page itself, JSON, CSV, BibTeX or CSL-JSON. */
export function randomPage(random: Random, { claims, events }: KnownRecords): Asked {
  const form = random.pick(["", ...ENDINGS.map((ending) => `.${ending}`)]);
  const path = random.pick([
    `/claims/${random.pick(claims)}@1${form}`,
    `/tolls/killed${form}?event=${random.pick(events)}&recordedAsOf=2`,
    `/tolls/killed?event=${random.pick(events)}`,
    "/",
    "/claims.atom",
    "/rules",
  ]);
  return { method: "GET", path };
}

/** GraphiQL's page and files, the example app, and the health checks. */
export function randomFile(random: Random): Asked {
  const encoding = random.pick(["br, gzip", "gzip"]);
  return random.pick<Asked>([
    { method: "GET", path: "/graphql?query=%7B%20dataRevision%20%7D", headers: { accept: "text/html" } },
    { method: "GET", path: `${GRAPHIQL_PATH}/json.js`, headers: { "accept-encoding": encoding } },
    { method: "GET", path: `${GRAPHIQL_PATH}/graphiql.css`, headers: { "accept-encoding": encoding } },
    { method: "GET", path: "/why/" },
    { method: "GET", path: "/health" },
    { method: "GET", path: "/ready" },
  ]);
}

/** Requests that are refused, with the codes of the refusals. */
export const REFUSED: Readonly<Record<string, Asked>> = {
  GRAPHQL_VALIDATION_FAILED: { body: { query: "{ nothing }" } },
  GRAPHQL_PARSE_FAILED: { body: { query: "{ casualtyReports" } },
  TOO_DEEP: { body: { query: `{ casualtyReports { nodes { ${"partOf { ".repeat(30)} slug ${"} ".repeat(30)} } } }` } },
  COST_TOO_HIGH: {
    body: {
      query: "{ casualtyReports(first: 100) { nodes { event { casualtyReports(first: 100) { nodes { id } } } } } }",
    },
  },
  UNAUTHENTICATED: {
    body: { query: "{ dataRevision }" },
    headers: { authorization: "Bearer cg_00000000_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" },
  },
  "HTTP 404": { method: "GET", path: "/claims/nobody-has-claimed-this@1" },
  UNSUPPORTED_MEDIA_TYPE: { body: { query: "{ dataRevision }" }, headers: { "content-type": "text/plain" } },
};
