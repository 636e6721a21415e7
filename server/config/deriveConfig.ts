import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { printableName } from "../domain/printable.ts";
import { addressRanges } from "./addresses.ts";
import { type Config, ConfigError, SEEDS } from "./config.ts";
import { jwtFrom } from "./jwt.ts";
import { LIMIT_NAMES, type Limits, variableOf } from "./limits.ts";
import { operatingFrom } from "./operating.ts";
import { type Env, type OptionValues, settingReader } from "./readSettings.ts";
import { unknownVariables } from "./unknownVariables.ts";
import { unsafeFaults } from "./unsafe.ts";

/** The options of `serve`. Options in the table of settings have the type of their flag. `corpus: false` is `--no-corpus`. */
export interface Flags extends OptionValues {
  readonly database?: string | undefined;
  readonly corpus?: string | boolean | undefined;
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly publicUrl?: string | undefined;
  readonly rename?: readonly string[] | undefined;
}

/**
 * Derives the configuration from flags and environment variables.
 * @throws ConfigError with every fault: which flag or variable, its value, and what to use instead
 */
export function deriveConfig(flags: Flags, env: Env): Config {
  const faults: string[] = [];
  const read = settingReader(flags, env, faults);
  const unknown = unknownVariables(env);
  faults.push(...unknown.faults);
  const corsOrigins = read("CORS_ORIGINS");
  const trustedProxies = read("TRUSTED_PROXIES");
  const config = {
    databaseUrl: read("DATABASE_URL"),
    corpus: corpusFrom(flags.corpus, faults),
    host: read("HOST"),
    port: read("PORT"),
    corsOrigins: corsOrigins.includes("local") ? "local" : corsOrigins,
    logLevel: read("LOG_LEVEL"),
    publicUrl: read("PUBLIC_URL"),
    allowedHosts: read("ALLOWED_HOSTS"),
    subgraphRenames: read("SUBGRAPH_RENAMES"),
    limits: Object.fromEntries(LIMIT_NAMES.map((name) => [name, read(variableOf(name))])) as Limits,
    clients: {
      trustedProxies: addressRanges(trustedProxies),
      proxyHeader: read("TRUSTED_PROXY_HEADER"),
      gateways: read("GATEWAYS"),
    },
    manifests: read("MANIFESTS") ?? [OWN_MANIFEST, EARLIER_MANIFESTS].filter(existsSync),
    onlyTrustedDocuments: read("TRUSTED_DOCUMENTS") === "only",
    introspection: read("INTROSPECTION"),
    graphiql: read("GRAPHIQL"),
    read: read("READ"),
    jwt: jwtFrom(read, env, faults),
    apiCorpusTitle: read("API_CORPUS_TITLE"),
    answerCacheMegabytes: read("ANSWER_CACHE"),
    maxConnections: read("MAX_CONNECTIONS"),
    operating: operatingFrom(read, env),
    allowUnsafe: read("ALLOW_UNSAFE"),
    warnings: unknown.warnings,
  } as const;
  if (config.corpus === null && flags.database === undefined && !env.DATABASE_URL)
    faults.push("--no-corpus serves a database as it is. Name the database with --database or DATABASE_URL.");
  if (faults.length > 0) throw new ConfigError(faults);
  return { ...config, unsafe: unsafeFaults({ ...config, trustedProxies }) };
}

function corpusFrom(given: Flags["corpus"], faults: string[]): string | null {
  if (given === false) return null;
  if (typeof given !== "string") return SEEDS;
  const folder = resolve(given);
  if (given.trim() === "") faults.push("--corpus is empty. Use a folder with a corpus.yaml.");
  else if (!existsSync(folder))
    faults.push(`--corpus is “${printableName(folder)}”, which does not exist. Use a folder with a corpus.yaml.`);
  return folder;
}

/** The operations of the SDK that comes with this service. */
const OWN_MANIFEST = fileURLToPath(new URL("../../sdk/persisted-operations.json", import.meta.url));
/** The operations of the SDKs of earlier releases, which some clients still use. */
const EARLIER_MANIFESTS = fileURLToPath(new URL("../../sdk/released-operations", import.meta.url));
