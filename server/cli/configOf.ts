import { type Config, databaseOf, SEEDS } from "../config/config.ts";
import type { Flags } from "../config/deriveConfig.ts";
import { optionOf } from "../config/describeSettings.ts";
import type { Env } from "../config/readSettings.ts";

/** The settings of a command. The parser is imported only here, so that the help of a command does not load it. */
export async function configOf(flags: Flags, env: Env = process.env): Promise<Config> {
  const { deriveConfig } = await import("../config/deriveConfig.ts");
  return deriveConfig(flags, env);
}

/** The --database option of commands that do not serve. */
export const DATABASE_OPTION = optionOf("DATABASE_URL", "the seed database");

/** The database of commands that do not serve: --database, otherwise DATABASE_URL, otherwise the file of the seeds. */
export async function defaultDatabase(database: string | undefined): Promise<string> {
  const config = await configOf({ database });
  if (config.databaseUrl !== null) return config.databaseUrl;
  const { fingerprintOf } = await import("../ingest/fingerprint.ts");
  return databaseOf(config, (await fingerprintOf(SEEDS))?.id);
}
