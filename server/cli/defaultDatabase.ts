import { databaseOf, deriveConfig, SEEDS } from "../config/config.ts";

/** The database of a command that serves none: the one that is given, DATABASE_URL's, else that of the seeds. */
export async function defaultDatabase(database: string | undefined): Promise<string> {
  const config = deriveConfig({ database }, process.env);
  const { fingerprintOf } = await import("../ingest/fingerprint.ts");
  return config.databaseUrl ?? databaseOf(config, (await fingerprintOf(SEEDS))?.id ?? "");
}
