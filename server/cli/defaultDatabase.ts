import { databaseOf, SEEDS } from "../config/config.ts";
import { deriveConfig } from "../config/deriveConfig.ts";
import { optionOf } from "../config/describeSettings.ts";

/** The option of a command that serves nothing. */
export const DATABASE_OPTION = optionOf("DATABASE_URL", "the database of the seeds");

/** The database of a command that serves nothing: --database, else DATABASE_URL, else the file of the seeds. */
export async function defaultDatabase(database: string | undefined): Promise<string> {
  const config = deriveConfig({ database }, process.env);
  if (config.databaseUrl !== null) return config.databaseUrl;
  const { fingerprintOf } = await import("../ingest/fingerprint.ts");
  return databaseOf(config, (await fingerprintOf(SEEDS))?.id);
}
