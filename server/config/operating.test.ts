import { describe, expect, it } from "vitest";
import { deriveConfig } from "./deriveConfig.ts";
import type { Operating } from "./operating.ts";

const from = (env: Record<string, string>): Operating => deriveConfig({}, env).operating;

describe("How the service is watched and stopped", () => {
  it("is read from the environment", () => {
    const env = {
      METRICS_PORT: "9090",
      METRICS_HOST: "10.0.0.1",
      SLOW_SQL_MS: "20",
      SHUTDOWN_DELAY: "7",
      SHUTDOWN_GRACE: "60",
    };
    expect(from(env)).toEqual({
      metrics: { port: 9090, host: "10.0.0.1" },
      traces: null,
      slowSql: 20,
      shutdown: { delay: 7, grace: 60 },
    });
    expect(from({ METRICS_PORT: "0" }).metrics).toEqual({ port: 0, host: "localhost" });
  });

  it.each([
    ["METRICS_PORT", "70000"],
    ["METRICS_PORT", "-1"],
    ["SLOW_SQL_MS", "1s"],
    ["SHUTDOWN_DELAY", "1.5"],
    ["SHUTDOWN_GRACE", "never"],
  ])("refuses %s=%s", (variable, value) => {
    expect(() => from({ [variable]: value })).toThrow(`${variable} is “${value}”. Use a whole number from 0 to `);
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318" }, "http://c:4318/v1/traces"],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "https://c/otlp/" }, "https://c/otlp/v1/traces"],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://c/here", OTEL_EXPORTER_OTLP_ENDPOINT: "http://d" }, "http://c/here"],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c", OTEL_SDK_DISABLED: "true" }, undefined],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c", OTEL_TRACES_EXPORTER: "none" }, undefined],
    [{ OTEL_SERVICE_NAME: "x", OTEL_TRACES_SAMPLER: "always_on" }, undefined],
  ])("with %o sends traces to %s", (env, url) => {
    expect(from(env as unknown as Record<string, string>).traces?.url).toBe(url);
  });

  it("names the service and its sampler as OpenTelemetry's variables do", () => {
    const at = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c" };
    expect(from(at).traces).toMatchObject({
      serviceName: "conflict-graph",
      sampler: { name: "parentbased_always_on", ratio: 1 },
      delay: 5000,
    });
    const env = {
      ...at,
      OTEL_SERVICE_NAME: "ours",
      OTEL_TRACES_SAMPLER: "traceidratio",
      OTEL_TRACES_SAMPLER_ARG: "0.1",
    };
    expect(from(env).traces).toMatchObject({ serviceName: "ours", sampler: { name: "traceidratio", ratio: 0.1 } });
    expect(() => from({ ...env, OTEL_TRACES_SAMPLER: "some", OTEL_TRACES_SAMPLER_ARG: "2" })).toThrow(
      /OTEL_TRACES_SAMPLER is “some”\. Use one of always_on.*\n +OTEL_TRACES_SAMPLER_ARG is “2”\. Use a number from 0 to 1/,
    );
    expect(() => from({ OTEL_EXPORTER_OTLP_ENDPOINT: "localhost:4318" })).toThrow(
      /OTEL_EXPORTER_OTLP_ENDPOINT is “localhost:4318”\. Use an http or https address/,
    );
  });
});
