import { readFileSync } from "node:fs";
import { createLocalJWKSet, jwtVerify } from "jose";

export const ISSUER = "https://issuer.example";
export const AUDIENCE = "conflict-graph";

/**
 * Returns a function from an authorization header to the user of the header's token, or null if there is no valid token.
 * conflict-graph verifies the token again (JWT_ISSUER, JWT_AUDIENCE, JWT_JWKS), so requests that bypass the gateway are
 * protected too.
 * @param jwks a file with the issuer's public keys; without it no token is valid
 */
export function userBy(jwks) {
  const keys = jwks && createLocalJWKSet(JSON.parse(readFileSync(jwks, "utf8")));
  return async (authorization = "") => {
    const token = /^Bearer (\S+)$/.exec(authorization)?.[1];
    if (!keys || !token) return null;
    try {
      const { payload } = await jwtVerify(token, keys, { issuer: ISSUER, audience: AUDIENCE });
      return { name: payload.sub, scopes: String(payload.scope ?? "").split(" ") };
    } catch {
      // The token is invalid. conflict-graph reports the reason to the client.
      return null;
    }
  };
}
