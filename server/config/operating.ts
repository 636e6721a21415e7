import type { Env, ReadSetting } from "./readSettings.ts";
import type { TraceSettings } from "./traces.ts";

/** How the service is watched and stopped. */
export interface Operating {
  /** Where metrics are served; null if they are not served. */
  readonly metrics: { readonly port: number; readonly host: string } | null;
  /** Where spans are sent; null if no spans are made. */
  readonly traces: Omit<TraceSettings, "database"> | null;
  /** A statement that takes at least this many milliseconds is logged as slow. */
  readonly slowSql: number;
  readonly shutdown: Shutdown;
}

/** In seconds. */
interface Shutdown {
  /** How long everything except `/ready` goes on, so that load balancers stop sending requests. */
  readonly delay: number;
  /** How long requests in progress may still take after the delay. */
  readonly grace: number;
}

export function operatingFrom(read: ReadSetting, env: Env): Operating {
  const port = read("METRICS_PORT");
  return {
    metrics: port === null ? null : { port, host: read("METRICS_HOST") },
    traces: tracesFrom(read, env),
    slowSql: read("SLOW_SQL_MS"),
    shutdown: { delay: read("SHUTDOWN_DELAY"), grace: read("SHUTDOWN_GRACE") },
  };
}

/** The other variables are read, and OpenTelemetry's modules are loaded, only if a collector is named. */
function tracesFrom(read: ReadSetting, env: Env): Operating["traces"] {
  if (read("OTEL_SDK_DISABLED") || read("OTEL_TRACES_EXPORTER") === "none") return null;
  const url = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
    ? read("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT")
    : tracesAddress(read("OTEL_EXPORTER_OTLP_ENDPOINT"));
  if (url === null) return null;
  return {
    url,
    serviceName: read("OTEL_SERVICE_NAME"),
    sampler: { name: read("OTEL_TRACES_SAMPLER"), ratio: read("OTEL_TRACES_SAMPLER_ARG") },
    delay: read("OTEL_BSP_SCHEDULE_DELAY"),
  };
}

/** The endpoint for all signals is the collector's root. Traces have a path below it. */
const tracesAddress = (root: string | null): string | null =>
  root === null ? null : new URL("v1/traces", `${root.replace(/(?<!\/)\/+$/, "")}/`).href;
