import type { IncomingMessage } from "node:http";
import { type ExecutionResult, GraphQLError, parse } from "graphql";
import { makeServer, type Server as Protocol } from "graphql-ws";
import { type GraphQLParams, isAsyncIterable } from "graphql-yoga";
import type { Logger } from "pino";
import type { WebSocket } from "ws";
import { required } from "../../domain/required.ts";
import { textOf, wasExecuted } from "../../execution/jsonResult.ts";
import { schema } from "../../schema/schema.ts";
import type { Authenticator } from "../auth/authenticator.ts";
import { interceptStream } from "../request/interceptStream.ts";
import type { SocketExtra } from "./socketConnection.ts";
import type { ExecuteOverSocket, Result } from "./socketOperations.ts";
import type { SocketReader } from "./socketReader.ts";

/** In milliseconds: how long a client may take to send the first message. */
const INIT_TIMEOUT = 3000;

/** “Try again later” (IANA's registry). Clients of graphql-ws connect again after it, but not after 1011 or 4500. */
const TRY_AGAIN_LATER = 1013;

/** graphql-ws needs a document before it runs anything. The app parses the real document, with all limits. */
const PLACEHOLDER = parse("{ __typename }");

interface Execution {
  readonly rootValue: () => Promise<Result>;
}

interface Services {
  readonly execute: ExecuteOverSocket;
  readonly authenticate: Authenticator["authenticate"];
  readonly log: Logger;
}

/** The protocol graphql-transport-ws. @param readers the open sockets */
export function createProtocol(
  { execute, authenticate, log }: Services,
  readers: ReadonlyMap<WebSocket, SocketReader>,
): Protocol<SocketExtra> {
  /** Whether the key or token in the first message is valid. If it cannot be checked, the socket is closed. */
  const mayConnect = async ({ request, socket }: SocketExtra, params: ConnectionParams): Promise<boolean> => {
    const { authorization } = { authorization: params?.Authorization, ...params };
    if (authorization != null && typeof authorization !== "string") return false;
    try {
      await authenticate(requestOf(request, params, new AbortController().signal));
      return true;
    } catch (err) {
      if (err instanceof GraphQLError) return false;
      log.error({ err }, "A key or token could not be checked.");
      socket.close(TRY_AGAIN_LATER, "Keys and tokens cannot be checked at the moment.");
      return false;
    }
  };
  const run = (args: object) => (args as Execution).rootValue();
  return makeServer({
    connectionInitWaitTimeout: INIT_TIMEOUT,
    // If this returns false, the socket is closed with the protocol's code 4403, unless it is already closed.
    onConnect: ({ connectionParams, extra }) => mayConnect(extra, connectionParams),
    execute: run as never,
    subscribe: run as never,
    onSubscribe: async ({ connectionParams, extra: { request, socket }, subscriptions }, id, payload) => {
      const reader = required(readers.get(socket), "A socket's reader");
      // Called while the operation's message is handled, before any other message.
      const bytes = reader.messageBytes;
      const signal = reader.begin(id);
      await reader.untilRead();
      const result =
        signal.aborted || !reader.isOpen
          ? NOBODY_WAITS
          : await execute(
              requestOf(request, connectionParams, signal),
              { req: request },
              { params: payload as GraphQLParams, bytes },
            );
      const send = (one: ExecutionResult) => {
        if (id in subscriptions) reader.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${textOf(one)}}`);
      };
      if (isAsyncIterable<ExecutionResult>(result)) return withResult(sendEvents(result, send));
      // By the protocol, an operation that was not executed is answered by an error, not by a result with errors.
      if (result.errors && !wasExecuted(result)) {
        reader.finish(id);
        return signal.aborted ? NOBODY_WAITS.errors : result.errors;
      }
      send(result);
      return withResult(NO_RESULTS);
    },
    onComplete: ({ extra: { socket } }, id) => readers.get(socket)?.finish(id),
  });
}

/** For an operation whose client has left. It is not sent. */
const NOBODY_WAITS = { errors: [new GraphQLError("Nobody waits for this operation any more.")] };

/**
 * For an operation whose result has been sent: not through graphql-ws, which would parse its text and write it again. What
 * follows is the message that it is complete.
 */
const NO_RESULTS: AsyncIterable<ExecutionResult> = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true as const, value: undefined }) }),
};

/** Sends the events. For graphql-ws, there are no events, only the end. */
function sendEvents(
  events: AsyncIterable<ExecutionResult>,
  send: (event: ExecutionResult) => void,
): AsyncIterable<ExecutionResult> {
  /** A function of its own, since a variable of `next` would keep the event in memory until the next one. */
  const sendNext = async (read: () => Promise<IteratorResult<ExecutionResult>>) => {
    const event = await read();
    if (event.done) return event;
    send(event.value);
    return null;
  };
  return interceptStream(events, {
    async next(read) {
      for (;;) {
        const end = await sendNext(read);
        if (end) return end;
      }
    },
  });
}

const withResult = (result: Result) => ({ schema, document: PLACEHOLDER, rootValue: () => Promise.resolve(result) });

/**
 * Each operation becomes a request to the app, with the headers of the request that opened the connection. A key or token
 * may also be in the connection's first message, since pages cannot set headers for a socket.
 */
function requestOf({ headers }: IncomingMessage, params: ConnectionParams, signal: AbortSignal): Request {
  const given = Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  const own = new Headers({ ...Object.fromEntries(given), accept: "text/event-stream" });
  const authorization = params?.authorization ?? params?.Authorization;
  if (typeof authorization === "string") own.set("authorization", authorization);
  return new Request("http://localhost/graphql", { method: "POST", headers: own, signal });
}

type ConnectionParams = Readonly<Record<string, unknown>> | undefined;
