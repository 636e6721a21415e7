import { once } from "node:events";
import { type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { GraphQLError, getOperationAST, OperationTypeNode, parse } from "graphql";
import type { Limits } from "../config/limits.ts";
import type { createApp } from "../http/app.ts";
import { httpServer } from "../http/httpServer.ts";

/** With TEST_WAY=short, tests that call the service as a function see how the short way answers queries that it knows. */
export const isShortWayTested = process.env.TEST_WAY === "short";

type Fetch = (path: string, init?: RequestInit) => Promise<Response>;

/**
 * Sends each query twice: to the function, from which the service learns it, and then over a port.
 * @param statements the log of SQL statements, from which those of the first time are removed
 */
export function throughShortWay(
  app: ReturnType<typeof createApp>,
  limits: Limits,
  fullWay: Fetch,
  statements: unknown[],
): { readonly fetch: Fetch } & Disposable {
  let server: Server | null = null;
  const portOf = async (): Promise<number> => {
    if (server === null) {
      ({ server } = httpServer(app, limits));
      await once(server.listen(0, "127.0.0.1").unref(), "listening");
    }
    return (server.address() as AddressInfo).port;
  };
  return {
    async fetch(path, init = {}) {
      const before = statements.length;
      const first = await fullWay(path, init);
      if (first.status !== 200 || !isQuery(path, init)) return first;
      const between = statements.length;
      const second = await send(await portOf(), path, init);
      statements.splice(before, between - before);
      return second;
    },
    [Symbol.dispose]() {
      server?.close();
      server?.closeAllConnections();
    },
  };
}

function isQuery(path: string, { method = "GET", body }: RequestInit): boolean {
  const { pathname, searchParams } = new URL(path, "http://localhost");
  if (pathname !== "/graphql") return false;
  const params = method === "GET" ? Object.fromEntries(searchParams) : paramsOf(body);
  if (typeof params?.query !== "string") return false;
  try {
    const operation = getOperationAST(parse(params.query), params.operationName as string | undefined);
    return operation?.operation === OperationTypeNode.QUERY;
  } catch (error) {
    if (error instanceof GraphQLError) return false;
    throw error;
  }
}

const paramsOf = (body: unknown): Record<string, unknown> | null =>
  typeof body === "string" && body.startsWith("{") ? JSON.parse(body) : null;

/** `fetch` does not let its caller choose the host, on which the URLs in answers depend. */
async function send(port: number, given: string, { method = "GET", headers, body }: RequestInit): Promise<Response> {
  const { pathname, search } = new URL(given, "http://localhost");
  const path = `${pathname}${search}`;
  const sent = request({
    port,
    path,
    method,
    headers: { ...Object.fromEntries(new Headers(headers)), host: "localhost:4000" },
  });
  sent.end(body);
  const [response] = (await once(sent, "response")) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { statusCode = 0 } = response;
  return new Response([204, 304].includes(statusCode) ? null : new Uint8Array(Buffer.concat(chunks)), {
    status: statusCode,
    headers: Object.entries(response.headersDistinct).flatMap(([name, values = []]) =>
      values.map((value): [string, string] => [name, value]),
    ),
  });
}
