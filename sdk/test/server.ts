import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "vitest";
import { type Client, type ClientSettings, createClient } from "../src/index.ts";

export interface TestServer extends AsyncDisposable {
  readonly url: string;
  readonly client: Client;
  close(): Promise<void>;
}

/** A real server with the given handler, and a client for it. */
export async function serverThat(answer: RequestListener, settings?: Partial<ClientSettings>): Promise<TestServer> {
  const server = createServer(answer).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
  const close = async () => {
    server.close();
    server.closeAllConnections();
    await once(server, "close");
  };
  return { url, close, client: createClient({ url, ...settings }), [Symbol.asyncDispose]: close };
}

export const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): RequestListener =>
  (_request, response) => {
    response
      .writeHead(status, { "content-type": "application/json", "x-request-id": "request-1", ...headers })
      .end(JSON.stringify(body));
  };

interface Asked {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** The body of a request. */
export async function bodyOf(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** One handler per request; the last one also handles all further requests. */
export function inTurn(...answers: readonly [RequestListener, ...RequestListener[]]) {
  const requests: Asked[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    requests.push(await bodyOf(request));
    const turn = answers[Math.min(requests.length, answers.length) - 1] as RequestListener;
    turn(request, response);
  };
  return Object.assign(answer as RequestListener, { requests });
}

/** The error with which a call rejects. */
export const failure = (call: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(call).then(
    () => expect.fail("The call should have failed."),
    (error: unknown) => error,
  );
