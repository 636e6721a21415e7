import { serverAudits } from "graphql-http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ShippedService, shippedService } from "../testing/service.ts";

let service: ShippedService;
beforeAll(async () => {
  service = await shippedService();
});
afterAll(() => service[Symbol.asyncDispose]());

/** GraphQL over HTTP, as the audit of graphql-http has it: what a server must, should and may do. */
describe("With the shipped configuration, at a port, the endpoint", () => {
  const audits = serverAudits({
    url: () => `${service.url}/graphql`,
    fetchFn: (url: string, init: RequestInit) => fetch(url, init),
  });

  it("is audited whole", () => {
    expect(audits).toHaveLength(61);
  });

  it.each(audits.map((audit) => [audit.id, audit.name, audit] as const))("%s %s", async (_id, name, audit) => {
    const result = await audit.fn();
    if (result.status !== "ok") throw new Error(`${name}: ${result.reason}`);
  });
});
