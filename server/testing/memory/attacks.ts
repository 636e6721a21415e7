import { setTimeout as sleep } from "node:timers/promises";
import { openRaw, openSocket, pongFrame, postOf, type RawClient, type Reading, textFrame } from "./rawClient.ts";

/** One client that takes memory. It goes on until the signal is aborted. */
export type Attack = (port: number, address: string, signal: AbortSignal) => Promise<void>;

/** The largest answer over the seeds that the limits allow: some hundred kilobytes. */
const LARGE = `{ articles(first: 20) { nodes { ${Array.from({ length: 50 }, (_, at) => `a${at}: text`).join(" ")} } } }`;
const CHANGES = "subscription { changes(since: 0) { position record { id } } }";

/** Opens another connection whenever the service has ended one. */
async function keepOpen(
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

const untilEnded = async (client: RawClient, signal: AbortSignal, each: () => Promise<unknown> | undefined) => {
  while (!signal.aborted && !client.isClosed) {
    await each();
    await sleep(50);
  }
};

/** Sockets that ask for large answers, ten times a second, and do not read them. */
const sockets =
  (reading: Reading, sendsPongs = false): Attack =>
  (port, address, signal) =>
    keepOpen(
      3,
      signal,
      () => openSocket(port, address, reading),
      async (client) => {
        let id = 0;
        await untilEnded(client, signal, async () => {
          for (let count = 0; count < 2; count++)
            await client.send(
              textFrame(JSON.stringify({ id: String(++id), type: "subscribe", payload: { query: LARGE } })),
            );
          if (sendsPongs) await client.send(pongFrame());
        });
      },
    );

/** Requests one after another on one connection, without waiting for an answer. */
const pipelines =
  (reading: Reading): Attack =>
  (port, address, signal) =>
    keepOpen(
      10,
      signal,
      () => openRaw(port, address, reading),
      (client) => untilEnded(client, signal, () => client.send(postOf(JSON.stringify({ query: LARGE })))),
    );

/** One request for a large answer on each of many connections. */
const connections =
  (reading: Reading): Attack =>
  (port, address, signal) =>
    keepOpen(
      90,
      signal,
      () => openRaw(port, address, reading),
      async (client) => {
        await client.send(postOf(JSON.stringify({ query: LARGE })));
        await untilEnded(client, signal, () => undefined);
      },
    );

/** Subscriptions as server-sent events. */
const streams: Attack = (port, address, signal) =>
  keepOpen(
    20,
    signal,
    () => openRaw(port, address, "never"),
    async (client) => {
      const body = JSON.stringify({ query: CHANGES });
      await client.send(postOf(body).replace("\r\nhost", "\r\naccept: text/event-stream\r\nhost"));
      await untilEnded(client, signal, () => undefined);
    },
  );

/** Opens sockets and closes them at once, in the middle of an operation. */
const comingAndGoing: Attack = (port, address, signal) =>
  keepOpen(
    5,
    signal,
    () => openSocket(port, address, "all"),
    async (client) => {
      for (let id = 0; id < 20; id++)
        await client.send(textFrame(JSON.stringify({ id: String(id), type: "subscribe", payload: { query: LARGE } })));
      await sleep(200);
    },
  );

/** Long queries of which each is a bit different, so that the service has to read and may keep each. */
const manyQueries: Attack = (port, address, signal) =>
  keepOpen(
    1,
    signal,
    () => openRaw(port, address, "all"),
    async (client) => {
      for (let at = 0; at < 1000 && !signal.aborted && !client.isClosed; at++) {
        await client.send(postOf(JSON.stringify({ query: longQuery(`${address.replaceAll(".", "_")}_${at}`) })));
        await sleep(50);
      }
    },
  );

/** Nearly as many tokens as the limits allow. */
const longQuery = (name: string): string => {
  const nodes = `{ nodes { ${"id slug name kind ".repeat(19)} } }`;
  const lists = Array.from({ length: 19 }, (_, at) => `a${at}: actors(first: 1) ${nodes}`);
  return `query q${name} { ${lists.join(" ")} }`;
};

export const ATTACKS: Readonly<Record<string, Attack>> = {
  "nobody else": async (_port, _address, signal) => {
    while (!signal.aborted) await sleep(50);
  },
  "sockets that never read": sockets("never"),
  "sockets that read one byte a second": sockets("in drops"),
  "sockets that send pongs and never read": sockets("never", true),
  "pipelined requests, never read": pipelines("never"),
  "pipelined requests, one byte a second": pipelines("in drops"),
  "one answer on each of many connections, never read": connections("never"),
  "streams that are never read": streams,
  "sockets that come and go": comingAndGoing,
  "long queries, each different": manyQueries,
};
