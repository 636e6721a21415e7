import { setTimeout as sleep } from "node:timers/promises";
import type { RawClient } from "./rawClient.ts";

/** One client that takes memory. It goes on until the signal is aborted. */
export type Attack = (port: number, address: string, signal: AbortSignal) => Promise<void>;

/** Opens another connection whenever the service has ended one. */
export async function keepOpen(
  count: number,
  signal: AbortSignal,
  open: () => Promise<RawClient>,
  use: (client: RawClient, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const one = async () => {
    while (!signal.aborted) {
      // The service may refuse the connection.
      using client = await open().catch(() => null);
      if (client === null) await sleep(1000);
      else await use(client, signal);
    }
  };
  await Promise.all(Array.from({ length: count }, one));
}

/** Calls a function again and again until the connection is closed. */
export const untilEnded = async (client: RawClient, signal: AbortSignal, each: () => Promise<unknown> | undefined) => {
  while (!signal.aborted && !client.isClosed) {
    await each();
    await sleep(50);
  }
};
