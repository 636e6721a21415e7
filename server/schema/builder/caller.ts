import { GraphQLError } from "graphql";
import type { CallerScope } from "../../domain/writeVocabulary.ts";

/** The caller that a key or a token identifies. */
export interface Caller {
  /** The name in the history. */
  readonly name: string;
  /** Distinguishes callers with the same name: a key's id, or the issuer and subject of a token. */
  readonly id: string;
  readonly scopes: readonly CallerScope[];
}

/**
 * The caller, if it has at least one of the scopes.
 * @throws GraphQLError if there is no caller, or if the caller has none of the scopes
 */
export function requireScope({ caller }: { readonly caller: Caller | null }, ...scopes: CallerScope[]): Caller {
  return requireScopeFor("This field", caller, scopes);
}

/**
 * The same for a field that is not executed yet.
 * @param field the start of the message
 */
export function requireScopeFor(field: string, caller: Caller | null, scopes: readonly CallerScope[]): Caller {
  const wanted = scopes.join(" or ");
  if (!caller)
    throw unauthenticated(
      `${field} requires a key or token with the scope ${wanted}. Send the key or token as “authorization: Bearer …”.`,
    );
  if (scopes.some((scope) => caller.scopes.includes(scope))) return caller;
  const has = caller.scopes.length === 0 ? "none" : caller.scopes.join(", ");
  throw new GraphQLError(`${field} requires the scope ${wanted}, but the caller “${caller.name}” has: ${has}.`, {
    extensions: { code: "FORBIDDEN", http: { status: 403 } },
  });
}

export const unauthenticated = (message: string): GraphQLError =>
  new GraphQLError(message, {
    extensions: { code: "UNAUTHENTICATED", http: { status: 401, headers: { "www-authenticate": "Bearer" } } },
  });

/** The `extensions` of a field that requires at least one of the scopes. */
export const takesScope = (...scopes: CallerScope[]) => ({ scopes: scopes.map((scope) => [scope]) });
