import type { Plugin } from "graphql-yoga";
import { requestError } from "../errors/requestError.ts";

/** JSON is not one of the Fetch standard's “simple” types, which pages of any site may send without a preflight request. */
const JSON_TYPE = /^\s*application\/(json|graphql\+json)\s*(;(?!.*charset=(?!"?utf-?8)).*)?$/i;

/** Headers that a browser sends to another site only after a preflight request has allowed it. */
const PREFLIGHTED = ["apollo-require-preflight", "x-apollo-operation-name", "x-requested-with", "graphql-preflight"];

/**
 * Refuses requests that a page of another site may have made a browser send: a POST like that of a form, and a GET that the
 * browser marks as cross-site, unless CORS lets that site read anyway.
 */
export function useCsrfProtection(isAllowedOrigin: (origin: string) => boolean): Plugin {
  return {
    onRequestParse({ request: { method, headers }, requestParser, setRequestParser }) {
      if (method === "POST") {
        const type = headers.get("content-type");
        if (!JSON_TYPE.test(type ?? "")) throw wrongMediaType(type);
        // Yoga recognizes media types only in lower case.
        if (!requestParser) setRequestParser(readJson);
      }
      if (method !== "GET" || !isCrossSite(headers) || PREFLIGHTED.some((name) => headers.has(name))) return;
      const origin = headers.get("origin");
      if (origin === null || !isAllowedOrigin(origin)) throw crossSiteRequest();
    },
  };
}

async function readJson(request: Request) {
  const read: unknown = JSON.parse(await request.text());
  if (typeof read === "object" && read !== null) return read;
  throw requestError("BAD_REQUEST", "The body must be an operation as a JSON object, or a list of operations.");
}

/** Browsers set this header; pages cannot change it. */
const isCrossSite = (headers: Headers): boolean => /^(cross|same)-site$/.test(headers.get("sec-fetch-site") ?? "");

const wrongMediaType = (type: string | null) =>
  requestError(
    "UNSUPPORTED_MEDIA_TYPE",
    `Send the query with “content-type: application/json”, not ${type === null ? "without a type" : `“${type.slice(0, 60)}”`}.`,
    { status: 415, headers: { accept: "application/json" } },
  );

const crossSiteRequest = () =>
  requestError(
    "CROSS_SITE_REQUEST",
    `Pages of other sites cannot send this query by GET. Use POST with JSON, or send one of the headers ${PREFLIGHTED.join(", ")}.`,
    { status: 403 },
  );
