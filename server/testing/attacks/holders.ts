import { setTimeout as sleep } from "node:timers/promises";
import { type Attack, keepOpen, untilEnded } from "./keepOpen.ts";
import { openRaw, openSocket, postOf, subscribeFrame } from "./rawClient.ts";

/** As many connections as one client may have, and as many subscriptions. */
const [CONNECTIONS, STREAMS] = [100, 20];

const WAITING = "subscription { casualtyReportChanged { position } }";

const wait = async () => {
  await sleep(500);
};

/** Connections on which nothing is ever sent. */
const idle: Attack = (port, address, signal) =>
  keepOpen(
    CONNECTIONS,
    signal,
    () => openRaw(port, address, "all"),
    (client) => untilEnded(client, signal, wait),
  );

/** A header that grows by some bytes each second. */
const slowHeaders: Attack = (port, address, signal) =>
  keepOpen(
    CONNECTIONS,
    signal,
    () => openRaw(port, address, "all"),
    async (client) => {
      await client.send("GET /graphql HTTP/1.1\r\nhost: localhost\r\nx-slow: ");
      await untilEnded(client, signal, async () => {
        await client.send("slow ".repeat(100));
        await sleep(1000);
      });
    },
  );

/** Bodies of which everything but the end arrives at once. */
const slowBodies: Attack = (port, address, signal) =>
  keepOpen(
    CONNECTIONS,
    signal,
    () => openRaw(port, address, "all"),
    async (client) => {
      const body = postOf(JSON.stringify({ query: `{ __typename } # ${"x".repeat(262_000)}` }));
      await client.send(body.slice(0, -20));
      await untilEnded(client, signal, wait);
    },
  );

/** Subscriptions as server-sent events that wait for the next change. */
const waitingStreams: Attack = (port, address, signal) =>
  keepOpen(
    STREAMS,
    signal,
    () => openRaw(port, address, "all"),
    async (client) => {
      const post = postOf(JSON.stringify({ query: WAITING }));
      await client.send(post.replace("\r\nhost", "\r\naccept: text/event-stream\r\nhost"));
      await untilEnded(client, signal, wait);
    },
  );

/** Sockets with a subscription each. */
const waitingSockets: Attack = (port, address, signal) =>
  keepOpen(
    STREAMS,
    signal,
    () => openSocket(port, address, "all"),
    async (client) => {
      await client.send(subscribeFrame("1", WAITING));
      await untilEnded(client, signal, wait);
    },
  );

/** Clients that hold connections and ask for little. */
export const HOLDERS: Readonly<Record<string, Attack>> = {
  "connections that idle": idle,
  "headers that come slowly": slowHeaders,
  "bodies that come slowly": slowBodies,
  "event streams that wait": waitingStreams,
  "subscriptions over sockets that wait": waitingSockets,
};

export const HOLDER_OPERATIONS = { WAITING };
