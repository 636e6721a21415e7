import type { Plugin } from "graphql-yoga";
import type { Config } from "../../config/config.ts";

const LOCAL = /^https?:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Which other sites' pages may ask. Credentials are never allowed: everything that may be read is open to all who may ask,
 * and a key is sent by whoever has it.
 */
export function corsPolicy(allowed: Config["corsOrigins"]) {
  const isAllowed = (origin: string): boolean =>
    allowed === "local" ? LOCAL.test(origin) : allowed.includes("*") || allowed.includes(origin);
  const plugin: Plugin = {
    onResponse({ response }) {
      // Yoga names the origin that asked: no cache may give that answer to another.
      response.headers.append("vary", "origin");
    },
  };
  return {
    isAllowed,
    /** For Yoga's `cors`. */
    forRequest({ headers }: Request) {
      const origin = headers.get("origin");
      if (origin === null || !isAllowed(origin)) return false as const;
      return {
        origin: [origin],
        credentials: false,
        methods: ["GET", "POST", "OPTIONS"],
        allowedHeaders: ["content-type", "accept", "authorization", "x-request-id", "x-cost", "x-requested-with"],
        exposedHeaders: ["x-request-id", "x-cost", "retry-after", "etag"],
        maxAge: 600,
      };
    },
    plugin,
  };
}
