import { type Form, failureResponse, splitForm } from "../../publish/forms.ts";
import { type PageContext, RefusedError } from "../../publish/query.ts";
import { FEED_PATH } from "../request/paths.ts";
import { isNegotiated, negotiatedName } from "./negotiate.ts";
import { securityHeaders } from "./securityHeaders.ts";

/** A page below `/claims/` or `/tolls/`, the feed, or the reason why the request for it is not valid. */
export async function renderCitation(context: PageContext, request: Request): Promise<Response> {
  const given = citationName(request);
  const name = negotiatedName(given, request);
  // Caches must not send one client the form that another asked for.
  const headers = { ...securityHeaders("none"), ...(isNegotiated(given) && { vary: "accept" }) };
  try {
    // Loaded when first needed, so that the service starts faster.
    const { pathname } = new URL(request.url);
    if (pathname === FEED_PATH)
      return await (await import("../../publish/feed/feedRoute.ts")).feedResponse(context, request, headers);
    return pathname.startsWith("/claims/")
      ? await (await import("../../publish/claims/claimRoute.ts")).claimResponse(context, request, name, headers)
      : await (await import("../../publish/tolls/tollRoute.ts")).tollResponse(context, request, name, headers);
  } catch (err) {
    if (!(err instanceof RefusedError)) throw err;
    const form = splitForm(name)?.form ?? "";
    return failureResponse(form, { status: 400, title: "Invalid request", message: err.message }, headers);
  }
}

/** The form that a request asks for, by the ending of its address or by `Accept`. */
export const requestedForm = (request: Request): Form =>
  splitForm(negotiatedName(citationName(request), request))?.form ?? "";

/** The part of the path after the folder. */
export const citationName = ({ url }: Request): string => decode(new URL(url).pathname.replace(/^\/\w+\//, ""));

/** Unchanged if it is not valid percent-encoding. */
function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
