import type { Plugin } from "graphql-yoga";
import { REQUEST_ID_HEADER, stateOf } from "./requestState.ts";

/** Sends each response with its request id, by which a person can name it and the log can be searched. */
export function useRequestId(): Plugin {
  return {
    onResponse({ request, response }) {
      response.headers.set(REQUEST_ID_HEADER, stateOf(request).requestId);
    },
  };
}
