import type { Plugin } from "graphql-yoga";
import type { PageFailure } from "./pageFailure.ts";

export type Page = (request: Request) => Response | Promise<Response>;

/** Pages by path. A path that ends with `/` stands for all paths that begin with it, unless it is `/` itself. */
export type PageRoutes = Readonly<Record<string, Page>>;

/**
 * Answers GET and HEAD on the paths outside of the GraphQL endpoint.
 * @param waitForTurn waits for the turn of the request's client
 */
export function usePages(
  routes: PageRoutes,
  waitForTurn: (request: Request) => Promise<void>,
  pageFailure: PageFailure,
): Plugin {
  return {
    async onRequest({ request, url, fetchAPI, endResponse }) {
      const folder = /^\/[^/]+\//.exec(url.pathname)?.[0];
      const page = routes[url.pathname] ?? (folder === undefined ? undefined : routes[folder]);
      if (!page) return;
      if (request.method !== "GET" && request.method !== "HEAD") {
        endResponse(
          new fetchAPI.Response(`${url.pathname} supports GET, not ${request.method}.\n`, {
            status: 405,
            headers: { allow: "GET, HEAD" },
          }),
        );
        return;
      }
      await waitForTurn(request);
      endResponse(await respond(page, request, pageFailure));
    },
  };
}

async function respond(page: Page, request: Request, pageFailure: PageFailure): Promise<Response> {
  try {
    return await page(request);
  } catch (error) {
    return pageFailure(request, error);
  }
}
