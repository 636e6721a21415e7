import type { Plugin } from "graphql-yoga";
import { etagOf, isNotModified } from "../../publish/etag.ts";

/**
 * Data can change at any time: caches may keep a response, but must revalidate it each time. Shared caches, such as a CDN, may
 * keep it unless the request has a key or token.
 */
const cacheControlFor = (request: Request): string =>
  request.headers.has("authorization") ? "private, no-cache" : "public, max-age=0, must-revalidate";

/** Responses to GET have an entity tag: a client that already has this version gets the status 304 without a body. */
export function useEtag(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { status, headers } = response;
      const isStream = headers.get("content-type")?.startsWith("text/event-stream");
      if (!["GET", "HEAD"].includes(request.method) || status !== 200 || isStream || headers.has("content-encoding"))
        return;
      // Pages set their own tags. GraphiQL's files go from disk to the browser, which keeps the files permanently.
      if (headers.has("etag") || headers.get("cache-control")?.includes("immutable")) return;
      const body = Buffer.from(await response.arrayBuffer());
      // A weak tag: the body may be compressed later.
      const etag = `W/${etagOf(body)}`;
      headers.set("etag", etag);
      if (!headers.has("cache-control")) headers.set("cache-control", cacheControlFor(request));
      if (new URL(request.url).pathname === "/graphql") headers.append("vary", "accept");
      const isKnown = isNotModified(request, etag);
      if (isKnown) for (const name of ["content-length", "content-type"]) headers.delete(name);
      setResponse(
        isKnown
          ? new fetchAPI.Response(null, { status: 304, headers })
          : new fetchAPI.Response(body, { status, headers }),
      );
    },
  };
}
