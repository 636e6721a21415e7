import { existsSync } from "node:fs";
import type { Logger } from "pino";
import { type Config, ConfigError, databaseOf, type UnsafeFault } from "../config/config.ts";
import type { UnsafeName } from "../config/settings/unsafe.ts";
import { UNSAFE, unsafeFiles } from "../config/unsafe.ts";
import { fingerprintOf } from "../ingest/fingerprint.ts";
import { isPostgres } from "../store/db/databaseUrl.ts";
import { loadInChild } from "./loadInChild.ts";
import { createLog } from "./log.ts";
import type { ServedCorpus } from "./runServer.ts";

/** Serves a database until a signal to stop. A corpus that has changed is loaded first. */
export async function serve(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  process.on("uncaughtExceptionMonitor", (err) =>
    log.fatal({ err }, "The service ends because of an unexpected error."),
  );
  for (const warning of config.warnings) log.warn(warning);
  refuseUnsafe(config.unsafe, config.allowUnsafe, log);
  const corpus = await corpusOf(config);
  const url = databaseOf(config, corpus?.id);
  refuseUnsafe(unsafeFiles(url, config), config.allowUnsafe, log);

  // On the first start, the corpus is loaded while the modules of the server are imported.
  const isNew = url !== ":memory:" && !isPostgres(url) && !existsSync(url);
  const firstLoad = corpus && isNew ? loadInChild(corpus.folder, url) : null;
  const [{ runServer }] = await Promise.all([import("./runServer.ts"), firstLoad]);
  await runServer(config, url, corpus, log);
}

/** The corpus to load and serve; null to serve the database as it is. */
async function corpusOf({ corpus: folder, databaseUrl }: Config): Promise<ServedCorpus | null> {
  if (folder === null) return null;
  const found = await fingerprintOf(folder);
  if (found) return { folder, ...found };
  // Without a readable corpus.yaml, loading fails and says what is wrong.
  await loadInChild(folder, databaseUrl);
  throw new Error(`The corpus in ${folder} was loaded, but its corpus.yaml cannot be read.`);
}

/**
 * Logs each unsafe setting that ALLOW_UNSAFE names.
 * @throws ConfigError with all other unsafe settings
 */
function refuseUnsafe(faults: readonly UnsafeFault[], allowed: readonly UnsafeName[], log: Logger): void {
  const refused = faults.filter(({ name }) => !allowed.includes(name));
  if (refused.length > 0)
    throw new ConfigError(
      refused.map(
        ({ name, message }) => `${message} To allow it anyway, set ALLOW_UNSAFE=${name}: ${UNSAFE[name].risk}.`,
      ),
    );
  for (const { name, message } of faults) log.warn({ unsafe: name }, message);
}
