import type { GraphQLSchema } from "graphql";
import { articleOf } from "../faults/writes.ts";
import { breakText, excessiveText } from "./broken.ts";
import { randomBytes } from "./bytes.ts";
import { type Operation, randomOperation } from "./operations.ts";
import { randomPath } from "./paths.ts";
import { type Dice, diceOf, jsonOf, oddValue, type Pool } from "./values.ts";

/** An HTTP request, or raw bytes. */
export interface FuzzRequest {
  readonly kind: string;
  readonly path: string;
  readonly init: { readonly method: string; readonly headers: Record<string, string>; readonly body?: string };
  /** Chunks to write to a connection instead of a request. */
  readonly bytes?: readonly Buffer[];
}

export interface RequestContext {
  readonly schema: GraphQLSchema;
  readonly subgraph: GraphQLSchema;
  readonly pool: Pool;
  readonly token: string;
}

const JSON_TYPE = "application/json";
const RESPONSE_TYPE = "application/graphql-response+json";

/** Equal for the same seed and number. */
export function randomRequest(
  { schema, subgraph, pool, token }: RequestContext,
  seed: number,
  number: number,
): FuzzRequest {
  const dice = diceOf(seed, number);
  const auth = { authorization: `Bearer ${token}` };
  const accept = () =>
    dice.pick<Record<string, string>>([{}, { accept: JSON_TYPE }, { accept: RESPONSE_TYPE }, { accept: "*/*" }]);
  const post = (kind: string, path: string, body: unknown, headers: Record<string, string> = {}): FuzzRequest => ({
    kind,
    path,
    init: {
      method: "POST",
      headers: { "content-type": JSON_TYPE, ...accept(), ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    },
  });
  const get = (kind: string, path: string, headers: Record<string, string> = {}): FuzzRequest => ({
    kind,
    path,
    init: { method: "GET", headers },
  });
  const query = (): Operation => randomOperation(schema, "query", dice, pool);

  return pick(dice, [
    [
      40,
      () =>
        post(
          "query",
          "/graphql",
          query(),
          dice.chance(0.1) ? { "x-cost": dice.pick(["report", "dry-run", "odd"]) } : {},
        ),
    ],
    [5, () => get("query by GET", `/graphql?${searchOf(query())}`, { accept: JSON_TYPE })],
    [
      6,
      () => post("mutation", "/graphql", randomOperation(schema, "mutation", dice, pool), dice.chance(0.8) ? auth : {}),
    ],
    [2, () => post("article", "/graphql", ingestOf(dice), auth)],
    [
      3,
      () =>
        post("subscription", "/graphql", randomOperation(schema, "subscription", dice, pool), {
          accept: dice.pick(["text/event-stream", "text/event-stream, application/json", JSON_TYPE]),
        }),
    ],
    [4, () => post("subgraph", "/subgraph", randomOperation(subgraph, "query", dice, pool))],
    [4, () => post("entities", "/subgraph", entitiesOf(dice, pool))],
    [8, () => post("broken document", "/graphql", { ...query(), query: breakText(query().query, dice) })],
    [3, () => post("excess", "/graphql", { query: excessiveText(dice) })],
    [6, () => post("odd body", "/graphql", oddBody(dice, query()), { "content-type": contentType(dice) })],
    [3, () => ({ ...post("odd request", "/graphql", query(), oddHeaders(dice)) })],
    [
      8,
      () =>
        get("page", randomPath(dice, pool), dice.chance(0.2) ? { "if-none-match": dice.pick(["*", '"x"', "W/"]) } : {}),
    ],
    [8, () => ({ ...get("bytes", "/"), bytes: randomBytes(dice) })],
  ]);
}

function pick<Item>(dice: Dice, weighted: readonly (readonly [number, () => Item])[]): Item {
  const total = weighted.reduce((sum, [weight]) => sum + weight, 0);
  let at = dice.below(total);
  for (const [weight, make] of weighted) {
    if (at < weight) return make();
    at -= weight;
  }
  throw new Error("The number is not below the sum of the weights.");
}

const searchOf = ({ query, variables, operationName }: Operation): string =>
  new URLSearchParams({
    query,
    variables: JSON.stringify(variables),
    ...(operationName && { operationName }),
  }).toString();

/** An article that is valid, or has one small error. */
function ingestOf(dice: Dice): object {
  const input = structuredClone(articleOf(dice.below(50))) as unknown as Record<string, Record<string, unknown>>;
  if (dice.chance(0.7)) {
    const part = dice.pick(Object.keys(input));
    const inner = input[part];
    if (inner && !Array.isArray(inner) && dice.chance(0.7))
      inner[dice.pick(Object.keys(inner))] = jsonOf(oddValue(dice));
    else input[part] = jsonOf(oddValue(dice)) as never;
  }
  return {
    query:
      "mutation ($input: IngestArticleInput!, $key: String) { ingestArticle(input: $input, key: $key) { __typename ... on IngestFaults { faults { path message } } } }",
    variables: {
      input,
      ...(dice.chance(0.3) && { key: dice.pick(["a", "b", "", "é", "a\u0000", "x".repeat(300), "x".repeat(50_001)]) }),
    },
  };
}

function entitiesOf(dice: Dice, pool: Pool): object {
  const representation = () => ({
    __typename: dice.pick([
      "Article",
      "Event",
      "Actor",
      "Place",
      "CasualtyReport",
      "Tombstone",
      "Query",
      "",
      "__proto__",
    ]),
    [dice.pick(["id", "wikidataId", "isoAlpha2", "isoAlpha3", "url", "__typename", "constructor"])]: dice.pick<unknown>(
      [dice.pick(pool.ids), "Q399", "AM", "ARM", null, 399, ["Q399"], jsonOf(oddValue(dice))],
    ),
  });
  return {
    query:
      "query ($r: [_Any!]!) { _entities(representations: $r) { __typename ... on Actor { name } ... on Article { title } } }",
    variables: { r: Array.from({ length: dice.pick([0, 1, 3, 10, 600]) }, representation) },
  };
}

const contentType = (dice: Dice): string =>
  dice.pick([
    JSON_TYPE,
    `${JSON_TYPE}; charset=utf-8`,
    `${JSON_TYPE}; charset=utf-16`,
    "application/graphql",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "application/xml",
    "json",
  ]);

/** JSON that is not a GraphQL request, and text that is not JSON. */
const oddBody = (dice: Dice, operation: Operation): string => {
  const text = JSON.stringify(operation);
  return dice.pick<() => string>([
    () => "",
    () => "null",
    () => "[]",
    () => "5",
    () => '"{ dataRevision }"',
    () => `[${text}]`,
    () => `[${text},${text}]`,
    () => "[[[[]]]]",
    () => "[null, 5]",
    () => text.slice(0, dice.below(text.length)),
    () => `${text}${text}`,
    () => `\ufeff${text}`,
    () => JSON.stringify({ ...operation, variables: jsonOf(oddValue(dice)) }),
    () => JSON.stringify({ ...operation, operationName: jsonOf(oddValue(dice)) }),
    () => JSON.stringify({ ...operation, extensions: jsonOf(oddValue(dice)) }),
    () => JSON.stringify({ query: jsonOf(oddValue(dice)) }),
    () => JSON.stringify({ ...operation, extensions: { persistedQuery: jsonOf(oddValue(dice)) } }),
    () =>
      JSON.stringify({
        ...(dice.chance(0.5) && operation),
        extensions: {
          persistedQuery: {
            version: dice.pick([1, 2, "1", null]),
            sha256Hash: dice.pick(["", "x", "0".repeat(64), 5]),
          },
        },
      }),
    () => `{"query":"{ dataRevision }","query":"${"\\u0000"}"}`,
    () => `{"__proto__":{"query":"{ dataRevision }"}}`,
    () => `{"query":"{ dataRevision }","variables":${"[".repeat(2000)}${"]".repeat(2000)}}`,
    () => `{"query":"{ dataRevision }","variables":{"a":1e999}}`,
    () => `query=${encodeURIComponent(operation.query)}`,
    () => `--x\r\ncontent-disposition: form-data; name="operations"\r\n\r\n${text}\r\n--x--\r\n`,
    () => String.fromCharCode(...Array.from({ length: 200 }, () => dice.below(256))),
    () => "x".repeat(300_000),
  ])();
};

const oddHeaders = (dice: Dice): Record<string, string> =>
  dice.pick([
    { accept: "text/html" },
    { accept: "" },
    { accept: "application/json;q=0, */*;q=0" },
    { accept: "multipart/mixed" },
    { "content-encoding": "gzip" },
    { "accept-encoding": "gzip;q=0, br;q=nope" },
    { authorization: "Bearer " },
    { authorization: "Bearer cg_00000000_x" },
    { authorization: `Bearer cg_00000000_${"A".repeat(43)}` },
    { authorization: "Basic eDp5" },
    { authorization: "Bearer eyJhbGciOiJub25lIn0.e30." },
    { origin: "https://evil.example" },
    { origin: "null" },
    { "x-forwarded-for": "999.1.1.1, ::1, " },
    { forwarded: 'for="[::1]:x";by=' },
    { "x-request-id": "é".normalize("NFC").replace(/é/, "%E9") },
    { "if-none-match": "*" },
    { cookie: "a=b; ".repeat(100) },
    { range: "bytes=0-" },
  ]) as Record<string, string>;
