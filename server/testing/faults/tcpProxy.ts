import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** A proxy between a service and its PostgreSQL server that can simulate network faults. */
export interface TcpProxy extends AsyncDisposable {
  /** The server's address through the proxy. */
  readonly url: string;
  /** Closes all connections and refuses new ones, as if the server had been stopped. */
  stop(): void;
  /** Drops all data without closing connections, as if a cable had been cut. */
  stall(): void;
  /** Delays all data, in milliseconds. */
  delay(milliseconds: number): void;
  /** Closes all connections when a connection sends this text. The text still arrives; the answer to it does not. */
  closeAfter(text: string): void;
  /** Ends the fault. Connections that went silent stay silent. */
  restore(): void;
}

/** @param serverUrl `postgres://…` */
export async function startTcpProxy(serverUrl: string): Promise<TcpProxy> {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  const silent = new WeakSet<Socket>();
  let state: "open" | "stopped" | "silent" = "open";
  let lateness = 0;
  let cutAt: string | null = null;

  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const pass = async (from: Socket, to: Socket, chunk: Buffer) => {
    if (lateness > 0) await sleep(lateness);
    if (!silent.has(from) && !to.destroyed) to.write(chunk);
  };
  const server = createServer((near) => {
    if (state === "stopped") return near.destroy();
    const far = connect(Number(target.port || 5432), target.hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      if (state === "silent") silent.add(one);
      one.on("data", (chunk) => {
        if (one === near && cutAt !== null && chunk.includes(cutAt)) {
          cutAt = null;
          // The text arrives, but its answer is not delivered.
          other.end(chunk);
          other.resume();
          sockets.delete(other);
          return cut();
        }
        void pass(one, other, chunk);
      });
      // Broken connections are the point of this proxy.
      one.on("error", () => {});
      one.on("close", () => {
        sockets.delete(one);
        if (!silent.has(one)) other.end();
      });
    }
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(serverUrl);
  url.hostname = "127.0.0.1";
  url.port = `${(server.address() as AddressInfo).port}`;
  return {
    url: url.href,
    stop() {
      state = "stopped";
      cut();
    },
    stall() {
      state = "silent";
      for (const socket of sockets) silent.add(socket);
    },
    delay(milliseconds) {
      lateness = milliseconds;
    },
    closeAfter(text) {
      cutAt = text;
    },
    restore() {
      state = "open";
      lateness = 0;
      cutAt = null;
    },
    async [Symbol.asyncDispose]() {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
