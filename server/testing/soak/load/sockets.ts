import { once } from "node:events";
import { WebSocket } from "ws";

/** A client of the protocol graphql-transport-ws at an address of its own, which can leave in any way. */
export interface OpenSocket {
  /** Starts an operation. @returns its id */
  start(query: string): string;
  /** Stops an operation. */
  complete(id: string): void;
  /** Resolves when an operation has been answered so many times. @throws Error with the code if it was refused, or the socket closed */
  answered(id: string, times: number): Promise<void>;
  /** Closes the socket as the protocol says, and waits until it is closed. */
  close(): Promise<void>;
  /** Destroys the connection. */
  terminate(): void;
}

interface Operation {
  answers: number;
  isDone: boolean;
  code: string | null;
  tell(): void;
}

interface Message {
  readonly type: string;
  readonly id?: string;
  readonly payload?: readonly { readonly extensions?: { readonly code?: string } }[] | object;
}

/** @param onAnswer called for each answer of any operation */
export async function openSocket(
  port: number,
  address: string,
  onAnswer: (id: string) => void = () => {},
): Promise<OpenSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql`, "graphql-transport-ws", { localAddress: address });
  const operations = new Map<string, Operation>();
  let closed: number | null = null;
  // An error is followed by “close”.
  socket.on("error", () => {});
  socket.once("close", (code) => {
    closed = code;
    for (const { tell } of operations.values()) tell();
  });
  socket.on("message", (data) => {
    const { type, id = "", payload } = JSON.parse(String(data)) as Message;
    const operation = operations.get(id);
    if (!operation) return;
    if (type === "next") {
      operation.answers++;
      onAnswer(id);
    } else if (type === "error") operation.code = (Array.isArray(payload) && payload[0]?.extensions?.code) || "ERROR";
    operation.isDone ||= type === "complete" || type === "error";
    operation.tell();
  });
  const send = (message: Message) => socket.send(JSON.stringify(message));
  if (!(await opened(socket))) throw new Error("NO WEBSOCKET");
  send({ type: "connection_init" });
  let count = 0;
  return {
    start(query) {
      const id = String(++count);
      operations.set(id, { answers: 0, isDone: false, code: null, tell: () => {} });
      send({ id, type: "subscribe", payload: { query } });
      return id;
    },
    complete(id) {
      send({ id, type: "complete" });
      operations.delete(id);
    },
    answered(id, times) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const operation = operations.get(id);
      if (!operation) throw new RangeError(`There is no operation “${id}”.`);
      operation.tell = () => {
        if (operation.code !== null) reject(new Error(operation.code));
        else if (closed !== null) reject(new Error(`CLOSED ${closed}`));
        else if (operation.answers >= times) resolve();
        else if (operation.isDone) reject(new Error("TOO FEW ANSWERS"));
        if (operation.isDone) operations.delete(id);
      };
      operation.tell();
      return promise;
    },
    async close() {
      if (closed !== null) return;
      const over = once(socket, "close");
      socket.close();
      await over;
    },
    terminate: () => socket.terminate(),
  };
}

const opened = (socket: WebSocket): Promise<boolean> =>
  Promise.race([once(socket, "open").then(() => true), once(socket, "close").then(() => false)]);
