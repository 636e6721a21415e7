import { SAMPLERS } from "../traces.ts";
import { checked, oneOf, portNumber, type Setting, text, wholeNumber } from "./setting.ts";

const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Log and metrics. */
export const WATCHING_SETTINGS = {
  LOG_LEVEL: {
    meaning: "The least severe messages to log, as JSON lines on standard error.",
    ...oneOf(LOG_LEVELS),
    default: "info",
    example: "debug",
  },
  SLOW_SQL_MS: {
    meaning: "An SQL statement that takes at least this many milliseconds is logged as slow.",
    ...wholeNumber(0, 3_600_000),
    default: 500,
    example: "100",
  },
  METRICS_PORT: {
    meaning: "The port on which Prometheus metrics are served. Without a port, no metrics are served.",
    ...portNumber,
    default: null,
    example: "9090",
  },
  METRICS_HOST: {
    meaning: "The network interface on which metrics are served.",
    takes: "localhost or a private address of this machine",
    shape: text,
    default: "localhost",
    example: "10.0.0.1",
  },
} as const satisfies Readonly<Record<string, Setting>>;

const COLLECTOR = {
  takes: "an http or https address such as http://localhost:4318",
  shape: checked((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)),
  default: null,
} as const;

/** OpenTelemetry's own variables, with OpenTelemetry's meaning. They are read only if one of them names a collector. */
export const TRACING_SETTINGS = {
  OTEL_EXPORTER_OTLP_ENDPOINT: {
    ...COLLECTOR,
    meaning: "The OpenTelemetry collector to send traces to, by OTLP over HTTP. Without one, no traces are made.",
    example: "http://localhost:4318",
  },
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: {
    ...COLLECTOR,
    meaning: "The collector's full address for traces. Takes precedence over OTEL_EXPORTER_OTLP_ENDPOINT.",
    example: "http://localhost:4318/v1/traces",
  },
  OTEL_EXPORTER_OTLP_HEADERS: {
    meaning: "Headers to send to the collector, such as an API key.",
    takes: "comma-separated pairs such as api-key=0123",
    shape: (z) => z.string(),
    default: null,
    example: "api-key=0123",
    isSecret: true,
  },
  OTEL_SERVICE_NAME: {
    meaning: "The name of the service in traces.",
    takes: "any text",
    shape: (z) => z.string(),
    default: "conflict-graph",
    example: "conflict-graph-eu",
  },
  OTEL_TRACES_SAMPLER: {
    meaning:
      "Which traces are kept. A parentbased_… sampler follows the caller's traceparent, so use traceidratio on the open internet.",
    ...oneOf(SAMPLERS),
    default: "parentbased_always_on",
    example: "traceidratio",
  },
  OTEL_TRACES_SAMPLER_ARG: {
    meaning: "The share of traces that a …traceidratio sampler keeps.",
    takes: "a number from 0 to 1",
    shape: (z) => z.string().transform(Number).pipe(z.number().min(0).max(1)),
    default: 1,
    example: "0.1",
  },
  OTEL_BSP_SCHEDULE_DELAY: {
    meaning: "Milliseconds for which spans are collected before they are sent.",
    ...wholeNumber(0, 3_600_000),
    default: 5000,
    example: "1000",
  },
  OTEL_TRACES_EXPORTER: {
    meaning: "Set to none to send no traces even if a collector is named.",
    takes: "none or otlp",
    shape: (z) => z.string(),
    default: "otlp",
    example: "none",
  },
  OTEL_SDK_DISABLED: {
    meaning: "Set to true to switch OpenTelemetry off.",
    takes: "true or false",
    shape: (z) => z.string().transform((value) => value === "true"),
    default: false,
    example: "true",
  },
} as const satisfies Readonly<Record<string, Setting>>;
