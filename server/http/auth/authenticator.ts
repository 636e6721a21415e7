import type { JwtSettings } from "../../config/jwt.ts";
import { type Caller, unauthenticated } from "../../schema/builder/caller.ts";
import { findKey } from "../../store/auth/apiKeys.ts";
import type { Store } from "../../store/db/database.ts";
import { privacyWatch } from "../../store/read/privateSources.ts";
import { stateOf } from "../request/requestState.ts";

export interface AccessSettings {
  /** Whether reading needs a key or token as well. */
  readonly read: "open" | "closed";
  /** The issuer whose tokens are accepted; null if there is none. */
  readonly jwt: JwtSettings | null;
}

export interface Authenticator {
  /**
   * Checks the request's key or token, and sets the request's caller. A key or token is checked even if none is required,
   * so that callers learn at once that their key or token is no longer valid. Pages that need none are answered before.
   * @throws GraphQLError with the code UNAUTHENTICATED
   */
  authenticate(request: Request): Promise<void>;
}

export function createAuthenticator(store: Store, { read, jwt }: AccessSettings): Authenticator {
  // Loaded only if there is an issuer: most services have none.
  const tokens = jwt && import("./jwtTokens.ts").then(({ createTokenVerifier }) => createTokenVerifier(jwt));

  async function identify(credentials: string): Promise<Caller> {
    const bearer = /^bearer +(\S+)$/i.exec(credentials.trim())?.[1];
    if (bearer === undefined)
      throw unauthenticated("The header “authorization” must be “Bearer” followed by a key or token.");
    if (tokens && !bearer.startsWith("cg_")) return (await tokens)(bearer);
    const key = await findKey(store, bearer, Date.now());
    if (!key) throw unauthenticated("The key is unknown, expired or revoked. Ask the administrator for a new one.");
    return { name: key.name, id: key.id, scopes: key.scopes };
  }

  const hasPrivateSource = privacyWatch(store);

  return {
    async authenticate(request) {
      const credentials = request.headers.get("authorization");
      if (credentials !== null) stateOf(request).caller = await identify(credentials);
      else if (read === "closed")
        throw unauthenticated("Reading requires a key or token. Send it as “authorization: Bearer …”.");
      else if (await hasPrivateSource())
        throw unauthenticated(
          "Reading requires a key or token, because this service contains a source whose licence forbids passing its records on. Send the key as “authorization: Bearer …”.",
        );
    },
  };
}
