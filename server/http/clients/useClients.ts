import type { IncomingMessage } from "node:http";
import type { ExecutionResult } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import { isAmong } from "../../config/addresses.ts";
import type { ClientSettings } from "../../config/clients.ts";
import { interceptStream } from "../graphql/interceptStream.ts";
import { LimitError } from "../limits/limitError.ts";
import { noteError } from "../watch/currentRequest.ts";
import type { Allowance } from "./allowance.ts";
import { type Client, type ConnectionInfo, clientOf } from "./client.ts";
import { createFairQueue } from "./fairQueue.ts";

interface ClientCounter {
  /** Waits until it is the turn of the request's client. */
  turn(request: Request): Promise<void>;
  /**
   * Counts a connection, unless it is a trusted proxy's, which brings many clients.
   * @returns what says that it has been closed
   * @throws LimitError
   */
  enterConnection(socket: { readonly remoteAddress?: string | undefined }): () => void;
  /**
   * Counts a request whose key or token was refused, for its address.
   * @returns the answer where even that is too much
   */
  enterRefused(request: Request, connection: ConnectionInfo): Promise<Response | null>;
  /**
   * Counts a message of a socket, of which an operation takes some: its beginning and end, and what keeps the socket alive.
   * @throws LimitError
   */
  countMessage(opening: IncomingMessage): void;
  /** Who asks; null for a call from within this process. */
  clientOf(request: Request): Client | null;
  /**
   * Counts a request.
   * @returns what says that it has been answered
   * @throws LimitError
   */
  enter(request: Request, connection: ConnectionInfo): Promise<() => void>;
}

/** The identity behind a request's key or token, once it is verified; null where there is none. */
export type IdentityOf = (request: Request) => string | null;

/** Paths that watchers of the service and GraphiQL's page ask for, which read nothing from the store. */
const FREE = /^\/(health|ready|graphiql\/.*)$/;

/** Counts the requests and subscriptions of each client, and refuses what is more than it may ask. */
export function useClients(
  allowance: Allowance,
  settings: ClientSettings,
  identityOf: IdentityOf,
): Plugin & ClientCounter {
  const clients = new WeakMap<Request, Client | null>();
  const releases = new WeakMap<Request, () => void>();
  // One at a time in the thread that all clients share.
  const turns = createFairQueue(1);
  const enter = async (request: Request, connection: ConnectionInfo): Promise<() => void> => {
    const client = clientOf(request.headers, connection, identityOf(request), settings);
    clients.set(request, client);
    allowance.take(client, "requestsPerMinute");
    return allowance.hold(client, "concurrent");
  };
  return {
    enter,
    async enterRefused(request, connection) {
      try {
        const leave = await enter(request, connection);
        leave();
        return null;
      } catch (error) {
        if (!(error instanceof LimitError)) throw error;
        return refusal(error);
      }
    },
    countMessage(opening) {
      const said = opening.headers[settings.proxyHeader];
      const headers = new Headers(typeof said === "string" ? { [settings.proxyHeader]: said } : {});
      const client = clientOf(headers, { req: opening }, null, settings);
      if (client === null) return;
      const { name, multiple } = client;
      allowance.take({ name: `messages of ${name}`, multiple: multiple * MESSAGES }, "requestsPerMinute");
    },
    async turn(request) {
      const leave = await turns.take(clients.get(request)?.name ?? "");
      // Once the event loop has gone round, so that whatever else has come meanwhile is heard.
      setImmediate(leave);
    },
    enterConnection: (socket) =>
      isAmong(settings.trustedProxies, socket.remoteAddress ?? "")
        ? () => {}
        : allowance.hold(clientOf(NO_HEADERS, { req: { socket } }, null, settings), "connections"),
    clientOf: (request) => clients.get(request) ?? null,
    instrumentation: {
      request: async ({ request }, wrapped) => {
        try {
          await wrapped();
        } finally {
          releases.get(request)?.();
        }
      },
    },
    async onRequest({ request, url, serverContext, endResponse }) {
      if (FREE.test(url.pathname)) return;
      try {
        releases.set(request, await enter(request, serverContext as ConnectionInfo));
      } catch (error) {
        if (!(error instanceof LimitError)) throw error;
        noteError(request, error.extensions.code as string);
        endResponse(refusal(error));
      }
    },
    onExecutionResult({ request, result, setResult }) {
      if (!isAsyncIterable<ExecutionResult>(result)) return;
      try {
        const onEnd = allowance.hold(clients.get(request) ?? null, "streams");
        setResult(interceptStream(result, { next: (read) => read(), onEnd }));
      } catch (error) {
        if (!(error instanceof LimitError)) throw error;
        result[Symbol.asyncIterator]().return?.();
        setResult({ errors: [error] });
      }
    },
  };
}

/** How many messages of sockets stand for a request. */
const MESSAGES = 4;

const NO_HEADERS = new Headers();

function refusal(error: LimitError): Response {
  const { http, ...extensions } = error.extensions as { http: { status: number; headers: Record<string, string> } };
  return Response.json(
    { errors: [{ message: error.message, extensions }] },
    { status: http.status, headers: http.headers },
  );
}
