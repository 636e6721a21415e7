import { MAX_REPRESENTATIONS } from "../schema/federation/maxRepresentations.ts";

/** A limit on what one request, or one client, may ask of the service. */
interface Limit {
  readonly value: number;
  /** The error's `extensions.code`. */
  readonly code: string;
  readonly status: 400 | 413 | 422 | 429;
  /** What is counted, as in “12000 tokens in the document: at most 5000 are allowed”. */
  readonly counts: string;
}

/** Every limit with its default. docs/limits.md explains how the weights of the costs were measured. */
export const LIMITS = {
  bodyBytes: { value: 262_144, code: "BODY_TOO_LARGE", status: 413, counts: "bytes in the request body" },
  batch: { value: 1, code: "BATCH_TOO_LARGE", status: 400, counts: "operations in one request" },
  tokens: { value: 2000, code: "TOO_MANY_TOKENS", status: 400, counts: "tokens in the document" },
  depth: { value: 20, code: "TOO_DEEP", status: 400, counts: "levels of nesting in an operation or a value" },
  operations: { value: 10, code: "TOO_MANY_OPERATIONS", status: 400, counts: "operations in the document" },
  fragments: { value: 100, code: "TOO_MANY_FRAGMENTS", status: 400, counts: "fragments in the document" },
  selections: {
    value: 2000,
    code: "TOO_MANY_SELECTIONS",
    status: 400,
    counts: "fields and fragments in the document, with fragments expanded",
  },
  rootFields: { value: 20, code: "TOO_MANY_ROOT_FIELDS", status: 400, counts: "root fields in an operation" },
  introspection: {
    value: 2,
    code: "INTROSPECTION_TOO_DEEP",
    status: 400,
    counts: "nested lists in an introspection query",
  },
  aliases: { value: 50, code: "TOO_MANY_ALIASES", status: 400, counts: "aliases in an operation" },
  repeatedFields: {
    value: 20,
    code: "TOO_MANY_REPEATED_FIELDS",
    status: 400,
    counts: "repetitions of one field at the same place",
  },
  directives: { value: 50, code: "TOO_MANY_DIRECTIVES", status: 400, counts: "directives in the document" },
  variables: {
    value: 50,
    code: "TOO_MANY_VARIABLES",
    status: 400,
    counts: "variables in an operation, or fields in a variable's value",
  },
  listItems: { value: 100, code: "LIST_TOO_LONG", status: 400, counts: "values in a list argument" },
  textLength: { value: 10_000, code: "TEXT_TOO_LONG", status: 400, counts: "characters in an argument of a query" },
  entities: {
    value: MAX_REPRESENTATIONS,
    code: "TOO_MANY_ENTITIES",
    status: 400,
    counts: "representations in `_entities`",
  },
  pageSize: { value: 100, code: "PAGE_TOO_LARGE", status: 400, counts: "records on a page (`first` or `last`)" },
  cost: { value: 100_000, code: "COST_TOO_HIGH", status: 400, counts: "units of cost in one request" },
  eventCost: {
    value: 2500,
    code: "EVENT_COST_TOO_HIGH",
    status: 400,
    counts: "units of cost for one subscription event",
  },
  answerBytes: { value: 5_000_000, code: "ANSWER_TOO_LARGE", status: 400, counts: "bytes in the answer to a query" },
  seconds: { value: 10, code: "OUT_OF_TIME", status: 422, counts: "seconds for one operation" },
  concurrent: { value: 20, code: "TOO_MANY_AT_ONCE", status: 429, counts: "concurrent requests from one client" },
  unreadBytes: {
    value: 8_000_000,
    code: "TOO_MUCH_UNREAD",
    status: 429,
    counts: "bytes of answers that one client has not read yet",
  },
  streams: { value: 20, code: "TOO_MANY_STREAMS", status: 429, counts: "concurrent subscriptions from one client" },
  exports: { value: 2, code: "TOO_MANY_EXPORTS", status: 429, counts: "concurrent exports of one client" },
  allExports: { value: 4, code: "EXPORTS_BUSY", status: 429, counts: "concurrent exports of all clients together" },
  exportSeconds: { value: 900, code: "EXPORT_TOO_LONG", status: 422, counts: "seconds for one export" },
  connections: {
    value: 100,
    code: "TOO_MANY_CONNECTIONS",
    status: 429,
    counts: "concurrent connections from one client, including WebSockets",
  },
  requestsPerMinute: {
    value: 1200,
    code: "RATE_LIMITED",
    status: 429,
    counts: "requests from one client per minute",
  },
  costPerMinute: {
    value: 2_000_000,
    code: "COST_RATE_LIMITED",
    status: 429,
    counts: "units of cost from one client per minute",
  },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof LIMITS;
export type Limits = Readonly<Record<LimitName, number>>;

export const LIMIT_NAMES = Object.keys(LIMITS) as LimitName[];

export const DEFAULT_LIMITS = Object.fromEntries(LIMIT_NAMES.map((name) => [name, LIMITS[name].value])) as Limits;

type SnakeCase<Name extends string> = Name extends `${infer Letter}${infer Rest}`
  ? `${Letter extends Lowercase<Letter> ? Uppercase<Letter> : `_${Letter}`}${SnakeCase<Rest>}`
  : "";
export type LimitVariable = `LIMIT_${SnakeCase<LimitName>}`;

/** `bodyBytes` is set by LIMIT_BODY_BYTES. */
export const variableOf = (name: LimitName): LimitVariable =>
  `LIMIT_${name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}` as LimitVariable;
