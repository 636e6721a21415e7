import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { ExpectedError } from "../domain/errors.ts";
import { required } from "../domain/required.ts";
import { isPostgres, maskPassword } from "../store/db/databaseUrl.ts";
import { addressRanges, isRange } from "./addresses.ts";
import type { ClientSettings, Gateway } from "./clients.ts";
import { type JwtSettings, jwtSettings } from "./jwt.ts";
import { DEFAULT_LIMITS, LIMIT_NAMES, type LimitName, type Limits, variableOf } from "./limits.ts";
import { type Operating, operatingFrom } from "./operations.ts";
import { UNSAFE, type UnsafeFault, type UnsafeName, unsafeFaults } from "./unsafe.ts";

/** What a run of the service is told, by flags first and then by the environment. */
export interface Config {
  /** `postgres://…` or an SQLite file; null where it follows from the corpus: `data/<corpus>.db`. */
  readonly databaseUrl: string | null;
  /** The folder of the corpus to load at start; null to serve the database as it is. */
  readonly corpus: string | null;
  readonly host: string;
  readonly port: number;
  /** `local`: pages of this machine. Otherwise the origins that may read, or `*`. Never with credentials. */
  readonly corsOrigins: "local" | readonly string[];
  readonly logLevel: LogLevel;
  /** Where the world finds the service, such as `https://example.org/conflict`, without a slash at its end; null: nowhere. */
  readonly publicUrl: string | null;
  /** What types and root fields are called at `/subgraph` instead, such as `Event=ConflictEvent`. */
  readonly subgraphRenames: readonly string[];
  /** What one request, and one client, may ask. */
  readonly limits: Limits;
  /** How clients are told apart, and which of them may ask more. */
  readonly clients: ClientSettings;
  /** Files, and folders, of operations that clients ship: by the SHA-256 of their text. */
  readonly manifests: readonly string[];
  /** Whether nothing but the manifests' operations is answered. */
  readonly onlyTrustedDocuments: boolean;
  readonly introspection: boolean;
  readonly graphiql: boolean;
  /** Whether reading takes a key or token, as writing always does. */
  readonly read: "open" | "closed";
  /** Whose tokens are taken beside keys; null: nobody's. */
  readonly jwt: JwtSettings | null;
  /** The title of the corpus to which all belongs that comes by the API. */
  readonly apiCorpusTitle: string;
  readonly operating: Operating;
  /** What of all this lets strangers in, and what of that is meant. */
  readonly unsafe: readonly UnsafeFault[];
  readonly allowUnsafe: readonly UnsafeName[];
}

export const API_CORPUS_TITLE = "Taken in through the API";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Every value that cannot be used, at once. */
export class ConfigError extends ExpectedError {
  override name = "ConfigError";
  override readonly exitCode = 2;
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The options cannot be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

export const SEEDS = fileURLToPath(new URL("../../seeds", import.meta.url));

/** Options as given: a flag's value, or undefined. `corpus: false` is `--no-corpus`. */
export interface Flags {
  readonly database?: string | undefined;
  readonly corpus?: string | boolean | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly publicUrl?: string | undefined;
  readonly rename?: readonly string[] | undefined;
}

/**
 * Derives the configuration from flags and environment.
 * @throws ConfigError that names every bad value, where it came from, and what it takes
 */
export function deriveConfig(flags: Flags, env: Readonly<Record<string, string | undefined>>): Config {
  const faults: string[] = [];
  const pick = (
    flag: string | undefined,
    flagName: string,
    variable: string,
  ): { value: string | undefined; name: string } =>
    flag === undefined ? { value: env[variable] || undefined, name: variable } : { value: flag, name: flagName };

  const port = pick(flags.port, "--port", "PORT");
  const host = pick(flags.host, "--host", "HOST");
  const database = pick(flags.database, "--database", "DATABASE_URL");
  const publicUrl = pick(flags.publicUrl, "--public-url", "PUBLIC_URL");
  const level = env.LOG_LEVEL || "info";
  const corpus = flags.corpus === false ? null : typeof flags.corpus === "string" ? resolve(flags.corpus) : SEEDS;
  const origins = env.CORS_ORIGINS || "local";

  if (port.value !== undefined && !/^\d{1,5}$/.test(port.value))
    faults.push(`${port.name} is “${port.value}”; it takes a number from 0 to 65535 (0: any free port)`);
  else if (Number(port.value ?? 0) > 65_535)
    faults.push(`${port.name} is ${port.value}; it takes a number from 0 to 65535`);
  // As given, Node would listen on every interface, and SQLite would load into a file that is gone at the end.
  if (host.value?.trim() === "") faults.push(`${host.name} is empty; it takes a name such as localhost or 0.0.0.0`);
  if (database.value !== undefined) faults.push(...databaseFaults(database.value, database.name));
  if (typeof flags.corpus === "string" && flags.corpus.trim() === "")
    faults.push("--corpus is empty; it takes a folder with a corpus.yaml");
  else if (corpus !== null && !existsSync(corpus))
    faults.push(`--corpus is “${corpus}”, which does not exist; it takes a folder with a corpus.yaml`);
  if (corpus === null && database.value === undefined)
    faults.push("--no-corpus serves a database as it is; say which, with --database or DATABASE_URL");
  if (publicUrl.value !== undefined && !isPublicUrl(publicUrl.value))
    faults.push(
      `${publicUrl.name} is “${maskPassword(publicUrl.value)}”; it takes an address such as https://example.org or https://example.org/conflict, without a user, a query or a fragment`,
    );
  if (!isLogLevel(level)) faults.push(`LOG_LEVEL is “${level}”; it takes one of ${LOG_LEVELS.join(", ")}`);
  const corsOrigins = origins === "local" ? origins : origins.split(",").map((origin) => origin.trim());
  if (corsOrigins !== "local") {
    for (const origin of corsOrigins) {
      if (origin !== "*" && !isOrigin(origin))
        faults.push(
          `CORS_ORIGINS holds “${origin}”; it takes “local”, “*”, or origins such as https://app.example, parted by commas`,
        );
    }
  }
  const limits = limitsFrom(env, faults);
  const clients = clientsFrom(env, faults);
  const manifests = listOf(env.MANIFESTS);
  for (const path of manifests)
    if (!existsSync(path))
      faults.push(`MANIFESTS names “${path}”, which does not exist; it takes files and folders, parted by commas`);
  for (const [variable, takes] of Object.entries(SWITCHES))
    if (env[variable] && !takes.includes(env[variable]))
      faults.push(`${variable} is “${env[variable]}”; it takes ${takes.join(" or ")}`);
  const read = env.READ || "open";
  if (read !== "open" && read !== "closed") faults.push(`READ is “${read}”; it takes open or closed`);
  const jwt = jwtSettings(env, faults);
  const operating = operatingFrom(env, faults);
  const allowUnsafe = listOf(env.ALLOW_UNSAFE);
  for (const name of allowUnsafe)
    if (!isUnsafeName(name))
      faults.push(`ALLOW_UNSAFE holds “${name}”; it takes ${Object.keys(UNSAFE).join(", ")}, parted by commas`);
  if (faults.length > 0) throw new ConfigError(faults);
  const config = {
    databaseUrl: database.value ?? null,
    corpus,
    host: host.value ?? "localhost",
    port: Number(port.value ?? 4000),
    corsOrigins,
    logLevel: isLogLevel(level) ? level : "info",
    read: read === "closed" ? read : "open",
    jwt,
    apiCorpusTitle: env.API_CORPUS_TITLE || API_CORPUS_TITLE,
    publicUrl: publicUrl.value === undefined ? null : new URL(publicUrl.value).href.replace(/\/+$/, ""),
    subgraphRenames: flags.rename ?? listOf(env.SUBGRAPH_RENAMES),
    limits,
    clients,
    manifests: manifests.length > 0 ? manifests : [OWN_MANIFEST, EARLIER_MANIFESTS].filter(existsSync),
    onlyTrustedDocuments: env.TRUSTED_DOCUMENTS === "only",
    introspection: env.INTROSPECTION !== "off",
    graphiql: env.GRAPHIQL !== "off",
    operating,
    allowUnsafe: allowUnsafe.filter(isUnsafeName),
  } as const;
  return { ...config, unsafe: unsafeFaults(config, env) };
}

const isUnsafeName = (name: string): name is UnsafeName => Object.hasOwn(UNSAFE, name);

function limitsFrom(env: Readonly<Record<string, string | undefined>>, faults: string[]): Limits {
  const given = LIMIT_NAMES.flatMap((name): [LimitName, number][] => {
    const text = env[variableOf(name)];
    if (!text) return [];
    if (!/^[1-9]\d{0,9}$/.test(text))
      faults.push(`${variableOf(name)} is “${text.slice(0, 40)}”; it takes a whole number from 1`);
    return [[name, Number(text)]];
  });
  return { ...DEFAULT_LIMITS, ...Object.fromEntries(given) };
}

const SWITCHES = {
  TRUSTED_DOCUMENTS: ["any", "only"],
  INTROSPECTION: ["on", "off"],
  GRAPHIQL: ["on", "off"],
};

/** The operations of the client that comes with this service. */
const OWN_MANIFEST = fileURLToPath(new URL("../../sdk/persisted-operations.json", import.meta.url));
/** Those of the clients of earlier releases, which somebody still has. */
const EARLIER_MANIFESTS = fileURLToPath(new URL("../../sdk/released-operations", import.meta.url));

const listOf = (text = ""): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");

/** `10.0.0.0/8=10,key-of-ours=50`: addresses, or a verified identity, and how many times the limits it has. */
const GATEWAY = /^(.+)=([1-9]\d{0,3})$/;

function clientsFrom(env: Readonly<Record<string, string | undefined>>, faults: string[]): ClientSettings {
  const rangesIn = (variable: string, ranges: readonly string[]) => {
    try {
      return addressRanges(ranges);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      faults.push(
        `${variable} holds “${error.message}”; it takes addresses such as 10.0.0.7 or 10.0.0.0/8, parted by commas`,
      );
      return addressRanges([]);
    }
  };
  const proxyHeader = env.TRUSTED_PROXY_HEADER || "x-forwarded-for";
  if (proxyHeader !== "x-forwarded-for" && proxyHeader !== "forwarded")
    faults.push(`TRUSTED_PROXY_HEADER is “${proxyHeader}”; it takes x-forwarded-for or forwarded`);
  const gateways = listOf(env.GATEWAYS).flatMap((part): Gateway[] => {
    const [, who = "", multiple] = GATEWAY.exec(part) ?? [];
    if (who === "") {
      faults.push(
        `GATEWAYS holds “${part}”; it takes an address, a range or an identity with how many times the limits it has, such as 10.0.0.0/8=20`,
      );
      return [];
    }
    return [{ who: isRange(who) ? rangesIn("GATEWAYS", [who]) : who, multiple: Number(multiple) }];
  });
  return {
    trustedProxies: rangesIn("TRUSTED_PROXIES", listOf(env.TRUSTED_PROXIES)),
    proxyHeader: proxyHeader === "forwarded" ? proxyHeader : "x-forwarded-for",
    gateways,
  };
}

/** Without a configured database, each corpus has its own file, so that two corpora are never mixed by accident. */
export const databaseOf = ({ databaseUrl }: Pick<Config, "databaseUrl">, corpusId: string | undefined): string =>
  databaseUrl ?? `data/${required(corpusId, "The id of the corpus")}.db`;

const DATABASE_TAKES = "it takes postgres://user@host/database, or the path of an SQLite file";

function databaseFaults(url: string, name: string): string[] {
  if (url.trim() === "") return [`${name} is empty; ${DATABASE_TAKES}`];
  const isUrl = /^([a-z][a-z0-9+.-]*:\/\/|postgres(ql)?:)/i.test(url);
  if (!isUrl || (isPostgres(url) && isReadable(url))) return [];
  const escapes = isPostgres(url) ? "; in a user or password, @ / ? # % are written %40 %2F %3F %23 %25" : "";
  return [`${name} is “${maskPassword(url)}”; ${DATABASE_TAKES}${escapes}`];
}

/** Whether its parts are what they seem: a password with a bare `/` or `?` would be taken for the host and the rest. */
function isReadable(url: string): boolean {
  const isEscaped = !/%(?![0-9a-f]{2})/i.test(url) && !/^[^:]*:\/\/[^/?#]*[/?#].*@/s.test(url);
  return isEscaped && URL.canParse(url);
}

const isLogLevel = (level: string): level is LogLevel => (LOG_LEVELS as readonly string[]).includes(level);

/** Permalinks begin with it, so nothing may stand in it that would not be in front of a path. */
function isPublicUrl(text: string): boolean {
  if (!/^https?:\/\/[^/]/i.test(text) || /[?#\s@]/.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
}
const isOrigin = (text: string): boolean => URL.canParse(text) && new URL(text).origin === text;
