import type { IncomingMessage } from "node:http";
import { CloseCode, type Server as Protocol } from "graphql-ws";
import type { Logger } from "pino";
import type { WebSocket } from "ws";

/** What the protocol knows about a connection. */
export interface SocketExtra {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
}

/** In milliseconds: how often a client is asked whether it is still there, and how long it may take to answer. */
const KEEP_ALIVE = 12_000;

/** Lets the protocol read and write a socket. The package's own connection would print errors, and send them to the client. */
export function connectSocket(
  socket: WebSocket,
  request: IncomingMessage,
  protocol: Protocol<SocketExtra>,
  log: Logger,
): void {
  const closed = protocol.opened(
    {
      protocol: socket.protocol,
      send(text) {
        const { promise, resolve } = Promise.withResolvers<void>();
        if (socket.readyState !== socket.OPEN) resolve();
        // Sending fails if the client has left, which the event “close” says too.
        else socket.send(text, () => resolve());
        return promise;
      },
      close: (code, reason) => socket.close(code, reason),
      onMessage: (handle) =>
        socket.on("message", async (data) => {
          try {
            await handle(String(data));
          } catch (err) {
            log.error({ err }, "A message over a socket failed unexpectedly.");
            socket.close(CloseCode.InternalServerError, "Something went wrong on the server.");
          }
        }),
    },
    { socket, request },
  );
  const stop = keepAlive(socket);
  socket.once("close", (code, reason) => {
    stop();
    closed(code, String(reason)).catch((err: unknown) => log.error({ err }, "A socket could not be closed properly."));
  });
}

/** Ends the connection of a client that does not answer any more. @returns a function that stops it */
function keepAlive(socket: WebSocket): () => void {
  let hasAnswered = true;
  socket.on("pong", () => {
    hasAnswered = true;
  });
  const timer = setInterval(() => {
    if (!hasAnswered) return socket.terminate();
    hasAnswered = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, KEEP_ALIVE);
  return () => clearInterval(timer);
}
