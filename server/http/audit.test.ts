import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ServiceWithStore, shippedService } from "../testing/service.ts";

let service: ServiceWithStore;
beforeAll(async () => {
  service = await shippedService();
});
afterAll(() => service[Symbol.asyncDispose]());

/** What a server must, should and may do according to the GraphQL over HTTP specification, as audited by graphql-http. */
describe("With the default configuration, the endpoint passes the audit:", () => {
  const audits = serverAudits({
    url: () => `${service.url}/graphql`,
    fetchFn: (url: string, init: RequestInit) => fetch(url, init),
  });

  it("all 61 audits are run", () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))("%s %s", async (_id, name, audit) => {
    const result = await audit.fn();
    if (result.status !== "ok") throw new Error(`${name}: ${result.reason}`);
  });
});
