import type { Logger } from "pino";
import { type Form, failure, splitForm } from "../publish/forms.ts";
import { type Desk, RefusedError } from "../publish/query.ts";
import { securityHeaders } from "./pages.ts";
import { requestIdOf } from "./requestId.ts";
import { storeAdvice, toldOfStore, withWait } from "./storeErrors.ts";

/** @param name what stands after the folder, without the parameters */
type Answer = (
  desk: Desk,
  request: Request,
  name: string,
  headers: Readonly<Record<string, string>>,
) => Promise<Response>;

/** Why a page cannot be answered, which the log says whole. */
export const failedPage =
  (log: Logger) =>
  (request: Request, err: unknown, form: Form = ""): Response => {
    const requestId = requestIdOf(request);
    const told = toldOfStore(err);
    const headers = securityHeaders("none");
    if (told === null) {
      log.error({ requestId, err }, "A page failed unexpectedly.");
      const message = `It is not your request. Its id finds the reason in the log: ${requestId}.`;
      return failure(form, { status: 500, title: "Something went wrong here", message }, headers);
    }
    log.error({ requestId, err, advice: storeAdvice(err) }, "The store failed a page.");
    const message = `${told.message} The request's id in the log: ${requestId}.`;
    return failure(form, { status: 503, title: "Not at the moment", message }, withWait(headers, told));
  };

/** The pages to read and cite, and their other forms. */
export function published(desk: Desk, log: Logger): Record<string, (request: Request) => Promise<Response>> {
  const headers = securityHeaders("none");
  const failed = failedPage(log);
  const under = (folder: string, answer: Answer) => async (request: Request) => {
    const name = decoded(new URL(request.url).pathname.slice(folder.length));
    try {
      return await answer(desk, request, name, headers);
    } catch (err) {
      const form = splitForm(name)?.form ?? "";
      if (err instanceof RefusedError)
        return failure(form, { status: 400, title: "That cannot be asked", message: err.message }, headers);
      return failed(request, err, form);
    }
  };
  // Loaded when first asked for: a start need not wait for them.
  return {
    "/claims/": under("/claims/", async (...asked) => (await import("../publish/claimRoute.ts")).claims(...asked)),
    "/tolls/": under("/tolls/", async (...asked) => (await import("../publish/tollRoute.ts")).tolls(...asked)),
  };
}

/** As given, where it is no percent-encoding. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
