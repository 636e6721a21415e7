/** Where spans go, and which. */
export interface TraceSettings {
  /** Where a collector takes OTLP over HTTP, such as `http://localhost:4318/v1/traces`. */
  readonly url: string;
  readonly serviceName: string;
  readonly sampler: SamplerSettings;
  /** How many milliseconds spans are gathered before they are sent. */
  readonly delay: number;
  /** What OpenTelemetry calls the database. */
  readonly database: "sqlite" | "postgresql";
}

export const SAMPLERS = [
  "always_on",
  "always_off",
  "traceidratio",
  "parentbased_always_on",
  "parentbased_always_off",
  "parentbased_traceidratio",
] as const;

export interface SamplerSettings {
  readonly name: (typeof SAMPLERS)[number];
  /** Of the traces that begin here, how many are kept: from 0 to 1. */
  readonly ratio: number;
}
