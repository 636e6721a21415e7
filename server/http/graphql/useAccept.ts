import type { Plugin } from "graphql-yoga";

/** What answers can be. A page is for browsers, before it comes here. */
const FORMS = ["application/json", "application/graphql-response+json", "text/event-stream", "multipart/mixed"];

/** Refuses before anything is done what could not be answered in any form that the client takes. */
export function useAccept(): Plugin {
  return {
    onRequest({ request: { method, headers }, url, endResponse, fetchAPI }) {
      const accept = headers.get("accept") ?? "";
      if (method === "OPTIONS" || !/^\/(graphql|subgraph)$/.test(url.pathname)) return;
      if (accept.trim() === "" || accept.split(",").some(takesOne)) return;
      // Said as JSON all the same: a form that nobody takes says more than nothing.
      const message = `Answers are ${FORMS.slice(0, 3).join(", ")}, and “accept” takes none of these.`;
      const errors = [{ message, extensions: { code: "NOT_ACCEPTABLE" } }];
      endResponse(fetchAPI.Response.json({ errors }, { status: 406 }));
    },
  };
}

/** RFC 9110, 12.5.1: a range of types, unless it is refused by a weight of 0. */
function takesOne(range: string): boolean {
  const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase());
  if (parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) return false;
  return type === "*/*" || FORMS.some((form) => type === form || type === `${form.split("/", 1)[0]}/*`);
}
