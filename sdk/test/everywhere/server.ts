import { once } from "node:events";
import { readFile } from "node:fs/promises";
import type { RequestListener } from "node:http";
import { extname, join } from "node:path";
import type { SeedService } from "../seedService.ts";
import { json, serverThat, type TestServer } from "../server.ts";
import { streamFrom } from "./stream.ts";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
};

/** Pages from other origins may read everything, including `Retry-After`. */
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-headers": "content-type",
  "access-control-expose-headers": "retry-after,x-request-id",
};

/**
 * Serves what `checks.mjs` needs, each at its own path: the service, streams that break and responses that never come.
 * `/files` has the project for browsers.
 */
export async function serverFor(
  { app, revise }: SeedService,
  project: string,
): Promise<TestServer & { origin: string }> {
  let isFlaky = true;
  let left: Promise<unknown> = Promise.resolve();
  /** Only the client closes this connection. `/left` responds once the client has closed it. */
  const untilLeft: (answer: RequestListener) => RequestListener = (answer) => (request, response) => {
    left = once(response, "close");
    answer(request, response);
  };
  const paths: Readonly<Record<string, RequestListener>> = {
    "/stream": untilLeft(streamFrom),
    "/silent": untilLeft(() => {}),
    "/endless": untilLeft((_request, response) => {
      response.writeHead(200, { "content-type": "application/json" }).write(`{"data":`);
    }),
    "/left": async (_request, response) => {
      await left;
      response.end("left");
    },
    "/revise": async (_request, response) => {
      await revise("su-25-pilot-killed");
      response.end("revised");
    },
    "/broken": (_request, response) => response.destroy(),
    "/page": (_request, response) =>
      response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad Gateway</h1>"),
    "/busy": json(
      429,
      { errors: [{ message: "Not now.", extensions: { code: "RATE_LIMITED" } }] },
      { "retry-after": "120" },
    ),
    // Fails once, then succeeds.
    "/flaky": (request, response) => {
      json(isFlaky ? 503 : 200, { data: isFlaky ? null : { corpora: [] } })(request, response);
      isFlaky = false;
    },
  };
  const files: RequestListener = async ({ url = "" }, response) => {
    const content = await readFile(join(project, url.slice("/files".length))).catch(() => null);
    response.writeHead(content ? 200 : 404, { "content-type": TYPES[extname(url)] ?? "text/plain" }).end(content);
  };
  const server = await serverThat((request, response) => {
    const { method, url = "" } = request;
    const answer = url.startsWith("/files/") ? files : paths[url];
    if (!answer) return app(request, response);
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    return method === "OPTIONS" ? response.writeHead(204).end() : answer(request, response);
  });
  return { ...server, origin: new URL(server.url).origin };
}
