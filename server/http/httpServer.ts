import { createServer, type Server, type ServerOptions, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { Limits } from "../config/limits.ts";
import type { createApp } from "./app.ts";
import { rejectBadUrls } from "./graphql/rejectBadUrls.ts";
import { LimitError } from "./limits/limitError.ts";
import { serveSockets } from "./sockets/sockets.ts";

/** For clients that send their requests drop by drop, in milliseconds. */
const TIMES: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
  maxHeaderSize: 16_384,
};

/** For those that do not read what they have asked for, in milliseconds. Streams are never silent for as long. */
const SILENCE = 60_000;

export interface HttpServer {
  readonly server: Server;
  /** Disposed of when the app has been: open sockets are told so first. */
  readonly sockets: AsyncDisposable;
  /** From now on each answer is the last of its connection, and says so. */
  closing(): void;
}

/** The app as a server for HTTP and WebSockets, not listening yet. */
export function httpServer(
  app: ReturnType<typeof createApp>,
  limits: Limits,
  times: ServerOptions = TIMES,
): HttpServer {
  const server = createServer({ ...TIMES, ...times }, rejectBadUrls(app));
  server.timeout = SILENCE;
  server.on("connection", (socket: Socket) => {
    try {
      socket.once("close", app.enterConnection(socket));
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      refuse(socket, error);
    }
  });
  const answers = new Set<ServerResponse>();
  let isClosing = false;
  const last = (response: ServerResponse) => {
    if (!response.headersSent) response.setHeader("connection", "close");
  };
  server.prependListener("request", (_request, response: ServerResponse) => {
    if (isClosing) return last(response);
    answers.add(response);
    response.once("close", () => answers.delete(response));
  });
  return {
    server,
    sockets: serveSockets(server, app, limits),
    closing() {
      isClosing = true;
      for (const response of answers) last(response);
    },
  };
}

/** Before a request has been read: whoever opens that many connections may never send one. */
function refuse(socket: Socket, { message, extensions: { http: _http, ...extensions } }: LimitError): void {
  const body = JSON.stringify({ errors: [{ message, extensions }] });
  const head = [
    "HTTP/1.1 429 Too Many Requests",
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "retry-after: 1",
    "connection: close",
  ];
  socket.on("error", () => {});
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
  // Whatever comes over it is not read.
  socket.destroySoon();
}
