import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { createApp } from "../http/app.ts";
import { readableRequests } from "../http/readableRequests.ts";
import { serveSockets } from "../http/sockets/sockets.ts";
import type { Store } from "../store/database.ts";
import { createFollower, type Follower } from "../store/follower.ts";

export interface Service extends AsyncDisposable {
  /** `http://127.0.0.1:…` */
  readonly url: string;
  readonly follower: Follower;
  post(body: object, headers?: Record<string, string>, signal?: AbortSignal): Promise<Response>;
  stop(): Promise<void>;
}

/** The service over a store, at a port, sockets included. */
export async function serviceOver(
  store: Store,
  settings: Partial<Parameters<typeof createApp>[1]> = {},
): Promise<Service> {
  const follower = createFollower(store, 5);
  const app = createApp(store, { corsOrigins: "local", follower, ...settings }, pino({ level: "silent" }));
  const server = createServer(readableRequests(app));
  const sockets = serveSockets(server, app, 100_000);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  let stopped: Promise<void> | null = null;
  const stop = () => {
    stopped ??= Promise.resolve(app.dispose()).then(() => sockets[Symbol.asyncDispose]());
    return stopped;
  };
  return {
    url,
    follower,
    stop,
    post: (body, headers = {}, signal) =>
      fetch(`${url}/graphql`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
        ...(signal && { signal }),
      }),
    async [Symbol.asyncDispose]() {
      await stop();
      server.close();
      server.closeAllConnections();
    },
  };
}
