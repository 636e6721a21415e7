import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import type { GraphQLError } from "graphql";
import { LRUCache } from "lru-cache";
import { httpError } from "./errors/errorResponse.ts";
import { requestError } from "./errors/requestError.ts";
import type { HostPolicy } from "./request/hosts.ts";

/** Says what is wrong with a request's address; null if nothing is. */
export type CheckAddress = (request: IncomingMessage) => GraphQLError | null;

/** Addresses that were fine before are remembered. Longer ones would fill the memory. */
const REMEMBERED = 200;
const LONGEST_REMEMBERED = 2000;

export function createAddressCheck(hosts: HostPolicy): CheckAddress {
  const fine = new LRUCache<string, true>({ max: REMEMBERED });
  return (request) => {
    if (hasTwoHosts(request)) return requestError("BAD_REQUEST", "The request has more than one header “host”.");
    const address = `${request.headers.host} ${request.url}`;
    if (fine.has(address)) return null;
    const { host } = request.headers;
    const url = urlOf(request);
    if (url === null) return requestError("BAD_REQUEST", "The request's host and path do not form a valid URL.");
    // Without a host, the request does not come from a browser. A proxy may ask for a full URL, whose host then counts too.
    const other = [host, request.url?.startsWith("/") ? undefined : url.host].find(
      (name) => name !== undefined && !hosts.isAllowed(name),
    );
    if (other !== undefined) return hostNotAllowed(other);
    if (address.length <= LONGEST_REMEMBERED) fine.set(address, true);
    return null;
  };
}

/** Passes on requests whose address is fine. Other requests would make Yoga fail before any plugin runs. */
export const withCheckedAddress =
  (check: CheckAddress, listener: (request: IncomingMessage, response: ServerResponse) => unknown): RequestListener =>
  (request, response) => {
    const error = check(request);
    if (error === null) return void listener(request, response);
    const { status, headers, body } = httpError(error);
    response.writeHead(status, { ...headers, connection: "close" }).end(body);
  };

/** Node.js itself passes on the first of several, but a proxy may have gone by another. */
function hasTwoHosts({ rawHeaders }: IncomingMessage): boolean {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === "host") count++;
  }
  return count > 1;
}

function urlOf({ headers: { host }, url = "/" }: IncomingMessage): URL | null {
  const isPossible =
    /^[\w.-]*(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(host ?? "") &&
    /^(\/|https?:\/\/)/i.test(url) &&
    // Yoga's adapter joins the host and the path like this.
    URL.canParse(`http://${host || "127.0.0.1:80"}${url}`);
  return isPossible ? URL.parse(url, "http://localhost") : null;
}

const hostNotAllowed = (host: string): GraphQLError =>
  requestError(
    "HOST_NOT_ALLOWED",
    `The service does not answer at the host “${host.slice(0, 100)}”. If it is the service's own name, the administrator can add it to ALLOWED_HOSTS, or set PUBLIC_URL.`,
    { status: 403 },
  );
