import { setTimeout as sleep } from "node:timers/promises";
import { FLOOD_OPERATIONS, FLOODS } from "./floods.ts";
import { HOLDER_OPERATIONS, HOLDERS } from "./holders.ts";
import { type Attack, keepOpen, untilEnded } from "./keepOpen.ts";
import { openRaw, openSocket, pongFrame, postOf, type Reading, subscribeFrame } from "./rawClient.ts";

/** Some kilobytes for each article of the seeds, fifty times. */
const TEXTS = Array.from({ length: 50 }, (_, at) => `a${at}: text`).join(" ");
const LARGE = `{ articles(first: 20) { nodes { ${TEXTS} } } }`;
/** All articles that there ever were, as events, and then new ones. */
const EVENTS = `subscription { articleIngested(since: 0) { position record { ... on Article { ${TEXTS} } } } }`;
/** What the attacks ask for. A test checks that the service would answer. */
export const ATTACK_OPERATIONS = { LARGE, EVENTS, ...HOLDER_OPERATIONS, ...FLOOD_OPERATIONS };

/** Sockets that ask for large answers many times a second, and do not read them. */
const sockets =
  (reading: Reading, { sendsPongs = false, query = LARGE } = {}): Attack =>
  (port, address, signal) =>
    keepOpen(
      3,
      signal,
      () => openSocket(port, address, reading),
      async (client) => {
        let id = 0;
        await untilEnded(client, signal, async () => {
          for (let count = 0; count < 2; count++) await client.send(subscribeFrame(String(++id), query));
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
      const body = JSON.stringify({ query: EVENTS });
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
      for (let id = 0; id < 20; id++) await client.send(subscribeFrame(String(id), LARGE));
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
  "sockets that send pongs and never read": sockets("never", { sendsPongs: true }),
  "pipelined requests, never read": pipelines("never"),
  "pipelined requests, one byte a second": pipelines("in drops"),
  "one answer on each of many connections, never read": connections("never"),
  "event streams that are never read": streams,
  "subscriptions over sockets that are never read": sockets("never", { query: EVENTS }),
  "sockets that come and go": comingAndGoing,
  "long queries, each different": manyQueries,
  ...HOLDERS,
  ...FLOODS,
};
