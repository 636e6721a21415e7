import { readFile, stat } from "node:fs/promises";
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { JwtSettings } from "../../config/jwt.ts";
import type { CallerScope } from "../../domain/writeVocabulary.ts";
import type { Caller } from "../../schema/builder/caller.ts";
import { TokenRefusedError } from "./tokenRefused.ts";

/** Checks tokens of an OIDC issuer. Keys that the issuer brings later are found by themselves. */
export function tokenChecker(settings: JwtSettings): (token: string) => Promise<Caller> {
  const keys = keysOf(settings.jwks);
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: settings.issuer,
        audience: settings.audience,
        algorithms: ALGORITHMS,
        clockTolerance: settings.clockTolerance,
        requiredClaims: ["exp", "sub"],
      });
      return callerOf(payload, settings);
    } catch (error) {
      const refusal = refusalOf(error);
      throw refusal === null ? error : new TokenRefusedError(refusal);
    }
  };
}

/** Those with a public key: with a shared secret, whoever checks a token could make one. */
const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** Why a token is not good; null where it could not be checked at all. */
function refusalOf(error: unknown): string | null {
  if (error instanceof errors.JWTExpired) return "The token has expired.";
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token's claim “${error.claim}” is missing or not what it must be.`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The token's signature is not good.";
  if (error instanceof errors.JWKSNoMatchingKey)
    return "The token was signed with a key that the issuer does not have.";
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return null;
  const isOfToken = error instanceof errors.JOSEError && error.code !== "ERR_JOSE_GENERIC";
  return isOfToken ? "It is no token that can be read here." : null;
}

function callerOf(payload: JWTPayload, { scopeClaim, scopes, issuer }: JwtSettings): Caller {
  const claimed = payload[scopeClaim];
  const given = Array.isArray(claimed) ? claimed.map(String) : String(claimed ?? "").split(/[ ,]+/);
  const granted = Object.entries(scopes).filter(([, name]) => given.includes(name));
  const names = [payload.name, payload.preferred_username, payload.client_id];
  // No mail address: the history shows the name to everybody.
  const name = names.find((candidate) => typeof candidate === "string" && /^[^@]+$/.test(candidate));
  return {
    name: `${name ?? payload.sub}`.slice(0, 200),
    id: `${issuer} ${payload.sub}`,
    scopes: granted.map(([scope]) => scope as CallerScope),
  };
}

/** From an address they are read anew, at most every half minute, when a token names a key that is not among them. */
const keysOf = (jwks: JwtSettings["jwks"]): JWTVerifyGetKey =>
  "url" in jwks ? createRemoteJWKSet(new URL(jwks.url), { timeoutDuration: 5000 }) : keysInFile(jwks.file);

/** From a file they are read anew whenever it has changed. */
function keysInFile(path: string): JWTVerifyGetKey {
  let read: { at: number; keys: JWTVerifyGetKey } | undefined;
  return async (header, token) => {
    const { mtimeMs } = await stat(path);
    if (read?.at !== mtimeMs) read = { at: mtimeMs, keys: createLocalJWKSet(JSON.parse(await readFile(path, "utf8"))) };
    return read.keys(header, token);
  };
}
