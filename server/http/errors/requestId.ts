import { randomUUID } from "node:crypto";
import type { Plugin } from "graphql-yoga";

const HEADER = "x-request-id";
const ids = new WeakMap<Request, string>();

/** The caller's own id where it is fit to stand in a log, else a new one. */
export function requestIdOf(request: Request): string {
  const known = ids.get(request);
  if (known) return known;
  const given = request.headers.get(HEADER);
  const id = given && /^[\w.:-]{1,128}$/.test(given) ? given : randomUUID();
  ids.set(request, id);
  return id;
}

/** Answers every request with its id, so that a person can name it and the log can be searched for it. */
export function useRequestId(): Plugin {
  return {
    onResponse({ request, response }) {
      response.headers.set(HEADER, requestIdOf(request));
    },
  };
}
