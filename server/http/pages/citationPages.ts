import type { Logger } from "pino";
import { type Form, failureResponse, splitForm } from "../../publish/forms.ts";
import { type PageContext, RefusedError } from "../../publish/query.ts";
import { requestIdOf } from "../errors/requestId.ts";
import { storeAdvice, toldOfStore, withWait } from "../errors/storeErrors.ts";
import { LimitError } from "../limits/limitError.ts";
import { securityHeaders } from "./pages.ts";

/** The folders of pages to read and cite, and what a page costs: as much as what it asks for. */
const COSTS = { "/claims/": 500, "/tolls/": 5000 } as const;

type Folder = keyof typeof COSTS;

interface Settings {
  /** @throws LimitError where the request's client has spent what it may */
  spend(request: Request, cost: number): void;
  /** Where a page is made: by answerPage, in this thread or in another. */
  make(request: Request): Promise<Response>;
}

/** Why a page cannot be answered, which the log says whole. */
export const failedPage =
  (log: Logger) =>
  (request: Request, err: unknown, form: Form = ""): Response => {
    const requestId = requestIdOf(request);
    const told = toldOfStore(err);
    const headers = securityHeaders("none");
    if (told === null) {
      // Of somebody who has left, nobody hears.
      const hasLeft = request.signal.aborted && err === request.signal.reason;
      log[hasLeft ? "debug" : "error"]({ requestId, err }, "A page failed unexpectedly.");
      const message = `It is not your request. Its id finds the reason in the log: ${requestId}.`;
      return failureResponse(form, { status: 500, title: "Something went wrong here", message }, headers);
    }
    log.error({ requestId, err, advice: storeAdvice(err) }, "The store failed a page.");
    const message = `${told.message} The request's id in the log: ${requestId}.`;
    return failureResponse(form, { status: 503, title: "Not at the moment", message }, withWait(headers, told));
  };

/** The pages to read and cite, and their other forms. */
export function citationPages(
  { spend, make }: Settings,
  log: Logger,
): Record<Folder, (request: Request) => Promise<Response>> {
  const failed = failedPage(log);
  const under = (folder: Folder) => async (request: Request) => {
    const headers = securityHeaders("none");
    const form = splitForm(nameOf(request))?.form ?? "";
    try {
      spend(request, COSTS[folder]);
      return await make(request);
    } catch (err) {
      if (!(err instanceof LimitError)) return failed(request, err, form);
      const { status, headers: more } = err.extensions.http as { status: 408 | 429; headers: object };
      return failureResponse(
        form,
        { status, title: "That is too much", message: err.message },
        { ...headers, ...more },
      );
    }
  };
  return { "/claims/": under("/claims/"), "/tolls/": under("/tolls/") };
}

/** A page as its folder makes it, or why it cannot be asked for. */
export async function answerPage(desk: PageContext, request: Request): Promise<Response> {
  const headers = securityHeaders("none");
  const name = nameOf(request);
  try {
    // Loaded when first asked for: a start need not wait for them.
    return new URL(request.url).pathname.startsWith("/claims/")
      ? await (await import("../../publish/claims/claimRoute.ts")).claimResponse(desk, request, name, headers)
      : await (await import("../../publish/tolls/tollRoute.ts")).tollResponse(desk, request, name, headers);
  } catch (err) {
    if (!(err instanceof RefusedError)) throw err;
    const form = splitForm(name)?.form ?? "";
    return failureResponse(form, { status: 400, title: "That cannot be asked", message: err.message }, headers);
  }
}

/** What stands after the folder, without the parameters. */
const nameOf = ({ url }: Request): string => decoded(new URL(url).pathname.replace(/^\/\w+\//, ""));

/** As given, where it is no percent-encoding. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
