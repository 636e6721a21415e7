import { STATUS_CODES } from "node:http";
import type { Duplex } from "node:stream";
import type { GraphQLError } from "graphql";
import { httpError } from "./errorResponse.ts";

/** Sends an error on a connection that no HTTP response belongs to, and closes it. Incoming data is not read. */
export function refuseConnection(socket: Duplex, error: GraphQLError): void {
  const { status, headers, body } = httpError(error);
  const lines = Object.entries({ ...headers, "content-length": Buffer.byteLength(body), connection: "close" });
  const head = [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`)];
  // An error without a listener would end the process, and a client can disconnect at any time.
  socket.on("error", () => {});
  // Nothing reads this socket, so the server would not notice that the client disconnects.
  socket.once("finish", () => socket.destroy());
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
