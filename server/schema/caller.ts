import { GraphQLError } from "graphql";
import type { CallerScope } from "../domain/writing.ts";

/** Who asks, as a key or a token says. */
export interface Caller {
  /** For the history. */
  readonly name: string;
  /** Tells callers apart: a key's id, or the issuer and subject of a token. */
  readonly id: string;
  readonly scopes: readonly CallerScope[];
}

/** Whoever may do what a scope allows. @throws GraphQLError where nobody has said who asks, or it may not */
export function requireScope({ caller }: { readonly caller: Caller | null }, scope: CallerScope): Caller {
  if (!caller)
    throw unauthenticated(`This takes a key or token with the scope ${scope}; send it as “authorization: Bearer …”.`);
  if (caller.scopes.includes(scope)) return caller;
  const has = caller.scopes.length === 0 ? "none" : caller.scopes.join(", ");
  throw new GraphQLError(`This takes the scope ${scope}, and “${caller.name}” has: ${has}.`, {
    extensions: { code: "FORBIDDEN", http: { status: 403 } },
  });
}

export const unauthenticated = (message: string): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: "UNAUTHENTICATED", http: { status: 401, headers: { "www-authenticate": "Bearer" } } },
  });

/** What a field says of the scopes that it takes: any of the inner lists, and all in it. */
export const takesScope = (scope: CallerScope) => ({ scopes: [[scope]] });
