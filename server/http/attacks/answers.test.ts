import { createClient } from "graphql-ws";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { DEFAULT_LIMITS } from "../../config/limits.ts";
import { attackedService, times } from "../../testing/attackedService.ts";

const limits = { ...DEFAULT_LIMITS, answerBytes: 100_000 };
const TEXTS = `query Texts($first: Int!) { articles(first: $first) { nodes { ${times(12, (at) => `a${at}: text`)} } } }`;
/** As much from the names alone. */
const NAMES = `{ casualtyReports(first: 20) { nodes { ${times(5, (at) => `${"a".repeat(2000)}${at}: slug`)} } } }`;
const TOO_LARGE = { code: "ANSWER_TOO_LARGE", limit: "answerBytes", allowed: 100_000 };

describe("An answer that would be too large", () => {
  const service = attackedService({ limits });

  it("is not made, whether the query is known or not", async () => {
    const texts = (first: number) => service().sends({ query: TEXTS, variables: { first } });
    for (let turn = 0; turn < 2; turn++) {
      expect((await texts(1)).status).toBe(200);
      const { status, errors, data } = await texts(5);
      expect([status, data, errors[0]?.extensions]).toEqual([400, null, TOO_LARGE]);
    }
    const { status, errors } = await service().sends({ query: NAMES });
    expect([status, errors[0]?.extensions]).toEqual([400, TOO_LARGE]);
  });

  it("is not made by a worker thread", async () => {
    const tolls = times(8, (at) => `b${at}: toll(harm: KILLED) { label }`);
    const { status, errors } = await service().sends({ query: NAMES.replace("{", `{ ${tolls}`) });
    expect([status, errors[0]?.extensions]).toEqual([400, TOO_LARGE]);
  });

  it("is not made over a socket", async () => {
    const url = `${service().url.replace("http", "ws")}/graphql`;
    const client = createClient({ url, webSocketImpl: WebSocket, retryAttempts: 0 });
    const errors = await client
      .iterate({ query: TEXTS, variables: { first: 5 } })
      .next()
      .catch((thrown: unknown) => thrown);
    expect(errors).toMatchObject([{ extensions: TOO_LARGE }]);
    await client.dispose();
  });

  it("counts towards the cost if it is long", async () => {
    const costOf = async (query: string) => {
      const { headers } = await service().sends({ query });
      return Number(headers.get("x-cost")?.split(";")[0]);
    };
    const estimate = async (query: string) => {
      const { text } = await service().sends({ query, extensions: { cost: "dry-run" } });
      return JSON.parse(text).extensions.cost.total as number;
    };
    const query = `{ articles(first: 2) { nodes { ${times(9, (at) => `a${at}: text`)} } } }`;
    const short = query.replaceAll("text", "slug");
    expect(await costOf(short)).toBe(await estimate(short));
    expect(await costOf(query)).toBeGreaterThan((await estimate(query)) + 5);
  });
});
