import type { Plugin } from "graphql-yoga";
import { errorResponse } from "../errors/errorResponse.ts";
import { requestError } from "../errors/requestError.ts";
import { acceptsType } from "../request/accept.ts";

/** The media types of results. GraphiQL's page for browsers is served before this check. */
const TYPES = ["application/json", "application/graphql-response+json", "text/event-stream", "multipart/mixed"];

/** In characters. Yoga reads the header again, which takes long for one with thousands of types. */
const LONGEST = 2000;

/** Refuses a request before any work is done if the client accepts none of the types in which results are sent. */
export function useAccept(): Plugin {
  return {
    onRequest({ request, url, endResponse }) {
      if (request.method === "OPTIONS" || !/^\/(graphql|subgraph)$/.test(url.pathname)) return;
      const isShort = (request.headers.get("accept")?.length ?? 0) <= LONGEST;
      if (isShort && TYPES.some((type) => acceptsType(request, type))) return;
      const message = `None of the types in “accept” is supported. Results are sent as ${TYPES.slice(0, 3).join(", ")}.`;
      // The error is sent as JSON nevertheless, which explains more than an empty response.
      endResponse(errorResponse(request, requestError("NOT_ACCEPTABLE", message, { status: 406 })));
    },
  };
}
