/** The headers of a request that decide whether and in which form it is answered. */
const DECIDING = [
  "accept",
  "content-type",
  "origin",
  "sec-fetch-site",
  "apollo-require-preflight",
  "x-apollo-operation-name",
  "x-requested-with",
  "graphql-preflight",
] as const;

/** Requests with one of these headers ask for something that only the full way does. */
const SPECIAL = ["x-cost", "content-encoding", "expect", "access-control-request-method"] as const;

/** Longer values would fill the memory with shapes. */
const LONGEST = 300;

/** What is needed of a request. */
export interface Shaped {
  readonly method: string;
  readonly url: string;
  readonly headers: { get(name: string): string | null };
}

/**
 * What a successful response's headers depend on: two requests of the same shape are accepted and answered alike. Null if the
 * request needs the full way in any case.
 */
export function shapeOf({ method, url, headers }: Shaped): string | null {
  if ((method !== "POST" && method !== "GET") || !/^[a-z]+:\/\/[^/]+\/graphql(\?|$)/.test(url)) return null;
  if (SPECIAL.some((name) => headers.get(name) !== null)) return null;
  const values = DECIDING.map((name) => headers.get(name));
  if (values.some((value) => value !== null && value.length > LONGEST)) return null;
  // Of a key or token, only its presence matters: shared caches may not keep the response.
  return [method, headers.get("authorization") !== null, ...values].join("\n");
}
