import type { Plugin } from "graphql-yoga";
import type { Config } from "../../config/config.ts";

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export interface CorsPolicy {
  /** Whether pages of an origin may read responses. */
  isAllowed(origin: string): boolean;
}

/** Decides which sites' pages may read responses. */
export const createCorsPolicy = (allowed: Config["corsOrigins"]): CorsPolicy => ({
  isAllowed: (origin) => (allowed === "local" ? LOCAL.test(origin) : allowed.includes("*") || allowed.includes(origin)),
});

const ALLOWED_HEADERS = ["content-type", "accept", "authorization", "x-request-id", "x-cost", "x-requested-with"];

/** Cookies are never allowed (`access-control-allow-credentials`): a page that has a key sends the key itself. */
const PERMISSION = {
  "access-control-allow-methods": "GET, POST, OPTIONS",
  "access-control-allow-headers": ALLOWED_HEADERS.join(", "),
  "access-control-expose-headers": "x-request-id, x-cost, retry-after, etag",
  "access-control-max-age": "600",
};

/** Answers preflight requests, and tells browsers which sites' pages may read a response. */
export function useCors({ isAllowed }: CorsPolicy): Plugin {
  return {
    onRequest({ request, endResponse }) {
      // Safari waits for a body if there is no length.
      if (request.method === "OPTIONS")
        endResponse(new Response(null, { status: 204, headers: { "content-length": "0" } }));
    },
    onResponse({ request, response: { headers } }) {
      // Caches must not give the response to pages of another origin.
      headers.append("vary", "origin");
      const origin = request.headers.get("origin");
      if (origin === null || !isAllowed(origin)) return;
      headers.set("access-control-allow-origin", origin);
      for (const [name, value] of Object.entries(PERMISSION)) headers.set(name, value);
    },
  };
}
