import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { handleProtocols } from "graphql-ws";
import type { Logger } from "pino";
import { type WebSocket, WebSocketServer } from "ws";
import type { Limits } from "../../config/limits.ts";
import type { Authenticator } from "../auth/authenticator.ts";
import type { Backlog } from "../clients/backlog.ts";
import type { ClientCounter } from "../clients/clientCounter.ts";
import { refuseConnection } from "../errors/refuseConnection.ts";
import { requestError } from "../errors/requestError.ts";
import type { CorsPolicy } from "../graphql/cors.ts";
import { LimitError } from "../limits/limitError.ts";
import { connectSocket } from "./socketConnection.ts";
import type { ExecuteOverSocket } from "./socketOperations.ts";
import { createProtocol } from "./socketProtocol.ts";
import { SocketReader } from "./socketReader.ts";

export interface SocketServices extends Pick<ClientCounter, "countMessage" | "countSocket"> {
  readonly execute: ExecuteOverSocket;
  readonly authenticate: Authenticator["authenticate"];
  readonly backlog: Pick<Backlog, "add">;
  /** Browsers let any page open a socket, but send the page's origin. */
  readonly isAllowedOrigin: CorsPolicy["isAllowed"];
  readonly log: Logger;
}

/** When stopping: how often, and at most how many times, to check whether all streams have ended. */
const STOP_CHECK = { milliseconds: 20, times: 50 };

/** Whether a request asks for a WebSocket where there is one. */
export const isSocketRequest = ({ method, headers: { upgrade }, url = "" }: IncomingMessage): boolean =>
  method === "GET" && upgrade?.toLowerCase() === "websocket" && /^\/graphql(\?|$)/.test(url);

/** GraphQL over WebSockets (the protocol graphql-transport-ws) for a server that upgrades only what `isSocketRequest` names. */
export function serveSockets(
  server: Server,
  services: SocketServices,
  limits: Pick<Limits, "bodyBytes">,
): AsyncDisposable {
  const { countMessage, countSocket, isAllowedOrigin, backlog, log } = services;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.bodyBytes,
    // One message per turn of the event loop, however many messages have arrived, so that other clients are served in between.
    allowSynchronousEvents: false,
    handleProtocols,
  });
  const readers = new Map<WebSocket, SocketReader>();
  const protocol = createProtocol(services, readers);
  const open = (socket: WebSocket, request: IncomingMessage): void => {
    // A client's protocol errors are not logged: its connection is closed with the reason.
    socket.on("error", () => {});
    const reader = new SocketReader(socket, request);
    readers.set(socket, reader);
    const remove = backlog.add(reader);
    // Messages may have arrived that were not read yet. Nobody waits for their answers.
    request.socket.once("close", () => socket.removeAllListeners("message"));
    socket.once("close", () => {
      readers.delete(socket);
      remove();
    });
    limitMessages(socket, () => countMessage(request));
    // Before the protocol handles the message.
    socket.on("message", (data: Buffer) => {
      reader.received(data.length);
      const id = idOfComplete(data);
      if (id !== null) reader.abandon(id);
    });
    connectSocket(socket, request, protocol, log);
  };

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // An error without a listener would end the process, and a client can disconnect at any time.
    socket.on("error", () => {});
    const { origin } = request.headers;
    if (origin !== undefined && !isAllowedOrigin(origin) && !isSameOrigin(origin, request))
      return refuseConnection(socket, fromAnotherSite());
    try {
      socket.once("close", countSocket(request));
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      return refuseConnection(socket, error);
    }
    sockets.handleUpgrade(request, socket, head, (opened) => open(opened, request));
  });
  return {
    async [Symbol.asyncDispose]() {
      // The app has told streams to stop: wait until their last message is sent.
      const isRunning = () => [...readers.values()].some(({ running }) => running > 0);
      for (let times = 0; isRunning() && times < STOP_CHECK.times; times++) await setTimeout(STOP_CHECK.milliseconds);
      for (const socket of sockets.clients) socket.close(GOING_AWAY, "The service is stopping.");
      await new Promise<void>((resolve, reject) => {
        sockets.close((error) => (error ? reject(error) : resolve()));
      });
    },
  };
}

const GOING_AWAY = 1001;

/** The id of the operation that a message says the client does not wait for; null if the message says something else. */
function idOfComplete(data: Buffer): string | null {
  if (data.length > LONGEST_COMPLETE || !data.includes('"complete"')) return null;
  try {
    const message = JSON.parse(data.toString()) as { type?: unknown; id?: unknown } | null;
    return message?.type === "complete" && typeof message.id === "string" ? message.id : null;
  } catch {
    // graphql-ws closes the socket.
    return null;
  }
}

const LONGEST_COMPLETE = 500;

/**
 * Counts each message and each ping, since all are answered.
 * @param countMessage throws LimitError if the client has sent too many
 */
function limitMessages(socket: WebSocket, countMessage: () => void): void {
  const count = () => {
    try {
      countMessage();
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      for (const event of ["message", "ping"]) socket.removeAllListeners(event);
      socket.close(TOO_MANY_MESSAGES, "Too many messages in a minute (limit: requestsPerMinute).");
      // Messages that have already arrived are not answered.
      setImmediate(() => socket.terminate());
    }
  };
  socket.on("message", count).on("ping", count);
}

/** Like HTTP's 429, in the range of codes that applications may define. */
const TOO_MANY_MESSAGES = 4429;

/** Whether an origin is that of this service's own pages, such as GraphiQL. */
const isSameOrigin = (origin: string, { headers }: IncomingMessage): boolean =>
  URL.canParse(origin) && new URL(origin).host === headers.host;

const fromAnotherSite = () =>
  requestError(
    "CROSS_SITE_REQUEST",
    "Pages of this site may not open a socket. The administrator can set CORS_ORIGINS.",
    {
      status: 403,
    },
  );
