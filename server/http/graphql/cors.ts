import type { Plugin } from "graphql-yoga";
import type { Config } from "../../config/config.ts";

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

export interface CorsPolicy {
  /** Whether pages of an origin may read responses. */
  isAllowed(origin: string): boolean;
  /** For Yoga's `cors`. */
  forRequest(request: Request): false | CorsHeaders;
}

interface CorsHeaders {
  readonly origin: string[];
  readonly credentials: boolean;
  readonly methods: string[];
  readonly allowedHeaders: string[];
  readonly exposedHeaders: string[];
  readonly maxAge: number;
}

/** Decides which sites' pages may read responses. Cookies are never allowed: a page that has a key sends the key itself. */
export function createCorsPolicy(allowed: Config["corsOrigins"]): CorsPolicy {
  const isAllowed = (origin: string): boolean =>
    allowed === "local" ? LOCAL.test(origin) : allowed.includes("*") || allowed.includes(origin);
  return {
    isAllowed,
    forRequest({ headers }) {
      const origin = headers.get("origin");
      if (origin === null || !isAllowed(origin)) return false;
      return {
        origin: [origin],
        credentials: false,
        methods: ["GET", "POST", "OPTIONS"],
        allowedHeaders: ["content-type", "accept", "authorization", "x-request-id", "x-cost", "x-requested-with"],
        exposedHeaders: ["x-request-id", "x-cost", "retry-after", "etag"],
        maxAge: 600,
      };
    },
  };
}

/** Yoga puts the requesting origin into the response, so caches must not give the response to pages of another origin. */
export function useVaryOrigin(): Plugin {
  return {
    onResponse({ response }) {
      response.headers.append("vary", "origin");
    },
  };
}
