import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { createApp } from "../http/app.ts";
import { readCorpus } from "../ingest/readCorpus.ts";
import { openStore } from "../store/db/database.ts";
import { migrate } from "../store/db/migrate.ts";
import { writeCorpus } from "../store/write/writeFolder.ts";

/** The service on a port, for browsers. */
export interface ServedCorpus extends AsyncDisposable {
  /** Without a trailing slash. */
  readonly home: string;
}

/** @param folder the corpus folder; null for none */
export async function serveCorpus(folder: string | null): Promise<ServedCorpus> {
  const store = await openStore(":memory:");
  await migrate(store);
  if (folder !== null) await writeCorpus(store, await readCorpus(folder));
  const app = createApp(store, { corsOrigins: "local" }, pino({ level: "silent" }));
  const server = createServer(app).listen(0, "localhost");
  await once(server, "listening");
  return {
    home: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, "close");
      await app.dispose();
      await store[Symbol.asyncDispose]();
    },
  };
}
