import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";

type Answer = (request: IncomingMessage, response: ServerResponse) => unknown;

/** What an app is given: requests whose host and path make an address. Others would fail before any of its plugins hears of them. */
export const rejectBadUrls =
  (answer: Answer): RequestListener =>
  (request, response) => {
    if (isAddress(request)) return void answer(request, response);
    const message = "The request's host and path make no address.";
    const body = JSON.stringify({ errors: [{ message, extensions: { code: "BAD_REQUEST" } }] });
    response.writeHead(400, { "content-type": "application/json", connection: "close" }).end(body);
  };

const isAddress = ({ headers: { host }, url = "/" }: IncomingMessage): boolean =>
  /^[\w.-]*(:\d{1,5})?$|^\[[\da-f:.]+\](:\d{1,5})?$/i.test(host ?? "") &&
  /^(\/|https?:\/\/)/i.test(url) &&
  URL.canParse(url, "http://localhost") &&
  // As the app puts them together.
  URL.canParse(`http://${host || "127.0.0.1:80"}${url}`);
