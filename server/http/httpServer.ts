import { createServer, type IncomingMessage, type Server, type ServerOptions } from "node:http";
import type { Socket } from "node:net";
import type { createApp } from "./app.ts";
import { LimitError } from "./limits/limitError.ts";
import type { Limits } from "./limits/table.ts";
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
}

/** The app as a server for HTTP and WebSockets, not listening yet. */
export function httpServer(
  app: ReturnType<typeof createApp>,
  limits: Limits,
  times: ServerOptions = TIMES,
): HttpServer {
  const server = createServer({ ...TIMES, ...times }, (request, response) => {
    if (isAddress(request)) return app(request, response);
    const errors = [{ message: "The request's host or path is no address.", extensions: { code: "BAD_REQUEST" } }];
    response.writeHead(400, { "content-type": "application/json; charset=utf-8", connection: "close" });
    response.end(JSON.stringify({ errors }));
  });
  server.timeout = SILENCE;
  server.on("connection", (socket: Socket) => {
    try {
      socket.once("close", app.enterConnection(socket));
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      refuse(socket, error);
    }
  });
  return { server, sockets: serveSockets(server, app, limits) };
}

/** Whether host and path make an address together, as the app takes for granted. */
const isAddress = ({ headers: { host = "localhost" }, url = "/" }: IncomingMessage): boolean =>
  /^[\w.-]*(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(host) && URL.canParse(url, "http://localhost");

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
