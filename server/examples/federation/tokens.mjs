import { readFileSync } from "node:fs";
import { createLocalJWKSet, jwtVerify } from "jose";

export const ISSUER = "https://issuer.example";
export const AUDIENCE = "conflict-graph";

/**
 * Who signed in, as a token says that the issuer has signed; null for nobody. Our service checks the same token again, with
 * JWT_ISSUER, JWT_AUDIENCE and JWT_JWKS: what reaches it past the gateway is no less protected.
 * @param jwks a file with the issuer's public keys; without one nobody is let in
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
      // A token that is not good is nobody's; our service tells its sender why.
      return null;
    }
  };
}
