import { GraphQLError } from "graphql";
import type { CallerScope } from "../../domain/writeVocabulary.ts";

/** Who asks, as a key or a token says. */
export interface Caller {
  /** For the history. */
  readonly name: string;
  /** Tells callers apart: a key's id, or the issuer and subject of a token. */
  readonly id: string;
  readonly scopes: readonly CallerScope[];
}

/**
 * Whoever has one of some scopes.
 * @throws GraphQLError where nobody has said who asks, or it may not
 */
export function requireScope({ caller }: { readonly caller: Caller | null }, ...scopes: CallerScope[]): Caller {
  const wanted = scopes.join(" or ");
  if (!caller)
    throw unauthenticated(`This takes a key or token with the scope ${wanted}; send it as “authorization: Bearer …”.`);
  if (scopes.some((scope) => caller.scopes.includes(scope))) return caller;
  const has = caller.scopes.length === 0 ? "none" : caller.scopes.join(", ");
  throw new GraphQLError(`This takes the scope ${wanted}, and “${caller.name}” has: ${has}.`, {
    extensions: { code: "FORBIDDEN", http: { status: 403 } },
  });
}

export const unauthenticated = (message: string): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: "UNAUTHENTICATED", http: { status: 401, headers: { "www-authenticate": "Bearer" } } },
  });

/** What a field says of the scopes that it takes: one of these. */
export const takesScope = (...scopes: CallerScope[]) => ({ scopes: scopes.map((scope) => [scope]) });
