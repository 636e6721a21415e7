import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  type Sampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace";
import type { SamplerSettings } from "../../config/traces.ts";

/** Those that OTEL_TRACES_SAMPLER can name. One that is `parentbased` does as the caller's own trace does. */
export function samplerOf({ name, ratio }: SamplerSettings): Sampler {
  if (name.startsWith("parentbased_")) {
    const root = samplerOf({ name: name.slice("parentbased_".length) as SamplerSettings["name"], ratio });
    return new ParentBasedSampler({ root });
  }
  if (name === "traceidratio") return new TraceIdRatioBasedSampler(ratio);
  return name === "always_on" ? new AlwaysOnSampler() : new AlwaysOffSampler();
}
