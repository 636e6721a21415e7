import { createServer, type IncomingMessage, type Server, type ServerOptions, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Limits } from "../config/limits.ts";
import type { createApp } from "./app.ts";
import { type CheckAddress, createAddressCheck, withCheckedAddress } from "./checkAddress.ts";
import type { Reader } from "./clients/backlog.ts";
import { refuseConnection } from "./errors/refuseConnection.ts";
import { LimitError } from "./limits/limitError.ts";
import { isSocketRequest, serveSockets } from "./sockets/sockets.ts";

/** In milliseconds. They protect against clients that send their requests very slowly. */
const TIMEOUTS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16_384,
};

/** In milliseconds. It protects against clients that do not read their responses. Streams are never silent for that long. */
const SOCKET_TIMEOUT = 60_000;

export interface HttpServer {
  readonly server: Server;
  /** Must be disposed of after the app, since the app tells the streams over open sockets to stop. */
  readonly sockets: AsyncDisposable;
  /** From this call on, each response closes its connection. */
  closing(): void;
}

/** Creates a server for HTTP and WebSockets from the app. The server is not listening yet. */
export function httpServer(
  app: ReturnType<typeof createApp>,
  limits: Limits,
  timeouts: ServerOptions = TIMEOUTS,
): HttpServer {
  const check = createAddressCheck(app.hosts);
  const options = { ...TIMEOUTS, ...timeouts, shouldUpgradeCallback: upgradesOnly(check) };
  const server = createServer(options, withCheckedAddress(check, listener(app)));
  server.timeout = SOCKET_TIMEOUT;
  server.on("connection", (socket: Socket) => {
    try {
      socket.once("close", app.countConnection(socket));
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      // Before a request is read, since a client that opens too many connections may never send a request.
      refuseConnection(socket, error);
    }
  });
  const { backlog } = app;
  const pending = new Set<ServerResponse>();
  let isClosing = false;
  const closeAfter = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader("connection", "close");
  };
  server.prependListener("request", (request, response: ServerResponse) => {
    if (isClosing) closeAfter(response);
    else pending.add(response);
    const remove = backlog.add(new HttpReader(request, response));
    const answered = countPipelined(request.socket);
    response.once("close", () => {
      pending.delete(response);
      remove();
      answered();
    });
  });
  return {
    server,
    sockets: serveSockets(server, app.socketServices, limits),
    closing() {
      isClosing = true;
      for (const response of pending) closeAfter(response);
    },
  };
}

/**
 * Only WebSockets are upgraded. Any other upgrade is ignored (RFC 9110, 7.8), such as that of clients which would prefer HTTP/2
 * (`h2c`), and so is one whose address is wrong: then the ordinary response says what is wrong.
 */
const upgradesOnly = (check: CheckAddress) => (request: IncomingMessage) =>
  isSocketRequest(request) && check(request) === null;

/** How many requests of one connection may wait for their responses before no more are read. */
const MOST_PIPELINED = 4;
/** How many may have arrived by then. A connection with more is closed: no client of good faith sends so many. */
const TOO_MANY_PIPELINED = 20;

const pipelined = new WeakMap<Socket, number>();

/** Reads no more from a connection on which too many requests wait. @returns a function to call when one has its response */
function countPipelined(socket: Socket): () => void {
  const count = (change: number): number => {
    const now = (pipelined.get(socket) ?? 0) + change;
    pipelined.set(socket, now);
    return now;
  };
  const now = count(1);
  if (now === MOST_PIPELINED) socket.pause();
  else if (now > TOO_MANY_PIPELINED) socket.destroy();
  return () => {
    if (count(-1) === MOST_PIPELINED - 1 && !socket.destroyed) socket.resume();
  };
}

class HttpReader implements Reader {
  readonly request: IncomingMessage;
  readonly #response: ServerResponse;
  constructor(request: IncomingMessage, response: ServerResponse) {
    this.request = request;
    this.#response = response;
  }
  unread(): number {
    return this.#response.writableLength;
  }
  end(): void {
    this.request.socket.destroy();
  }
}

/** Known queries take the short way, all other requests the full one. */
function listener(app: ReturnType<typeof createApp>) {
  // Read once, because the app is a proxy.
  const { answerDirectly } = app;
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!(await answerDirectly(request, response))) await app(request, response);
  };
}
