import { describe, expect, it } from "vitest";
import { createKey } from "../../store/auth/apiKeys.ts";
import { attackedService } from "../../testing/attackedService.ts";
import { openRaw, openSocket, postOf, type RawClient, subscribeFrame } from "../../testing/attacks/rawClient.ts";

const LENGTH = 250_000;
const LONG = { query: `{ __typename } # ${"x".repeat(LENGTH)}` };
const SUBSCRIPTION = `subscription { articleIngested { position } } # ${"x".repeat(60_000)}`;
const BUSY = [429, "TOO_MANY_AT_ONCE"];

// From more than one address, which other systems do not have without a setup.
describe.skipIf(process.platform !== "linux")("Long requests that many clients do not finish", () => {
  const service = attackedService();
  const asked = async (headers: Record<string, string> = {}) => {
    const { status, errors } = await service().sends(LONG, headers);
    return [status, errors[0]?.extensions.code];
  };

  /** Opens connections from several addresses until the service refuses another long request. */
  async function fill(open: (port: number, address: string) => Promise<RawClient>, perAddress: number, most: number) {
    const port = Number(new URL(service().url).port);
    const clients: RawClient[] = [];
    while ((await asked())[0] === 200 && clients.length < most) {
      const address = `127.0.3.${1 + Math.floor(clients.length / perAddress)}`;
      for (let count = 0; count < perAddress; count++) clients.push(await open(port, address));
    }
    return clients;
  }

  it.each([
    [
      "bodies",
      20,
      async (port: number, address: string) => {
        const client = await openRaw(port, address, "all");
        await client.send(postOf(JSON.stringify(LONG)).slice(0, -20));
        return client;
      },
    ],
    [
      "subscriptions over sockets",
      1,
      async (port: number, address: string) => {
        const client = await openSocket(port, address, "all");
        for (let id = 0; id < 20; id++) await client.send(subscribeFrame(String(id), SUBSCRIPTION));
        return client;
      },
    ],
  ] as const)(
    "are refused beyond 32 MB (%s), and short ones and those with a key are not",
    { timeout: 60_000 },
    async (_name, perAddress, open) => {
      expect(await asked()).toEqual([200, undefined]);
      const clients = await fill(open, perAddress, 200);
      expect(await asked()).toEqual(BUSY);
      // Also checks that a short request is answered.
      await service().serves();
      const { token } = await createKey(service().store, { name: "long requests", scopes: [], now: Date.now() });
      expect(await asked({ authorization: `Bearer ${token}` })).toEqual([200, undefined]);
      for (const client of clients) client[Symbol.dispose]();
      await expect.poll(() => asked(), { timeout: 10_000 }).toEqual([200, undefined]);
    },
  );
});
