import { fileURLToPath } from "node:url";
import { ExpectedError } from "../domain/errors.ts";
import { required } from "../domain/required.ts";
import type { ClientSettings } from "./clients.ts";
import type { JwtSettings } from "./jwt.ts";
import type { Limits } from "./limits.ts";
import type { Operating } from "./operating.ts";
import type { UnsafeName } from "./settings/unsafe.ts";
import type { LogLevel } from "./settings/watching.ts";

/** The settings of one run of the service. */
export interface Config {
  /** `postgres://…` or an SQLite file. If null, the corpus determines the file: `data/<corpus id>.db`. */
  readonly databaseUrl: string | null;
  /** The folder of the corpus to load at startup; null to serve the database as it is. */
  readonly corpus: string | null;
  readonly host: string;
  readonly port: number;
  /** `local` allows pages on localhost. Otherwise the origins that may read, or `*`. Never with credentials. */
  readonly corsOrigins: "local" | readonly string[];
  readonly logLevel: LogLevel;
  /** The public address, such as `https://example.org/conflict`, without a trailing slash; null if there is none. */
  readonly publicUrl: string | null;
  /** Other host names in the service's address, in lower case: `*.example.org` for all names below it, `*` for any. */
  readonly allowedHosts: readonly string[];
  /** Other names for types and root fields at `/subgraph`, such as `Event=ConflictEvent`. */
  readonly subgraphRenames: readonly string[];
  /** What one request, and one client, may ask for. */
  readonly limits: Limits;
  /** The settings by which the service distinguishes clients, and which clients have higher limits. */
  readonly clients: ClientSettings;
  /** Files, and folders of files, that list clients' operations by the SHA-256 hash of each operation's text. */
  readonly manifests: readonly string[];
  /** Whether only operations in the manifests are answered. */
  readonly onlyTrustedDocuments: boolean;
  readonly introspection: boolean;
  readonly graphiql: boolean;
  /** `closed`: reading requires a key or token, as writing always does. */
  readonly read: "open" | "closed";
  /** The issuer whose tokens are accepted in addition to keys; null if there is none. */
  readonly jwt: JwtSettings | null;
  /** The title of the corpus of all records that are added through the API. */
  readonly apiCorpusTitle: string;
  /** For answers that are kept until the next write. 0: none are kept. */
  readonly answerCacheMegabytes: number;
  readonly maxConnections: number;
  readonly operating: Operating;
  /** The unsafe settings in this configuration, and the names of those that are allowed. */
  readonly unsafe: readonly UnsafeFault[];
  readonly allowUnsafe: readonly UnsafeName[];
  /** Warnings to log at startup, about variables that may be misspelt. */
  readonly warnings: readonly string[];
}

/** An unsafe setting. */
export interface UnsafeFault {
  readonly name: UnsafeName;
  /** What is set, why it is unsafe, and what to use instead. */
  readonly message: string;
}

/** Reports all settings that cannot be used, together. */
export class ConfigError extends ExpectedError {
  override name = "ConfigError";
  override readonly exitCode = 2;
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`These settings cannot be used:\n${faults.map((fault) => `  ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

export const SEEDS = fileURLToPath(new URL("../../seeds", import.meta.url));

/** Without a configured database, each corpus has its own file, so that two corpora are never mixed by accident. */
export const databaseOf = ({ databaseUrl }: Pick<Config, "databaseUrl">, corpusId: string | undefined): string =>
  databaseUrl ?? `data/${required(corpusId, "The id of the corpus")}.db`;
