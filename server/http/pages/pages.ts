import type { Plugin } from "graphql-yoga";

interface Guards {
  /** Waits until it is the turn of the request's client. */
  turn(request: Request): Promise<void>;
  /** Says that a page has failed. */
  failed(request: Request, error: unknown): Response;
}

/** Answers GET and HEAD on paths of ours beside the GraphQL endpoint. `/claims/` stands for all that begin with it. */
export function usePages(
  pages: Readonly<Record<string, (request: Request) => Response | Promise<Response>>>,
  { turn, failed }: Guards,
): Plugin {
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
        return;
      }
      await turn(request);
      endResponse(await answered(page, request, failed));
    },
  };
}

async function answered(
  page: (request: Request) => Response | Promise<Response>,
  request: Request,
  failed: (request: Request, error: unknown) => Response,
): Promise<Response> {
  try {
    return await page(request);
  } catch (error) {
    return failed(request, error);
  }
}

const SOURCES = {
  /** Pages without scripts. */
  none: "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
  /** Scripts and styles in files of ours alone, and our endpoint. */
  own: "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:",
  /** GraphiQL, whose page holds scripts and which writes styles into it. */
  inline:
    "default-src 'self'; script-src 'self' 'unsafe-inline'; worker-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'",
} as const;

/** What pages may load: of ours and nothing else, so that no page can ask another host. */
export function securityHeaders(scripts: keyof typeof SOURCES): Record<string, string> {
  return {
    "content-security-policy": `${SOURCES[scripts]}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
  };
}
