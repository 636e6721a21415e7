import { failureResponse } from "../../publish/forms.ts";
import { LimitError } from "../limits/limitError.ts";
import type { PageFailure } from "./pageFailure.ts";
import { requestedForm } from "./renderCitation.ts";
import { securityHeaders } from "./securityHeaders.ts";

export interface CitationSettings {
  /** @throws LimitError if the request's client has spent its budget */
  chargeCost(request: Request, cost: number): void;
  /** Renders the page, in this thread or in another. */
  render(request: Request): Promise<Response>;
  readonly pageFailure: PageFailure;
}

/**
 * The citation pages of one kind, in all forms.
 * @param cost the cost of a page: the same as that of the GraphQL query behind the page
 */
export function citationPages(cost: number, { chargeCost, render, pageFailure }: CitationSettings) {
  return async (request: Request): Promise<Response> => {
    const form = requestedForm(request);
    try {
      chargeCost(request, cost);
      return await render(request);
    } catch (err) {
      if (!(err instanceof LimitError)) return pageFailure(request, err, form);
      const { status, headers } = err.extensions.http as { status: 422 | 429; headers: object };
      const failed = { status, title: "Limit exceeded", message: err.message };
      return failureResponse(form, failed, { ...securityHeaders("none"), ...headers });
    }
  };
}
