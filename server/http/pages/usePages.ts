import type { Plugin } from "graphql-yoga";
import { errorResponse } from "../errors/errorResponse.ts";
import { LimitError } from "../limits/limitError.ts";
import type { ConnectionInfo } from "../request/client.ts";
import { folderOf, isGraphqlPath } from "../request/paths.ts";
import type { PageFailure } from "./pageFailure.ts";

export type Page = (request: Request) => Response | Promise<Response>;

/** The page that answers a request; undefined if there is none. */
export type FindPage = (request: Request, path: string) => Page | undefined;

/** Pages by path. A path that ends with `/` stands for all paths that begin with it, unless it is `/` itself. */
export type PageRoutes = Readonly<Record<string, Page>>;

export const pagesAt =
  (routes: PageRoutes): FindPage =>
  (_request, path) =>
    Object.hasOwn(routes, path) ? routes[path] : routes[folderOf(path)];

/**
 * Answers GET and HEAD on the paths of pages.
 * @param enter waits until the request may be answered. It may throw a LimitError
 */
export function usePages(
  find: FindPage,
  enter: (request: Request, connection: ConnectionInfo, path: string) => Promise<void>,
  pageFailure: PageFailure,
): Plugin {
  return {
    async onRequest({ request, url: { pathname }, serverContext, endResponse }) {
      const page = find(request, pathname);
      // Preflight requests are answered on every path (useCors).
      if (!page || request.method === "OPTIONS") return;
      try {
        await enter(request, serverContext as ConnectionInfo, pathname);
        const isAllowed = request.method === "GET" || request.method === "HEAD";
        endResponse(isAllowed ? await page(request) : methodNotAllowed(request, pathname));
      } catch (error) {
        endResponse(error instanceof LimitError ? errorResponse(request, error) : pageFailure(request, error));
      }
    },
  };
}

/** Only the paths of operations lead further. Yoga would also execute operations at some odd addresses. */
export function useNotFound(): Plugin {
  return {
    onRequest({ url, endResponse }) {
      if (!isGraphqlPath(url.pathname)) endResponse(new Response("", { status: 404 }));
    },
  };
}

const methodNotAllowed = ({ method }: Request, path: string): Response =>
  new Response(`${path.slice(0, 100)} supports GET, not ${method}.\n`, {
    status: 405,
    headers: { allow: "GET, HEAD" },
  });
