import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, it } from "vitest";
import { type TestApp, testApp } from "../testing/testApp.ts";

let app: TestApp;
beforeAll(async () => {
  app = await testApp("SQLite");
});
afterAll(() => app[Symbol.asyncDispose]());

const URL_OF_APP = "http://localhost:4000/graphql";

/** GraphQL over HTTP, as the audit of graphql-http has it: what a server must, should and may do. */
describe("With the shipped configuration, the endpoint", () => {
  const audits = serverAudits({
    url: URL_OF_APP,
    fetchFn: (url: string, init: RequestInit) => app.fetch(url.replace("http://localhost:4000", ""), init),
  });
  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))("%s %s", async (_id, name, audit) => {
    const result = await audit.fn();
    if (result.status !== "ok") throw new Error(`${name}: ${result.reason}`);
  });
});
