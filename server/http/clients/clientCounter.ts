import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { isAmong } from "../../config/addresses.ts";
import type { ClientSettings } from "../../config/clients.ts";
import type { Limits } from "../../config/limits.ts";
import { LimitError } from "../limits/limitError.ts";
import type { CostAccount } from "../limits/useLimits.ts";
import { type Client, type ConnectionInfo, clientOf } from "../request/client.ts";
import { clientNameOf, stateOf } from "../request/requestState.ts";
import { createAllowance } from "./allowance.ts";
import type { Arrivals } from "./arrivals.ts";
import type { Backlog } from "./backlog.ts";
import { createFairQueue } from "./fairQueue.ts";
import { createRequestBytes, type RequestBytes } from "./requestBytes.ts";

/** Counts what each client asks for, and refuses what exceeds its limits. */
export interface ClientCounter extends CostAccount {
  /**
   * Counts a request, and sets its client.
   * @param isProbe whether it asks how the service is. Probes are counted apart, so that they are answered even if everything
   * else from their address, such as that of a load balancer, is refused
   * @returns a function to call when the request has been answered
   * @throws LimitError
   */
  countRequest(request: Request, connection: ConnectionInfo, isProbe?: boolean): () => void;
  /** Counts the bytes of a request's body as they arrive, and of the message of an operation over a socket. */
  readonly bytes: RequestBytes;
  /** Takes back the count of a request that will be counted again. */
  uncountRequest(request: Request): void;
  /**
   * @returns a function to call when the stream has ended
   * @throws LimitError
   */
  countStream(request: Request): () => void;
  /**
   * @returns a function to call when the export has ended
   * @throws LimitError
   */
  countExport(request: Request): () => void;
  /**
   * Counts a connection, unless it comes from a trusted proxy, which brings many clients.
   * @returns a function to call when the connection has been closed
   * @throws LimitError
   */
  countConnection(socket: RemoteSocket): () => void;
  /**
   * Counts a socket for the client that a trusted proxy names. Without a proxy, its connection was already counted.
   * @returns a function to call when the socket has been closed
   * @throws LimitError
   */
  countSocket(opening: IncomingMessage): () => void;
  /**
   * Counts a message over a socket. An operation takes several messages: its start, its end, and the keep-alive messages.
   * @throws LimitError
   */
  countMessage(opening: IncomingMessage): void;
  /**
   * Waits for the client's turn on the main thread, which all clients share.
   * @throws LimitError if the client has not read earlier answers
   */
  waitForTurn(request: Request): Promise<void>;
  /** How many streams are open and how many requests are in progress at this moment. */
  activity(): { readonly streams: number; readonly requests: number };
}

interface RemoteSocket {
  readonly remoteAddress?: string | undefined;
}

/** How many messages over sockets a client may send for each request that it may make. */
const MESSAGES_PER_REQUEST = 4;

/** A client as one with separate limits for something. */
const apart = (client: Client | null, what: string, factor = 1): Client | null =>
  client && { name: `${what} of ${client.name}`, multiple: client.multiple * factor };

const NO_HEADERS = new Headers();

/**
 * For how many milliseconds clients take turns before everything else that has arrived is read. Otherwise there would be one
 * turn between two substantial operations, and a light request would wait for one such operation of each other client.
 */
const SLICE = 10;

/** How many events of subscriptions are answered at once. Those of one client are answered one after another. */
const CONCURRENT_EVENTS = 4;
/** In seconds. */
const EXPORT_RETRY = 10;
/** Starting a thread takes as long as a query of this cost. */
const EXPORT_COST = 20_000;
/** How often an event checks whether the events before it have been read, in milliseconds. */
const CHECK_INTERVAL = 50;

export function createClientCounter(
  limits: Limits,
  settings: ClientSettings,
  backlog: Backlog,
  arrivals: Arrivals,
): ClientCounter {
  const allowance = createAllowance(limits);
  const turns = createFairQueue(1);
  const events = createFairQueue(CONCURRENT_EVENTS, 1);
  let sliceStart = 0;
  const waitForTurn = async (request: Request): Promise<void> => {
    const leave = await turns.take(clientNameOf(request));
    if (performance.now() - sliceStart < SLICE) process.nextTick(leave);
    else
      arrivals.waitOut(() => {
        sliceStart = performance.now();
        leave();
      });
    backlog.check(stateOf(request).client);
  };
  const isProxy = ({ remoteAddress }: RemoteSocket): boolean =>
    remoteAddress !== undefined && isAmong(settings.trustedProxies, remoteAddress);
  /** The client that opened a socket, without the key in its first message. */
  const openedBy = (opening: IncomingMessage): Client | null => {
    const proxied = opening.headers[settings.proxyHeader];
    const headers = typeof proxied === "string" ? new Headers({ [settings.proxyHeader]: proxied }) : NO_HEADERS;
    return clientOf(headers, { req: opening }, null, settings);
  };
  return {
    countRequest(request, connection, isProbe = false) {
      const state = stateOf(request);
      const client = clientOf(request.headers, connection, state.caller?.id ?? null, settings);
      state.client = client;
      state.connection = (connection.req as IncomingMessage | undefined) ?? null;
      if (state.connection) backlog.setClient(state.connection, client);
      const counted = isProbe ? apart(client, "probes") : client;
      allowance.take(counted, "requestsPerMinute");
      return allowance.hold(counted, "concurrent");
    },
    bytes: createRequestBytes(),
    uncountRequest: (request) => allowance.refund(stateOf(request).client, "requestsPerMinute", 1),
    countExport(request) {
      const { client } = stateOf(request);
      if (client !== null && allowance.count("exports") >= limits.allExports)
        throw new LimitError(limits, "allExports", String(limits.allExports + 1), { retryAfter: EXPORT_RETRY });
      allowance.take(client, "costPerMinute", EXPORT_COST);
      return allowance.hold(client, "exports", EXPORT_RETRY);
    },
    countStream: (request) => allowance.hold(stateOf(request).client, "streams"),
    countConnection(socket) {
      arrivals.add();
      const client = isProxy(socket) ? null : clientOf(NO_HEADERS, { req: { socket } }, null, settings);
      return allowance.hold(client, "connections");
    },
    countSocket: (opening) => allowance.hold(isProxy(opening.socket) ? openedBy(opening) : null, "connections"),
    countMessage: (opening) =>
      allowance.take(apart(openedBy(opening), "messages", MESSAGES_PER_REQUEST), "requestsPerMinute"),
    waitForTurn,
    chargeCost: (request, cost) => allowance.take(stateOf(request).client, "costPerMinute", cost),
    refundCost: (request, cost) => allowance.refund(stateOf(request).client, "costPerMinute", cost),
    async beginEvent(request, cost, signal) {
      const { client, connection } = stateOf(request);
      if (cost > 0) await allowance.wait(client, "costPerMinute", cost, signal);
      for (;;) {
        signal.throwIfAborted();
        const leave = await events.take(clientNameOf(request), signal);
        // After a turn of the event loop, so that the bytes of this event count before the next one.
        if (!backlog.isBehind(client, connection)) return () => arrivals.waitOut(leave);
        leave();
        await sleep(CHECK_INTERVAL, undefined, { signal });
      }
    },
    activity: () => ({ streams: allowance.count("streams"), requests: allowance.count("concurrent") }),
  };
}
