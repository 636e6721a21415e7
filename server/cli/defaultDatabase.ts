import { databaseOf, deriveConfig, SEEDS } from "../config/config.ts";

/** The database of a command that serves none: --database, else DATABASE_URL, else the file of the seeds. */
export async function defaultDatabase(database: string | undefined): Promise<string> {
  const config = deriveConfig({ database }, process.env);
  if (config.databaseUrl !== null) return config.databaseUrl;
  const { fingerprintOf } = await import("../ingest/fingerprint.ts");
  return databaseOf(config, (await fingerprintOf(SEEDS))?.id);
}
