import { isPostgres } from "../../store/db/databaseUrl.ts";
import { checked, portNumber, type Setting, text, wholeNumber } from "./setting.ts";

/** Where the service listens, what it serves, and how it stops. */
export const SERVER_SETTINGS = {
  PORT: {
    flag: "--port <number>",
    meaning: "The port to listen on.",
    ...portNumber,
    default: 4000,
    example: "8080",
  },
  HOST: {
    flag: "--host <name>",
    meaning: "The network interface to listen on.",
    takes: "localhost, 0.0.0.0 for every interface, or an address of this machine",
    shape: text,
    default: "localhost",
    example: "0.0.0.0",
  },
  DATABASE_URL: {
    flag: "--database <url>",
    meaning:
      "The database: an SQLite file, or PostgreSQL 15 or later with a database or schema that nothing else uses.",
    takes:
      "postgres://user@host/database (in a user or password, write @ / ? # % as %40 %2F %3F %23 %25), or the path of an SQLite file",
    shape: checked(isDatabaseUrl),
    default: null,
    defaultText: "data/<corpus id>.db",
    example: "postgres://me@localhost/conflicts",
    isSecret: true,
  },
  PUBLIC_URL: {
    flag: "--public-url <url>",
    meaning:
      "The public address of the service, which permalinks and citations start with. Without an address, citations name the corpus, record and hash instead.",
    takes:
      "an address such as https://example.org or https://example.org/conflict, without a user, a query or a fragment",
    shape: (z) => checked(isPublicUrl)(z).transform((url) => new URL(url).href.replace(/(?<!\/)\/+$/, "")),
    default: null,
    example: "https://example.org/conflict",
  },
  ALLOWED_HOSTS: {
    meaning:
      "Other host names in the service's address. Always allowed are the host of PUBLIC_URL, IP addresses, this machine's name, and names that no website can have: names without a dot, and names that end in .localhost, .local, .internal, .test or .home.arpa. Requests for other hosts are refused, because a website could make a browser send them (DNS rebinding).",
    takes:
      "comma-separated host names without a port, *.example.org for all names below example.org, or * for any name",
    shape: (z) => z.array(checked(isHostPattern)(z).transform((name) => name.toLowerCase())),
    default: [] as readonly string[],
    example: "data.example.org,*.example.net",
  },
  SUBGRAPH_RENAMES: {
    flag: "--rename <from=to...>",
    meaning: "Other names for types and root fields at /subgraph, in case another subgraph already uses our names.",
    takes: "renames such as Event=ConflictEvent and Query.search=conflictSearch (comma-separated in the variable)",
    shape: (z) => z.array(z.string()),
    default: [] as readonly string[],
    example: "Event=ConflictEvent,Query.search=conflictSearch",
  },
  CORS_ORIGINS: {
    meaning: "The web pages that may read the service from a browser, never with credentials.",
    takes: "local (pages on localhost), * (any page), or comma-separated origins such as https://app.example",
    shape: (z) =>
      z
        .array(checked((origin) => origin === "local" || origin === "*" || isOrigin(origin))(z))
        .refine((origins) => origins.length === 1 || !origins.includes("local"), { error: "" }),
    default: ["local"] as readonly string[],
    example: "https://app.example,https://b.example:8443",
  },
  API_CORPUS_TITLE: {
    meaning: "The title of the corpus of all records that are added through the API.",
    takes: "any text",
    shape: (z) => z.string(),
    default: "Taken in through the API",
    example: "Our own articles",
  },
  ANSWER_CACHE: {
    meaning:
      "Megabytes for answers that are kept until the next write, and for the claims of tolls in each thread. 0 keeps nothing, not even totals of lists. A query that was answered since the last write is then not executed again, and another toll on the same event reads no claims.",
    ...wholeNumber(0, 65_536),
    default: 16,
    example: "64",
  },
  MAX_CONNECTIONS: {
    meaning:
      "The number of connections of all clients together, including WebSockets. Further connections are closed at once. 5,000 idle connections need about 50 MB. On Linux, the number is also limited by the open files that the system allows (ulimit -n), less 128.",
    ...wholeNumber(1, 1_000_000),
    default: 10_000,
    example: "50000",
  },
  SHUTDOWN_DELAY: {
    meaning:
      "Seconds for which the service goes on after a signal to stop. Meanwhile, only /ready answers 503, so that load balancers stop sending requests.",
    ...wholeNumber(0, 3600),
    default: 0,
    example: "10",
  },
  SHUTDOWN_GRACE: {
    meaning: "Seconds that requests in progress may still take after SHUTDOWN_DELAY.",
    ...wholeNumber(0, 3600),
    default: 5,
    example: "30",
  },
} as const satisfies Readonly<Record<string, Setting>>;

export const ANSWER_CACHE = SERVER_SETTINGS.ANSWER_CACHE.default;
export const API_CORPUS_TITLE = SERVER_SETTINGS.API_CORPUS_TITLE.default;

function isDatabaseUrl(url: string): boolean {
  const hasScheme = /^([a-z][a-z0-9+.-]*:\/\/|postgres(ql)?:)/i.test(url);
  return hasScheme ? isPostgres(url) && isEscaped(url) : url.trim() !== "";
}

/** Whether special characters are escaped. A bare `/` or `?` in a password would end the part of the URL with the host. */
function isEscaped(url: string): boolean {
  return !/%(?![0-9a-f]{2})/i.test(url) && !/^[^:]*:\/\/[^/?#]*[/?#].*@/s.test(url) && URL.canParse(url);
}

/** Permalinks start with this URL, so it must not contain anything that cannot come before a path. */
function isPublicUrl(url: string): boolean {
  if (!/^https?:\/\/[^/]/i.test(url) || /[?#\s@]/.test(url) || !URL.canParse(url)) return false;
  const { username, password } = new URL(url);
  return username === "" && password === "";
}

/** A name of ASCII letters, as browsers send it. */
const isHostPattern = (name: string): boolean => /^(\*|(\*\.)?[\w-]+(\.[\w-]+)*)$/.test(name);

const isOrigin = (origin: string): boolean => URL.canParse(origin) && new URL(origin).origin === origin;
