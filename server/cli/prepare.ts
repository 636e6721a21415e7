import pino from "pino";
import { SEEDS } from "../config/config.ts";
import { createApp } from "../http/app.ts";
import { loadInto } from "../service/load.ts";
import { openMigrated } from "../store/db/migrate.ts";

/**
 * Does in memory what a first start does. Node.js keeps the code that it compiles (see conflict-graph.mjs), which makes the
 * first start a third faster. `npm ci` runs this; nothing depends on it.
 */
export async function prepare(): Promise<void> {
  await Promise.all([import("../service/serve.ts"), import("../service/runServer.ts")]);
  await using store = await openMigrated(":memory:");
  await loadInto(store, SEEDS, {});
  const app = createApp(store, { corsOrigins: "local" }, pino({ level: "silent" }));
  const body = JSON.stringify({ query: "{ casualtyReports { nodes { count { label } article { title } } } }" });
  await app.fetch("http://localhost/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body,
  });
}
