import type { Plugin } from "graphql-yoga";
import { securityHeaders } from "./securityHeaders.ts";

/** Adds security headers to GraphiQL's page, which Yoga serves before our plugins can answer. */
export function useGraphiqlHeaders(): Plugin {
  return {
    onResponse({ request, response }) {
      const isGraphiql =
        request.method === "GET" &&
        response.headers.get("content-type")?.startsWith("text/html") &&
        new URL(request.url).pathname === "/graphql";
      if (!isGraphiql) return;
      for (const [name, value] of Object.entries(securityHeaders("inline"))) response.headers.set(name, value);
    },
  };
}
