import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import type { Config } from "../config/config.ts";
import { readManifests } from "../http/graphql/trustedDocuments.ts";
import type { Watcher } from "../http/request/requestEvent.ts";
import type { Tracing } from "../http/tracing/tracing.ts";
import type { Readings } from "../http/watch/metrics.ts";
import { type StatementWatcher, slowStatements } from "../http/watch/statements.ts";
import { newestPosition } from "../store/changes/changes.ts";
import type { Store } from "../store/db/database.ts";
import { isPostgres } from "../store/db/databaseUrl.ts";
import { newestRevision } from "../store/read/asOfRevision.ts";
import { listen } from "./listen.ts";

/** Slow statements in the log, metrics and traces, as configured. */
export interface Telemetry extends AsyncDisposable {
  readonly watchers: readonly Watcher[];
  readonly onStatement: StatementWatcher;
  readonly tracing: Tracing | null;
  /** Serves metrics from now on, if a port for them is configured. */
  serve(store: Store, load: () => Omit<Readings, "newest">): Promise<void>;
}

/** Loads only the modules that the configuration needs. */
export async function startTelemetry(config: Config, databaseUrl: string, log: Logger): Promise<Telemetry> {
  const { metrics: address, traces, slowSql } = config.operating;
  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const stack = new AsyncDisposableStack();
  const database = isPostgres(databaseUrl) ? "postgresql" : "sqlite";
  const tracing =
    traces && stack.use((await import("../http/tracing/tracing.ts")).startTracing({ ...traces, database }, version));
  const metrics =
    address &&
    stack.use((await import("../http/watch/metrics.ts")).createMetrics(readManifests(config.manifests), version));
  const statementWatchers = [slowStatements(log, slowSql), metrics?.onStatement, tracing?.onStatement].filter(
    (watcher) => watcher != null,
  );
  return {
    watchers: metrics ? [metrics] : [],
    onStatement(statement) {
      for (const watcher of statementWatchers) watcher(statement);
    },
    tracing,
    async serve(store, load) {
      if (!address || !metrics) return;
      const { metricsServer } = await import("../http/watch/serveMetrics.ts");
      const newest = async () => ({ revision: await newestRevision(store), position: await newestPosition(store) });
      const text = () => metrics.text({ ...load(), newest });
      const server = metricsServer({ contentType: metrics.contentType, text }, log);
      await listen(server, address, ["METRICS_HOST", "METRICS_PORT"]);
      stack.defer(() => {
        server.close();
        server.closeAllConnections();
      });
      log.info({ host: address.host, port: (server.address() as AddressInfo).port }, "Metrics are served here.");
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
