import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { LRUCache } from "lru-cache";
import { httpError } from "./errors/errorResponse.ts";
import { requestError } from "./errors/requestError.ts";

/** Passes on requests if their host and path form a valid URL. Other requests would make Yoga fail before any plugin runs. */
export const rejectBadUrls =
  (listener: (request: IncomingMessage, response: ServerResponse) => unknown): RequestListener =>
  (request, response) => {
    if (hasValidUrl(request)) return void listener(request, response);
    const { status, headers, body } = httpError(
      requestError("BAD_REQUEST", "The request's host and path do not form a valid URL."),
    );
    response.writeHead(status, { ...headers, connection: "close" }).end(body);
  };

/** Hosts and paths that were valid before. Longer ones would fill the memory. */
const known = new LRUCache<string, true>({ max: 200 });
const LONGEST_KNOWN = 2000;

function hasValidUrl(request: IncomingMessage): boolean {
  const name = `${request.headers.host} ${request.url}`;
  if (known.has(name)) return true;
  const isValid = isValidUrl(request);
  if (isValid && name.length <= LONGEST_KNOWN) known.set(name, true);
  return isValid;
}

const isValidUrl = ({ headers: { host }, url = "/" }: IncomingMessage): boolean =>
  /^[\w.-]*(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(host ?? "") &&
  /^(\/|https?:\/\/)/i.test(url) &&
  URL.canParse(url, "http://localhost") &&
  // Yoga's adapter joins the host and the path like this.
  URL.canParse(`http://${host || "127.0.0.1:80"}${url}`);
