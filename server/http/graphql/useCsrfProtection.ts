import { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";

/** No type that a page of any site may send without asking first (the Fetch standard's “simple” ones), nor none at all. */
const JSON_TYPE = /^\s*application\/(json|graphql\+json)\s*(;(?!.*charset=(?!"?utf-?8)).*)?$/i;

/** Headers that a browser sends across sites only after it has asked (by a preflight request) whether it may. */
const PREFLIGHTED = ["apollo-require-preflight", "x-apollo-operation-name", "x-requested-with", "graphql-preflight"];

/**
 * Refuses what a page of another site may have made a browser send: a POST as a form sends it, and a GET that a browser
 * calls cross-site, unless CORS lets that site read anyway.
 */
export function useCsrfProtection(isAllowedOrigin: (origin: string) => boolean): Plugin {
  return {
    onRequestParse({ request: { method, headers }, requestParser, setRequestParser }) {
      if (method === "POST") {
        const type = headers.get("content-type");
        if (!JSON_TYPE.test(type ?? "")) throw notJson(type);
        // Media types know no case, which Yoga does not know.
        if (!requestParser) setRequestParser(readJson);
      }
      if (method !== "GET" || !isForeign(headers) || PREFLIGHTED.some((name) => headers.has(name))) return;
      const origin = headers.get("origin");
      if (origin === null || !isAllowedOrigin(origin)) throw forged();
    },
  };
}

async function readJson(request: Request) {
  const read: unknown = JSON.parse(await request.text());
  if (typeof read === "object" && read !== null) return read;
  throw new GraphQLError("The request's body is an operation as a JSON object, or a list of such.", {
    extensions: { code: "BAD_REQUEST", http: { status: 400 } },
  });
}

/** Browsers say so themselves; a page cannot change it. */
const isForeign = (headers: Headers): boolean => /^(cross|same)-site$/.test(headers.get("sec-fetch-site") ?? "");

const notJson = (type: string | null) =>
  new GraphQLError(
    `A query is sent as “content-type: application/json”, not ${type === null ? "without a type" : `“${type.slice(0, 60)}”`}.`,
    { extensions: { code: "UNSUPPORTED_MEDIA_TYPE", http: { status: 415, headers: { accept: "application/json" } } } },
  );

const forged = () =>
  new GraphQLError(
    `A page of another site may not make a browser ask by GET: send POST with JSON, or one of the headers ${PREFLIGHTED.join(", ")}.`,
    { extensions: { code: "CROSS_SITE_REQUEST", http: { status: 403 } } },
  );
