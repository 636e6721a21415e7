import type { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import { httpError } from "./errorResponse.ts";
import { maskError } from "./maskError.ts";
import type { ReportErrors } from "./reportErrors.ts";

/**
 * The same plugins, whose errors before and after GraphQL become responses like all other errors. The library that calls the
 * plugins would send the error's stack to the client.
 */
export function guardHooks(plugins: readonly Plugin[], reportErrors: ReportErrors): Plugin[] {
  const failure = (request: Request, thrown: unknown): Response => {
    const error = maskError(thrown) as GraphQLError;
    reportErrors(request, [error]);
    const { body, ...init } = httpError(error);
    return new Response(body, init);
  };
  return plugins.map(({ onRequest, onResponse, ...plugin }) => ({
    ...plugin,
    ...(onRequest && {
      onRequest: (event) =>
        guarded(
          () => onRequest(event),
          (error) => event.endResponse(failure(event.request, error)),
        ),
    }),
    ...(onResponse && {
      onResponse: (event) =>
        guarded(
          () => onResponse(event),
          (error) => event.setResponse(failure(event.request, error)),
        ),
    }),
  }));
}

/** Most steps are done at once: for those, no promise is made. */
function guarded(step: () => Promise<void> | void, onError: (error: unknown) => void): Promise<void> | void {
  try {
    return step()?.catch(onError);
  } catch (error) {
    onError(error);
  }
}
