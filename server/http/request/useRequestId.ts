import type { Plugin } from "graphql-yoga";
import { REQUEST_ID_HEADER, stateOf } from "./requestState.ts";

/** Adds the request id to each response, so that people can quote it and find the request in the log. */
export function useRequestId(): Plugin {
  return {
    onResponse({ request, response }) {
      response.headers.set(REQUEST_ID_HEADER, stateOf(request).requestId);
    },
  };
}
