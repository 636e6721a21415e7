import { describe, expect, it } from "vitest";
import { testApp } from "../../testing/testApp.ts";

const REPORTS = "subscription { casualtyReportChanged(since: 0) { position slug } }";

describe("A stream of events", () => {
  it("is opened by POST or GET, and kept alive by pings, for pages on localhost only", async () => {
    await using app = await testApp("SQLite");
    const query = encodeURIComponent("subscription { articleIngested { slug } }");
    const ask = (origin: string) =>
      app.fetch(`/graphql?query=${query}`, { headers: { accept: "text/event-stream", origin } });
    const response = await ask("http://localhost:3000");
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/event-stream"]);
    expect(response.headers.get("access-control-allow-origin")).toBe("http://localhost:3000");
    expect(response.headers.get("access-control-allow-credentials")).toBeNull();
    expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const chunks = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (text.split(":\n\n").length < 4) text += (await chunks?.read())?.value ?? "";
    expect(text.replaceAll(":\n\n", "")).toBe("");
    const foreign = await ask("https://evil.example");
    expect(foreign.headers.get("access-control-allow-origin")).toBeNull();
    await chunks?.cancel();
  });

  it.each([
    ["application/json", 406, "NOT_ACCEPTABLE"],
    ["application/graphql-response+json", 406, "NOT_ACCEPTABLE"],
    ["text/html, text/plain;q=0.5", 406, "NOT_ACCEPTABLE"],
  ])("is refused with the reason if the client accepts only %s", async (accept, status, code) => {
    await using app = await testApp("SQLite");
    const response = await app.fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", accept },
      body: JSON.stringify({ query: REPORTS }),
    });
    expect(response.status).toBe(status);
    if (/html/.test(accept)) return;
    expect(await response.json()).toMatchObject({
      errors: [{ extensions: { code }, message: expect.stringContaining("accept: text/event-stream") }],
    });
  });

  it.each([
    ["an unknown field", "subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"],
    [
      "two fields",
      "subscription { casualtyReportChanged { slug } articleIngested { slug } }",
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["nothing", "subscription { articleIngested @skip(if: true) { slug } }", "GRAPHQL_VALIDATION_FAILED"],
    [
      "no field, because of a fragment",
      "subscription { ...F @include(if: false) } fragment F on Subscription { articleIngested { slug } }",
      "GRAPHQL_VALIDATION_FAILED",
    ],
    ["an invalid position", "subscription { articleIngested(since: 900) { slug } }", "BAD_USER_INPUT"],
  ])("is refused with JSON if the client accepts JSON: %s", async (_what, query, code) => {
    await using app = await testApp("SQLite");
    const answer = await app.fetch("/graphql", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "text/event-stream, application/json" },
      body: JSON.stringify({ query }),
    });
    expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code } }] });
  });
});
