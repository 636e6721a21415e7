import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { deriveConfig } from "./deriveConfig.ts";
import type { Setting } from "./settings/setting.ts";
import { SETTING_GROUPS, SETTING_NAMES, SETTINGS } from "./settings.ts";

/** The other settings that a setting requires. */
const jwt = {
  JWT_ISSUER: "https://id.example",
  JWT_AUDIENCE: "conflict-graph",
  JWT_JWKS: "https://id.example/jwks",
};
const WITH: Readonly<Record<string, Record<string, string>>> = {
  OTEL: { OTEL_EXPORTER_OTLP_ENDPOINT: "http://localhost:4318" },
  JWT: jwt,
};

describe("Each setting", () => {
  it.each(SETTING_NAMES)("%s accepts its example, which is not its default", (name) => {
    const { example, shape } = SETTINGS[name] as Setting;
    const value = name === "MANIFESTS" ? fileURLToPath(new URL(`../../${example}`, import.meta.url)) : example;
    const env = WITH[name.replace(/_.*/, "")] ?? {};
    expect(() => deriveConfig({}, { ...env, [name]: value })).not.toThrow();
    expect(shape(z).safeParse(example).data).not.toEqual(SETTINGS[name].default);
  });

  it.each(SETTING_NAMES)("%s is explained in full sentences, and says which values it takes", (name) => {
    const { meaning, takes } = SETTINGS[name] as Setting;
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(takes).toMatch(/^[a-z].*[^.]$/);
  });

  it("belongs to one topic", () => {
    expect(SETTING_GROUPS.flatMap(({ settings }) => Object.keys(settings)).sort()).toEqual([...SETTING_NAMES].sort());
  });
});
