import pino from "pino";
import { describe, expect, it } from "vitest";
import type { Config } from "../../config/config.ts";
import { testStore } from "../../testing/testApp.ts";
import { createApp } from "../app.ts";

const [HERE, ELSEWHERE, NOWHERE] = ["http://localhost:3000", "https://app.example", "https://evil.example"];

describe("A page of another site", () => {
  const asked = async (corsOrigins: Config["corsOrigins"], origin: string, init: RequestInit = {}) => {
    await using test = await testStore("SQLite");
    const app = createApp(test.store, { corsOrigins }, pino({ level: "silent" }));
    const headers = { origin, "content-type": "application/json", ...init.headers };
    const body = init.method === "OPTIONS" ? null : JSON.stringify({ query: "{ dataRevision }" });
    const answer = await app.fetch("http://localhost/graphql", { method: "POST", body, ...init, headers });
    return { answer, allowed: answer.headers.get("access-control-allow-origin") };
  };

  it.each<[Config["corsOrigins"], string, string | null]>([
    ["local", HERE, HERE],
    ["local", "http://localhost.evil.example", null],
    ["local", NOWHERE, null],
    [[ELSEWHERE], ELSEWHERE, ELSEWHERE],
    [[ELSEWHERE], `${ELSEWHERE}.evil.example`, null],
    [[ELSEWHERE], "null", null],
    [["*"], NOWHERE, NOWHERE],
  ])("reads with CORS_ORIGINS=%s from %s: %s, and never with credentials", async (origins, origin, expected) => {
    const { answer, allowed } = await asked(origins, origin);
    expect([answer.status, allowed]).toEqual([200, expected]);
    expect(answer.headers.has("access-control-allow-credentials")).toBe(false);
    // Otherwise a cache would give one site's permission to another.
    expect(answer.headers.get("vary")?.split(", ")).toContain("origin");
  });

  it("learns by a preflight request which headers it may send", async () => {
    const preflight = {
      method: "OPTIONS",
      headers: { "access-control-request-method": "POST", "access-control-request-headers": "authorization" },
    };
    const { answer, allowed } = await asked("local", HERE, preflight);
    expect([answer.status, allowed]).toEqual([204, HERE]);
    expect(answer.headers.get("access-control-allow-headers")).toContain("authorization");
    expect(answer.headers.get("access-control-allow-methods")).toBe("GET, POST, OPTIONS");
    expect((await asked("local", NOWHERE, preflight)).allowed).toBeNull();
  });
});
