/** Where spans are sent, and which are kept. */
export interface TraceSettings {
  /** The collector's address for OTLP over HTTP, such as `http://localhost:4318/v1/traces`. */
  readonly url: string;
  readonly serviceName: string;
  readonly sampler: SamplerSettings;
  /** Milliseconds for which spans are collected before they are sent. */
  readonly delay: number;
  /** OpenTelemetry's name for the database. */
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
  /** The share of the traces beginning here that is kept, from 0 to 1. */
  readonly ratio: number;
}
