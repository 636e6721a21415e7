import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import type { Config } from "./config.ts";
import { createApp } from "./http/app.ts";
import { readCorpus } from "./ingest/readCorpus.ts";
import { openStore } from "./store/database.ts";
import { migrate } from "./store/migrate.ts";
import { writeCorpus } from "./store/write.ts";

/** Without a database of one's own, each corpus has a file of its own, so that no two are mixed unasked. */
export const databaseOf = ({ databaseUrl }: Pick<Config, "databaseUrl">, corpus: string): string =>
  databaseUrl ?? `data/${corpus}.db`;

/** Loads the corpus, listens, and goes on until a signal. The corpus is read first: a broken one leaves no trace. */
export async function serve(config: Config): Promise<void> {
  const log = pino({ level: config.logLevel }, pino.destination(2));
  const corpus = config.corpus === null ? null : await readCorpus(config.corpus);
  await using store = await openStore(databaseOf(config, corpus?.slug ?? ""));
  await migrate(store);
  if (corpus) {
    // What is served is what the folder holds; what is no longer in it stays in the history.
    const result = await writeCorpus(store, corpus, { withdrawMissing: true });
    log.info({ corpus: corpus.slug, version: corpus.version, ...result }, "The corpus is loaded.");
  }

  const server = createServer(createApp(store, config, log));
  server.listen(config.port, config.host);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const at = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${port}`;
  console.log(`conflict-graph is ready.\n  Start page  ${at}/\n  GraphiQL    ${at}/graphql\nStop it with Ctrl+C.`);

  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  log.info("Stopping: requests under way are finished first.");
  server.close();
  server.closeIdleConnections();
  await once(server, "close");
}
