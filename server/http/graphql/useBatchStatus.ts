import type { ExecutionResult, GraphQLError } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";

/** Where all operations of a list were refused, its answer has a status that says so, as it has where there is no list. */
export function useBatchStatus(): Plugin {
  const statuses = new WeakMap<Request, number>();
  return {
    onResultProcess({ request, result }) {
      if (!Array.isArray(result)) return;
      const found = (result as ExecutionResult[]).map(statusOf);
      const [first] = found;
      if (first !== undefined && found.every((status) => status !== undefined)) statuses.set(request, first);
    },
    onResponse({ request, response, setResponse, fetchAPI }) {
      const status = statuses.get(request);
      if (status === undefined || response.status !== 200) return;
      setResponse(new fetchAPI.Response(response.body, { status, headers: response.headers }));
    },
  };
}

/** Which status an answer would have by itself, where its errors ask for one. */
function statusOf(result: ExecutionResult): number | undefined {
  if (isAsyncIterable(result)) return undefined;
  const asked = result.errors?.map(({ extensions }: GraphQLError) => (extensions.http as { status?: number })?.status);
  return asked?.find((status) => status !== undefined);
}
