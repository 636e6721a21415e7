import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { GraphQLError, parse } from "graphql";
import { useServer } from "graphql-ws/use/ws";
import type { GraphQLParams } from "graphql-yoga";
import { type WebSocket, WebSocketServer } from "ws";
import type { Limits } from "../../config/limits.ts";
import { schema } from "../../schema/schema.ts";
import { LimitError } from "../limits/limitError.ts";
import type { AnswerSocket, Answers } from "./answering.ts";

interface App {
  readonly answerSocket: AnswerSocket;
  /** Whether pages of this origin may connect: browsers let every page open a socket, and tell whose page it is. */
  isAllowedOrigin(origin: string): boolean;
  /**
   * Counts a message of a socket, whatever it says.
   * @throws LimitError
   */
  countMessage(opening: IncomingMessage): void;
  /** @throws GraphQLError where whoever opens a socket is not let in */
  admit(request: Request): Promise<void>;
}

/** How long a connection may wait before it says hello, in milliseconds. */
const HELLO = 3000;

/** How often it is looked, at stopping, whether all streams have ended. */
const LAST_WORDS = 50;

/** graphql-ws takes a document before it runs anything; what is asked is read by the app, with all its limits. */
const PLACEHOLDER = parse("{ __typename }");

interface Asked {
  readonly rootValue: () => Promise<Answers>;
}

/** GraphQL over WebSockets (the protocol graphql-transport-ws) at the server's `/graphql`. */
export function serveSockets(
  server: Server,
  { answerSocket, isAllowedOrigin, countMessage, admit }: App,
  limits: Pick<Limits, "bodyBytes">,
): AsyncDisposable {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.bodyBytes,
    // One message in each turn of the event loop, however many have come: others are heard in between.
    allowSynchronousEvents: false,
  });
  let running = 0;
  const isAdmitted = async (request: IncomingMessage, params: ConnectionParams): Promise<boolean> => {
    const { authorization } = { authorization: params?.Authorization, ...params };
    if (authorization != null && typeof authorization !== "string") return false;
    try {
      await admit(requestOf(request, params, new AbortController().signal));
      return true;
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return false;
    }
  };
  const run = (args: object) => (args as Asked).rootValue();
  const endpoint = useServer(
    {
      connectionInitWaitTimeout: HELLO,
      // Refused at the door, as a request is: the socket is closed with the protocol's 4403.
      onConnect: ({ connectionParams, extra: { request } }) => isAdmitted(request, connectionParams),
      execute: run as never,
      subscribe: run as never,
      onSubscribe: ({ connectionParams, extra: { request, socket } }, _id, payload) => {
        const gone = new AbortController();
        socket.once("close", () => gone.abort());
        running++;
        const rootValue = () =>
          answerSocket(requestOf(request, connectionParams, gone.signal), { req: request }, payload as GraphQLParams);
        return { schema, document: PLACEHOLDER, rootValue };
      },
      onComplete: () => {
        running--;
      },
    },
    sockets,
  );
  // What a client does to its connection is no fault of ours to be logged: the connection is closed, and says why.
  sockets.on("connection", (socket, request) => {
    socket.removeAllListeners("error").on("error", () => {});
    limitMessages(socket, () => countMessage(request));
  });

  server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { origin } = request.headers;
    // What throws here, or fails unheard, would end the process; and a client may write anything, and leave at any time.
    socket.on("error", () => {});
    const path = URL.parse(request.url ?? "/", "http://localhost")?.pathname;
    if (path !== "/graphql") return refuse(socket, "404 Not Found");
    if (origin !== undefined && !isAllowedOrigin(origin) && !isOwn(origin, request))
      return refuse(socket, "403 Forbidden");
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit("connection", opened, request));
  });
  return {
    async [Symbol.asyncDispose]() {
      // Streams have been told to stop: their last word is sent first.
      for (let turns = 0; running > 0 && turns < LAST_WORDS; turns++) await setTimeout(20);
      await endpoint.dispose();
    },
  };
}

/**
 * Each message and each ping is answered, also such as ask for nothing.
 * @param take throws LimitError where the client has sent too many
 */
function limitMessages(socket: WebSocket, take: () => void): void {
  const count = () => {
    try {
      take();
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      for (const event of ["message", "ping"]) socket.removeAllListeners(event);
      socket.close(TOO_MANY, "Too many messages in a minute (limit: requestsPerMinute).");
      // What has come already is not answered any more.
      setImmediate(() => socket.terminate());
    }
  };
  socket.on("message", count).on("ping", count);
}

/** As HTTP's 429, in the range of codes that protocols have for themselves. */
const TOO_MANY = 4429;

/** A page of the service itself, such as GraphiQL. */
const isOwn = (origin: string, { headers }: IncomingMessage): boolean =>
  URL.canParse(origin) && new URL(origin).host === headers.host;

function refuse(socket: Duplex, status: string): void {
  // Nobody reads it any more, so that its other end's leaving would go unnoticed.
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`);
}

/**
 * Each operation is a request of its own to the app, with the headers that the connection was opened with. A key or token
 * may also stand in the connection's first message, since pages cannot give a socket headers.
 */
function requestOf({ headers }: IncomingMessage, params: ConnectionParams, signal: AbortSignal): Request {
  const given = Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  const own = new Headers({ ...Object.fromEntries(given), accept: "text/event-stream" });
  const authorization = params?.authorization ?? params?.Authorization;
  if (typeof authorization === "string") own.set("authorization", authorization);
  return new Request("http://localhost/graphql", { method: "POST", headers: own, signal });
}

type ConnectionParams = Readonly<Record<string, unknown>> | undefined;
