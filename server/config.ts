import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type JwtSettings, jwtSettings } from "./jwtSettings.ts";
import { isPostgres, masked } from "./store/databaseUrl.ts";

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
  /** Whether reading takes a key or token, as writing always does. */
  readonly read: "open" | "closed";
  /** Whose tokens are taken beside keys; null: nobody's. */
  readonly jwt: JwtSettings | null;
  /** The title of the corpus to which all belongs that comes by the API. */
  readonly apiCorpusTitle: string;
}

export const API_CORPUS_TITLE = "Taken in through the API";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Every value that cannot be used, at once. */
export class ConfigError extends Error {
  override name = "ConfigError";
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`The options cannot be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

export const SEEDS = fileURLToPath(new URL("../seeds", import.meta.url));

/** Options as given: a flag's value, or undefined. `corpus: false` is `--no-corpus`. */
export interface Flags {
  readonly database?: string | undefined;
  readonly corpus?: string | boolean | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly publicUrl?: string | undefined;
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
      `${publicUrl.name} is “${masked(publicUrl.value)}”; it takes an address such as https://example.org or https://example.org/conflict, without a user, a query or a fragment`,
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
  const read = env.READ || "open";
  if (read !== "open" && read !== "closed") faults.push(`READ is “${read}”; it takes open or closed`);
  const jwt = jwtSettings(env, faults);
  if (faults.length > 0) throw new ConfigError(faults);
  return {
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
  };
}

/** Without a database of one's own, each corpus has a file of its own, so that no two are mixed unasked. */
export const databaseOf = ({ databaseUrl }: Pick<Config, "databaseUrl">, corpus: string): string =>
  databaseUrl ?? `data/${corpus}.db`;

const DATABASE_TAKES = "it takes postgres://user@host/database, or the path of an SQLite file";

function databaseFaults(url: string, name: string): string[] {
  if (url.trim() === "") return [`${name} is empty; ${DATABASE_TAKES}`];
  const isUrl = /^([a-z][a-z0-9+.-]*:\/\/|postgres(ql)?:)/i.test(url);
  if (!isUrl || (isPostgres(url) && isReadable(url))) return [];
  const escapes = isPostgres(url) ? "; in a user or password, @ / ? # % are written %40 %2F %3F %23 %25" : "";
  return [`${name} is “${masked(url)}”; ${DATABASE_TAKES}${escapes}`];
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
