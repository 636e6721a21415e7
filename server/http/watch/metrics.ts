import { parse } from "graphql";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Manifest } from "../graphql/trustedDocuments.ts";
import { kindOfPath } from "../request/paths.ts";
import type { Watcher } from "../request/requestEvent.ts";
import type { StatementWatcher } from "./statements.ts";

/** Values that are read when the metrics are requested. */
export interface Readings {
  /** The newest data revision, and the end of the change log. */
  newest(): Promise<{ readonly revision: number; readonly position: number }>;
  readonly threads: { readonly busy: number; readonly waiting: number };
  readonly streams: number;
  readonly unreadBytes: number;
  readonly requests: number;
}

interface Metrics extends Watcher, Disposable {
  readonly onStatement: StatementWatcher;
  readonly contentType: string;
  /** All metrics in the text format of Prometheus. */
  text(readings: Readings): Promise<string>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const STATEMENT_SECONDS = [0.0001, 0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5];
const COSTS = [1, 10, 50, 100, 500, 1000, 5000, 10_000, 50_000, 100_000];
const METHODS = ["GET", "HEAD", "POST", "OPTIONS", "WEBSOCKET"];

/**
 * Counts what the service does. Clients cannot create labels: paths and methods are counted by kind, and operations by name
 * only if a manifest has the name.
 */
export function createMetrics(manifest: Manifest, version: string): Metrics {
  const registry = new Registry();
  const registers = [registry];
  const named = (name: string, help: string) => ({ name: `conflict_graph_${name}`, help, registers });
  collectDefaultMetrics({ register: registry });
  new Gauge({ ...named("info", "1, with the release as a label."), labelNames: ["version"] }).set({ version }, 1);

  const requests = new Counter({
    ...named("requests_total", "Requests answered, by method, kind of path, status and kind of client."),
    labelNames: ["method", "path", "status", "client"],
  });
  const direct = new Counter(named("requests_direct_total", "Requests answered the short way, for known queries."));
  const duration = new Histogram({
    ...named("request_duration_seconds", "Time until the response is complete, or its stream begins."),
    labelNames: ["path"],
    buckets: SECONDS,
  });
  const operations = new Histogram({
    ...named("operation_duration_seconds", "Execution of queries and mutations, by name if a manifest has it."),
    labelNames: ["type", "operation"],
    buckets: SECONDS,
  });
  const cost = new Histogram({ ...named("operation_cost", "Cost of operations, in units."), buckets: COSTS });
  const errors = new Counter({ ...named("errors_total", "Errors in responses, by code."), labelNames: ["code"] });
  const statements = new Histogram({
    ...named("sql_duration_seconds", "Execution time of SQL statements."),
    buckets: STATEMENT_SECONDS,
  });
  const gauges = {
    under_way: new Gauge(named("requests_under_way", "Requests in progress.")),
    streams: new Gauge(named("subscriptions_open", "Open subscriptions.")),
    unread: new Gauge(named("unread_bytes", "Bytes of answers that wait to be sent.")),
    busy: new Gauge(named("threads_busy", "Busy worker threads.")),
    waiting: new Gauge(named("threads_waiting", "Operations that wait for a worker thread.")),
    revision: new Gauge(named("data_revision", "The newest data revision.")),
    position: new Gauge(named("change_position", "The end of the change log.")),
  };

  const names = namesIn(manifest);
  return {
    contentType: registry.contentType,
    answered({ method, path, status, milliseconds, client, operations: executed, isDirect }) {
      const kind = kindOfPath(path);
      requests.inc({ method: METHODS.includes(method) ? method : "other", path: kind, status, client });
      if (isDirect) direct.inc();
      duration.observe({ path: kind }, milliseconds / 1000);
      for (const { type, name, ...measured } of executed) {
        cost.observe(measured.cost);
        if (type === "subscription") continue;
        const operation = name !== null && names.has(name) ? name : "other";
        operations.observe({ type, operation }, measured.milliseconds / 1000);
      }
    },
    failed: (code) => errors.inc({ code }),
    onStatement: ({ milliseconds }) => statements.observe(milliseconds / 1000),
    async text({ newest, threads, streams, requests, unreadBytes }) {
      const { revision, position } = await newest();
      gauges.under_way.set(requests);
      gauges.streams.set(streams);
      gauges.unread.set(unreadBytes);
      gauges.busy.set(threads.busy);
      gauges.waiting.set(threads.waiting);
      gauges.revision.set(revision);
      gauges.position.set(position);
      return registry.metrics();
    },
    [Symbol.dispose]: () => registry.clear(),
  };
}

/** The names of the operations in a manifest. */
const namesIn = (manifest: Manifest): ReadonlySet<string> =>
  new Set(
    [...manifest.values()]
      .flatMap((text) => parse(text, { noLocation: true }).definitions)
      .flatMap((definition) => (definition.kind === "OperationDefinition" ? (definition.name?.value ?? []) : [])),
  );
