import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import type { SamplerSettings } from "../../config/traces.ts";

/** The samplers that OTEL_TRACES_SAMPLER can name. A `parentbased` one follows the caller's trace. */
export function samplerOf({ name, ratio }: SamplerSettings): Sampler {
  if (name.startsWith("parentbased_")) {
    const root = samplerOf({ name: name.slice("parentbased_".length) as SamplerSettings["name"], ratio });
    return new ParentBasedSampler({ root });
  }
  if (name === "traceidratio") return new TraceIdRatioBasedSampler(ratio);
  return name === "always_on" ? new AlwaysOnSampler() : new AlwaysOffSampler();
}
