import type { ExecutionResult, GraphQLError } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import { stateOf } from "../request/requestState.ts";

/** If all operations of a batch were refused, the response has the status that the first one alone would have had. */
export function useBatchStatus(): Plugin {
  return {
    onResultProcess({ request, result }) {
      if (!Array.isArray(result)) return;
      const statuses = (result as ExecutionResult[]).map(statusOf);
      const [first] = statuses;
      if (first !== undefined && !statuses.includes(undefined)) stateOf(request).batchStatus = first;
    },
    onResponse({ request, response, setResponse, fetchAPI }) {
      const status = stateOf(request).batchStatus;
      if (status === null || response.status !== 200) return;
      setResponse(new fetchAPI.Response(response.body, { status, headers: response.headers }));
    },
  };
}

/** The status that a result's errors set for HTTP. */
function statusOf(result: ExecutionResult): number | undefined {
  if (isAsyncIterable(result)) return undefined;
  const statuses = result.errors?.map(
    ({ extensions }: GraphQLError) => (extensions.http as { status?: number })?.status,
  );
  return statuses?.find((status) => status !== undefined);
}
