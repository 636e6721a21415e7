import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { type ExecutionResult, GraphQLError, parse } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import { type GraphQLParams, isAsyncIterable } from "graphql-yoga";
import { type WebSocket, WebSocketServer } from "ws";
import type { Limits } from "../../config/limits.ts";
import { required } from "../../domain/required.ts";
import { textOf } from "../../execution/jsonResult.ts";
import { schema } from "../../schema/schema.ts";
import type { Authenticator } from "../auth/authenticator.ts";
import type { Backlog } from "../clients/backlog.ts";
import type { ClientCounter } from "../clients/clientCounter.ts";
import type { CorsPolicy } from "../graphql/cors.ts";
import { LimitError } from "../limits/limitError.ts";
import { interceptStream } from "../request/interceptStream.ts";
import { type ExecuteOverSocket, type Result, withoutHttp } from "./socketOperations.ts";
import { SocketReader } from "./socketReader.ts";

export interface SocketServices {
  readonly execute: ExecuteOverSocket;
  readonly authenticate: Authenticator["authenticate"];
  readonly countMessage: ClientCounter["countMessage"];
  readonly backlog: Pick<Backlog, "add">;
  /** Browsers let any page open a socket, but send the page's origin. */
  readonly isAllowedOrigin: CorsPolicy["isAllowed"];
}

/** In milliseconds: how long a client may take to send the first message. */
const INIT_TIMEOUT = 3000;

/** When stopping: how often, and at most how many times, to check whether all streams have ended. */
const STOP_CHECK = { milliseconds: 20, times: 50 };

/** graphql-ws needs a document before it runs anything. The app parses the real document, with all limits. */
const PLACEHOLDER = parse("{ __typename }");

interface Execution {
  readonly rootValue: () => Promise<Result>;
}

/** GraphQL over WebSockets (the protocol graphql-transport-ws) at the server's `/graphql`. */
export function serveSockets(
  server: Server,
  { execute, authenticate, countMessage, isAllowedOrigin, backlog }: SocketServices,
  limits: Pick<Limits, "bodyBytes">,
): AsyncDisposable {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.bodyBytes,
    // One message per turn of the event loop, however many messages have arrived, so that other clients are served in between.
    allowSynchronousEvents: false,
  });
  const readers = new Map<WebSocket, SocketReader>();
  const mayConnect = async (request: IncomingMessage, params: ConnectionParams): Promise<boolean> => {
    const { authorization } = { authorization: params?.Authorization, ...params };
    if (authorization != null && typeof authorization !== "string") return false;
    try {
      await authenticate(requestOf(request, params, new AbortController().signal));
      return true;
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return false;
    }
  };
  const run = (args: object) => (args as Execution).rootValue();
  const endpoint = useServer(
    {
      connectionInitWaitTimeout: INIT_TIMEOUT,
      // If this returns false, the socket is closed with the protocol's code 4403.
      onConnect: ({ connectionParams, extra: { request } }) => mayConnect(request, connectionParams),
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
        if (result.errors && !("data" in result)) {
          reader.finish(id);
          return signal.aborted ? NOBODY_WAITS.errors : result.errors;
        }
        send(result);
        return withResult(NO_RESULTS);
      },
      onComplete: ({ extra: { socket } }, id) => readers.get(socket)?.finish(id),
    },
    sockets,
  );
  // A client's protocol errors are not logged: its connection is closed with the reason.
  sockets.on("connection", (socket, request) => {
    socket.removeAllListeners("error").on("error", () => {});
    ignoreSendErrors(socket);
    const reader = new SocketReader(socket, request);
    readers.set(socket, reader);
    const remove = backlog.add(reader);
    // Messages may have arrived that were not read yet. Nobody waits for their answers.
    request.socket.once("close", () => socket.removeAllListeners("message"));
    socket.once("close", () => {
      readers.delete(socket);
      remove();
    });
    limitMessages(socket, () => countMessage(request));
    // Before graphql-ws handles the message.
    socket.prependListener("message", (data: Buffer) => {
      reader.received(data.length);
      const id = idOfComplete(data);
      if (id !== null) reader.abandon(id);
    });
  });

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { origin } = request.headers;
    // An error without a listener would end the process, and a client can disconnect at any time.
    socket.on("error", () => {});
    const path = URL.parse(request.url ?? "/", "http://localhost")?.pathname;
    if (path !== "/graphql") return refuse(socket, "404 Not Found");
    if (origin !== undefined && !isAllowedOrigin(origin) && !isSameOrigin(origin, request))
      return refuse(socket, "403 Forbidden");
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened, request));
  });
  return {
    async [Symbol.asyncDispose]() {
      // The app has told streams to stop: wait until their last message is sent.
      const isRunning = () => [...readers.values()].some(({ running }) => running > 0);
      for (let times = 0; isRunning() && times < STOP_CHECK.times; times++) await setTimeout(STOP_CHECK.milliseconds);
      await endpoint.dispose();
    },
  };
}

/** Sending fails if the client has left, which the event “close” says too. graphql-ws would print each failure. */
function ignoreSendErrors(socket: WebSocket): void {
  const send = socket.send.bind(socket) as (data: unknown, options: object, done: () => void) => void;
  type Done = (() => void) | undefined;
  // ws takes the options, or the callback in their place.
  socket.send = ((data: unknown, options: object | Done, done: Done) =>
    typeof options === "function"
      ? send(data, {}, () => options())
      : send(data, options ?? {}, () => done?.())) as WebSocket["send"];
}

/** The id of the operation that a message says the client does not wait for; null if the message says something else. */
function idOfComplete(data: Buffer): string | null {
  if (data.length > LONGEST_COMPLETE || !data.includes('"complete"')) return null;
  try {
    const message = JSON.parse(data.toString()) as { type?: unknown; id?: unknown } | null;
    return message?.type === "complete" && typeof message.id === "string" ? message.id : null;
  } catch {
    // graphql-ws closes the socket.
    return null;
  }
}

const LONGEST_COMPLETE = 500;

/** For an operation whose client has left. It is not sent. */
const NOBODY_WAITS = { errors: [new GraphQLError("Nobody waits for this operation any more.")] };

/** For an operation whose result has been sent, not through graphql-ws, which would parse its text and write it again. What follows is the message that it is complete. */
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
    for (const error of event.value.errors ?? []) withoutHttp(error);
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
 * Counts each message and each ping, since all are answered.
 * @param countMessage throws LimitError if the client has sent too many
 */
function limitMessages(socket: WebSocket, countMessage: () => void): void {
  const count = () => {
    try {
      countMessage();
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      for (const event of ["message", "ping"]) socket.removeAllListeners(event);
      socket.close(TOO_MANY_MESSAGES, "Too many messages in a minute (limit: requestsPerMinute).");
      // Messages that have already arrived are not answered.
      setImmediate(() => socket.terminate());
    }
  };
  socket.on("message", count).on("ping", count);
}

/** Like HTTP's 429, in the range of codes that applications may define. */
const TOO_MANY_MESSAGES = 4429;

/** Whether an origin is that of this service's own pages, such as GraphiQL. */
const isSameOrigin = (origin: string, { headers }: IncomingMessage): boolean =>
  URL.canParse(origin) && new URL(origin).host === headers.host;

function refuse(socket: Duplex, status: string): void {
  // Nothing reads this socket, so the server would not notice that the client disconnects.
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
}

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
