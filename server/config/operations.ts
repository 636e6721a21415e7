import { SAMPLERS, type TraceSettings } from "./traces.ts";

/** How the service is run and watched. */
export interface Operating {
  /** Where metrics are answered; null: nowhere. */
  readonly metrics: { readonly port: number; readonly host: string } | null;
  /** Where spans go; null: none are made. */
  readonly traces: Omit<TraceSettings, "database"> | null;
  /** From how many milliseconds on a statement is said to have taken long. */
  readonly slowSql: number;
  readonly shutdown: Shutdown;
}

/** In seconds. */
interface Shutdown {
  /** For how long all goes on, but for `/ready`, so that balancers send nothing any more. */
  readonly delay: number;
  /** For how long requests under way may then still take. */
  readonly grace: number;
}

type Env = Readonly<Record<string, string | undefined>>;

/** Derives it from the environment; adds what cannot be used to `faults`. */
export function operatingFrom(env: Env, faults: string[]): Operating {
  const port = wholeFrom(env, "METRICS_PORT", null, 65_535, faults);
  return {
    metrics: port === null ? null : { port, host: env.METRICS_HOST || "localhost" },
    traces: tracesFrom(env, faults),
    slowSql: wholeFrom(env, "SLOW_SQL_MS", 500, 3_600_000, faults),
    shutdown: {
      delay: wholeFrom(env, "SHUTDOWN_DELAY", 0, 3600, faults),
      grace: wholeFrom(env, "SHUTDOWN_GRACE", 5, 3600, faults),
    },
  };
}

function wholeFrom<Default extends number | null>(
  env: Env,
  variable: string,
  otherwise: Default,
  most: number,
  faults: string[],
): number | Default {
  const text = env[variable];
  if (!text) return otherwise;
  if (/^\d{1,9}$/.test(text) && Number(text) <= most) return Number(text);
  faults.push(`${variable} is “${text.slice(0, 40)}”; it takes a whole number from 0 to ${most}`);
  return otherwise;
}

/** By the variables that OpenTelemetry has for it. Nothing of it is loaded where none names a collector. */
function tracesFrom(env: Env, faults: string[]): Operating["traces"] {
  const [variable, given] =
    (["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT"] as const)
      .map((name) => [name, env[name]] as const)
      .find(([, value]) => value) ?? [];
  if (!given || env.OTEL_SDK_DISABLED === "true" || env.OTEL_TRACES_EXPORTER === "none") return null;
  const before = faults.length;
  if (!URL.canParse(given) || !/^https?:$/.test(new URL(given).protocol))
    faults.push(`${variable} is no address that it can send to; it takes one such as http://localhost:4318`);
  const name = env.OTEL_TRACES_SAMPLER || "parentbased_always_on";
  const sampler = SAMPLERS.find((known) => known === name);
  if (!sampler) faults.push(`OTEL_TRACES_SAMPLER is “${name}”; it takes one of ${SAMPLERS.join(", ")}`);
  const ratio = Number(env.OTEL_TRACES_SAMPLER_ARG || 1);
  if (!(ratio >= 0 && ratio <= 1))
    faults.push(`OTEL_TRACES_SAMPLER_ARG is “${env.OTEL_TRACES_SAMPLER_ARG}”; it takes a number from 0 to 1`);
  const delay = wholeFrom(env, "OTEL_BSP_SCHEDULE_DELAY", 5000, 3_600_000, faults);
  if (faults.length > before || !sampler) return null;
  // The one for all signals is the collector's root, beneath which each signal has its own path.
  const url =
    variable === "OTEL_EXPORTER_OTLP_ENDPOINT" ? new URL("v1/traces", `${given.replace(/\/*$/, "")}/`).href : given;
  return { url, serviceName: env.OTEL_SERVICE_NAME || "conflict-graph", sampler: { name: sampler, ratio }, delay };
}
