import { createServer, type Server } from "node:http";
import type { Logger } from "pino";

interface Source {
  readonly contentType: string;
  text(): Promise<string>;
}

/** Serves metrics on a separate port, which need not be reachable from outside. */
export function metricsServer({ contentType, text }: Source, log: Logger): Server {
  return createServer(async (request, response) => {
    const isMetrics = request.url === "/metrics" && (request.method === "GET" || request.method === "HEAD");
    if (!isMetrics) return response.writeHead(404, { "content-type": "text/plain" }).end("GET /metrics\n");
    try {
      const body = await text();
      response.writeHead(200, { "content-type": contentType, "cache-control": "no-store" }).end(body);
    } catch (err) {
      log.error({ err }, "The metrics could not be read.");
      response.writeHead(503, { "content-type": "text/plain" }).end("The database is not responding.\n");
    }
  });
}
