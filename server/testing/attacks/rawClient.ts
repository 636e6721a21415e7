import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** How a client reads what the service sends: never, one byte a second, or all. */
export type Reading = "never" | "in drops" | "all";

/** A connection that does nothing that it is not told to do, such as reading. */
export interface RawClient extends Disposable {
  readonly socket: Socket;
  /** Sends bytes, and waits until there is room for more. False once the connection is closed. */
  send(bytes: string | Buffer): Promise<boolean>;
  readonly isClosed: boolean;
}

/** @param address the local address, which makes the service see different clients: 127.0.0.1 to 127.255.255.254 */
export async function openRaw(port: number, address: string, reading: Reading): Promise<RawClient> {
  const socket = connect({ port, host: "127.0.0.1", localAddress: address, highWaterMark: 1 } as never);
  socket.on("error", () => {});
  await once(socket, "connect");
  let isClosed = false;
  socket.once("close", () => {
    isClosed = true;
  });
  if (reading === "all") socket.resume();
  const drops = reading === "in drops" ? setInterval(() => socket.read(1), 1000).unref() : undefined;
  return {
    socket,
    get isClosed() {
      return isClosed;
    },
    async send(bytes) {
      // A client that does not read does not notice that the service has closed the connection.
      if (isClosed || socket.destroyed) return false;
      if (!socket.write(bytes))
        await Promise.race([once(socket, "drain"), once(socket, "close"), sleep(1000)]).catch(() => {});
      return !socket.destroyed;
    },
    [Symbol.dispose]() {
      clearInterval(drops);
      socket.destroy();
    },
  };
}

export const postOf = (body: string): string =>
  `POST /graphql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

/** Asks for a WebSocket, and sends the protocol's first message without waiting for an answer. */
export async function openSocket(port: number, address: string, reading: Reading): Promise<RawClient> {
  const client = await openRaw(port, address, reading);
  const key = randomBytes(16).toString("base64");
  await client.send(
    `GET /graphql HTTP/1.1\r\nhost: localhost\r\nupgrade: websocket\r\nconnection: Upgrade\r\nsec-websocket-key: ${key}\r\nsec-websocket-version: 13\r\nsec-websocket-protocol: graphql-transport-ws\r\n\r\n`,
  );
  await sleep(50);
  await client.send(textFrame('{"type":"connection_init"}'));
  await sleep(50);
  return client;
}

const [TEXT, PONG] = [0x1, 0xa];

export const textFrame = (text: string): Buffer => frame(TEXT, Buffer.from(text));
/** The start of an operation. */
export const subscribeFrame = (id: string, query: string): Buffer =>
  textFrame(JSON.stringify({ id, type: "subscribe", payload: { query } }));
export const pongFrame = (): Buffer => frame(PONG, Buffer.alloc(0));

/** A whole frame of a client, which must be masked. The mask of zeros leaves the bytes as they are. */
function frame(opcode: number, payload: Buffer): Buffer {
  const head =
    payload.length < 126
      ? Buffer.from([0x80 | opcode, 0x80 | payload.length])
      : Buffer.from([0x80 | opcode, 0x80 | 126, payload.length >> 8, payload.length & 0xff]);
  return Buffer.concat([head, Buffer.alloc(4), payload]);
}
