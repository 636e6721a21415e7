import { describe, expect, it } from "vitest";
import { startCommand, startedService } from "../testing/commandLine.ts";
import { deriveConfig } from "./deriveConfig.ts";

const warningsFor = (env: Record<string, string>) => deriveConfig({}, env).warnings;

describe("A misspelt variable", () => {
  it.each([
    [{ LIMIT_BODY_BYTE: "1" }, "LIMIT_BODY_BYTE is not a setting. Did you mean LIMIT_BODY_BYTES?"],
    [{ limit_cost: "1" }, "limit_cost is not a setting. Did you mean LIMIT_COST?"],
    [
      { LIMIT_MEMORY: "1" },
      "LIMIT_MEMORY is not a setting. The settings that start with LIMIT are: LIMIT_BODY_BYTES, ",
    ],
  ])("is refused if its first word is used only by us: %o", (env, message) => {
    expect(() => deriveConfig({}, env as unknown as Record<string, string>)).toThrow(message);
  });

  it.each([
    ["CORS_ORIGIN", "CORS_ORIGINS"],
    ["DATABASE_URI", "DATABASE_URL"],
    ["LOGLEVEL", "LOG_LEVEL"],
    ["TRUSTED_PROXY", "TRUSTED_PROXIES"],
    ["JWT_AUDIANCE", "JWT_AUDIENCE"],
    ["READS", "READ"],
    ["ALLOW_UNSAVE", "ALLOW_UNSAFE"],
  ])("causes a warning if other software may use it: %s", (variable, meant) => {
    expect(warningsFor({ [variable]: "x" })).toEqual([
      `The environment variable ${variable} is not a setting, and is ignored. Did you mean ${meant}?`,
    ]);
  });

  it.each([
    ["JWT_SECRET", "JWT_ISSUER, JWT_AUDIENCE, JWT_JWKS, JWT_SCOPE_CLAIM, JWT_SCOPES, JWT_CLOCK_SKEW"],
    ["SUBGRAPH_URL", "SUBGRAPH_RENAMES"],
    ["READ_ONLY", "READ"],
  ])("that resembles no setting causes a list of the settings with the same first word: %s", (variable, settings) => {
    expect(warningsFor({ [variable]: "x" })).toMatchObject([expect.stringMatching(new RegExp(`are: ${settings}\\.$`))]);
  });
});

it("Variables of other software, and empty variables, cause no warning", () => {
  const others = {
    HOME: "/home/me",
    HOSTNAME: "box",
    HOST_IP: "10.0.0.2",
    PATH: "/bin",
    NODE_ENV: "production",
    API_KEY: "x",
    DATABASE_HOST: "db",
    LOG_FILE: "x",
    PUBLIC_KEY: "x",
    TEST_DATABASE_URL: "x",
    OTEL_RESOURCE_ATTRIBUTES: "x",
    METRICS_SERVICE_HOST: "10.0.0.1",
    METRICS_PORT_9090_TCP: "tcp://10.0.0.1:9090",
    npm_config_cache: "x",
    LIMIT_BODY_BYTE: "",
  };
  expect(warningsFor(others)).toEqual([]);
});

it("A service with a misspelt variable starts, and warns in its log", async () => {
  const env = { CORS_ORIGIN: "https://app.example" };
  const service = await startedService(
    startCommand(["serve", "--port", "0", "--no-corpus", "--database", ":memory:"], { env }),
  );
  await service.stop();
  expect(JSON.parse(service.log().split("\n")[0] ?? "")).toMatchObject({
    level: 40,
    msg: expect.stringContaining("CORS_ORIGIN is not a setting, and is ignored. Did you mean CORS_ORIGINS?"),
  });
});
