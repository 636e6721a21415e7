import type { Answer } from "../answer.ts";

/** An answer of a service. */
export interface GraphqlResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly data: Answer["data"];
  readonly errors: readonly { message: string; extensions: { code: string; requestId?: string } }[];
  readonly codes: readonly string[];
}

/** Sends a query, with an API key if given. @throws if there is no answer */
export async function ask(
  url: string,
  query: string,
  variables: object = {},
  { token, signal }: { token?: string; signal?: AbortSignal } = {},
): Promise<GraphqlResponse> {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
    ...(signal && { signal }),
  });
  const { data, errors = [] } = (await response.json()) as Pick<GraphqlResponse, "data" | "errors">;
  const codes = errors.map(({ extensions }) => extensions.code);
  return { status: response.status, headers: response.headers, data, errors, codes };
}
