import pino from "pino";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { createApp } from "../../http/app.ts";
import { httpServer } from "../../http/httpServer.ts";
import { openStore } from "../../store/db/database.ts";

/** Our service with all its limits, which are raised so that nothing is refused. */
export async function serve(url: string, answerCacheMegabytes: number) {
  const store = await openStore(url);
  const limits = { ...DEFAULT_LIMITS, requestsPerMinute: 1e9, costPerMinute: 1e12, connections: 1e6, concurrent: 1e6 };
  const app = createApp(
    store,
    // Peers execute everything on one thread, and so do we.
    { corsOrigins: "local", limits, answerCacheMegabytes, isLarge: () => false },
    pino({ level: "silent" }),
  );
  return httpServer(app, limits).server;
}
