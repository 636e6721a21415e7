import type { Plugin } from "graphql-yoga";

/** Answers GET and HEAD on paths of ours beside the GraphQL endpoint. `/claims/` stands for all that begin with it. */
export function usePages(pages: Readonly<Record<string, (request: Request) => Response | Promise<Response>>>): Plugin {
  return {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      const page = pages[url.pathname] ?? pages[/^\/[^/]+\//.exec(url.pathname)?.[0] ?? ""];
      if (!page) return;
      if (request.method !== "GET" && request.method !== "HEAD") {
        endResponse(
          new fetchAPI.Response(`${url.pathname} takes GET, not ${request.method}.\n`, {
            status: 405,
            headers: { allow: "GET, HEAD" },
          }),
        );
      } else endResponse(await page(request));
    },
  };
}

/** What pages may load: themselves and nothing else, so that no page can ask another host. */
export function securityHeaders(scripts: "none" | "inline"): Record<string, string> {
  const sources =
    scripts === "none"
      ? "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
      : "default-src 'self'; script-src 'self' 'unsafe-inline'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'";
  return {
    "content-security-policy": `${sources}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}
