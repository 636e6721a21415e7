import { failureResponse, splitForm } from "../../publish/forms.ts";
import { type PageContext, RefusedError } from "../../publish/query.ts";
import { securityHeaders } from "./securityHeaders.ts";

/** A page below `/claims/` or `/tolls/`, or the reason why the request for it is not valid. */
export async function renderCitation(context: PageContext, request: Request): Promise<Response> {
  const headers = securityHeaders("none");
  const name = citationName(request);
  try {
    // Loaded when first needed, so that the service starts faster.
    return new URL(request.url).pathname.startsWith("/claims/")
      ? await (await import("../../publish/claims/claimRoute.ts")).claimResponse(context, request, name, headers)
      : await (await import("../../publish/tolls/tollRoute.ts")).tollResponse(context, request, name, headers);
  } catch (err) {
    if (!(err instanceof RefusedError)) throw err;
    const form = splitForm(name)?.form ?? "";
    return failureResponse(form, { status: 400, title: "Invalid request", message: err.message }, headers);
  }
}

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
