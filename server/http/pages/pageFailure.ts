import type { Logger } from "pino";
import { type Form, failureResponse } from "../../publish/forms.ts";
import { retryHeaders, storeAdvice, storeFailure } from "../errors/storeErrors.ts";
import { stateOf } from "../request/requestState.ts";
import { securityHeaders } from "./securityHeaders.ts";

/** Answers a request for a page that failed, and logs why. */
export type PageFailure = (request: Request, error: unknown, form?: Form) => Response;

export const createPageFailure =
  (log: Logger): PageFailure =>
  (request, err, form = "") => {
    const { requestId } = stateOf(request);
    const headers = securityHeaders("none");
    // The reader may have left by a reset, which has the same code as a lost connection to the database.
    const hasLeft = request.signal.aborted && err === request.signal.reason;
    const ofStore = hasLeft ? null : storeFailure(err);
    if (ofStore === null) {
      log[hasLeft ? "debug" : "error"]({ requestId, err }, "A page failed unexpectedly.");
      const message = `Your request is not the cause. The log has the reason under the request id ${requestId}.`;
      return failureResponse(form, { status: 500, title: "Something went wrong", message }, headers);
    }
    log.error({ requestId, err, advice: storeAdvice(err) }, "A page failed in the database.");
    const message = `${ofStore.message} The log has the reason under the request id ${requestId}.`;
    return failureResponse(
      form,
      { status: 503, title: "Temporarily unavailable", message },
      { ...headers, ...retryHeaders(ofStore) },
    );
  };
