import { createHash } from "node:crypto";
import type { Plugin } from "graphql-yoga";

/** Answers to GET carry a hash of what they say; whoever has it already is told that nothing has changed. */
export function useEtag(): Plugin {
  return {
    async onResponse({ request, response, setResponse, fetchAPI }) {
      const { status, headers } = response;
      const isStream = headers.get("content-type")?.startsWith("text/event-stream");
      if (!["GET", "HEAD"].includes(request.method) || status !== 200 || isStream || headers.has("content-encoding"))
        return;
      // Pages have one of their own; GraphiQL's files go from disk to the browser, which keeps them for good.
      if (headers.has("etag") || headers.get("cache-control")?.includes("immutable")) return;
      const body = Buffer.from(await response.arrayBuffer());
      const etag = `W/"${createHash("sha256").update(body).digest("base64url").slice(0, 27)}"`;
      headers.set("etag", etag);
      // Data change when a corpus is loaded: kept, but asked about each time.
      if (!headers.has("cache-control")) headers.set("cache-control", "no-cache");
      if (new URL(request.url).pathname === "/graphql") headers.append("vary", "accept");
      const isKnown = (request.headers.get("if-none-match") ?? "")
        .split(",")
        .some((known) => known.trim() === "*" || known.trim().replace(/^(W\/)?/, "W/") === etag);
      if (isKnown) for (const name of ["content-length", "content-type"]) headers.delete(name);
      setResponse(
        isKnown
          ? new fetchAPI.Response(null, { status: 304, headers })
          : new fetchAPI.Response(body, { status, headers }),
      );
    },
  };
}
