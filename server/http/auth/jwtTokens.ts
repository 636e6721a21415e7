import { readFile, stat } from "node:fs/promises";
import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from "jose";
import type { JwtSettings } from "../../config/jwt.ts";
import { authorNameProblem } from "../../domain/authorName.ts";
import { findUnstorable } from "../../domain/storableText.ts";
import type { CallerScope } from "../../domain/writeVocabulary.ts";
import { type Caller, unauthenticated } from "../../schema/builder/caller.ts";

/**
 * Verifies tokens of an OIDC issuer. Signing keys that the issuer adds later are found automatically.
 * The returned function throws GraphQLError with the code UNAUTHENTICATED if a token is not valid.
 */
export function createTokenVerifier(settings: JwtSettings): (token: string) => Promise<Caller> {
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
      const reason = invalidBecause(error);
      throw reason === null ? error : unauthenticated(reason);
    }
  };
}

/** Only algorithms with public keys: anyone who can verify a token with a shared secret could also forge one. */
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

/** Why a token is not valid; null if it could not be checked at all. */
function invalidBecause(error: unknown): string | null {
  if (error instanceof errors.JWTExpired) return "The token has expired.";
  if (error instanceof errors.JWTClaimValidationFailed)
    return `The token's claim “${error.claim}” is missing or has the wrong value.`;
  if (error instanceof errors.JWSSignatureVerificationFailed) return "The token's signature is not valid.";
  if (error instanceof errors.JWKSNoMatchingKey)
    return "The token was signed with a key that is not among the issuer's keys.";
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return null;
  const isOfToken = error instanceof errors.JOSEError && error.code !== "ERR_JOSE_GENERIC";
  return isOfToken ? "The token is malformed or uses an algorithm that is not supported." : null;
}

/** In bytes. OpenID Connect allows 255 characters; the database has an index of subjects. */
const LONGEST_SUBJECT = 1000;

/** @throws GraphQLError if the history cannot store the subject */
function callerOf(payload: JWTPayload, { scopeClaim, scopes, issuer }: JwtSettings): Caller {
  const subject = `${payload.sub}`;
  const unstorable = findUnstorable(subject, "The token's claim “sub”");
  if (unstorable) throw unauthenticated(`${unstorable.path} ${unstorable.problem}.`);
  if (Buffer.byteLength(subject) > LONGEST_SUBJECT)
    throw unauthenticated(`The token's claim “sub” is longer than ${LONGEST_SUBJECT} bytes.`);
  const claimed = payload[scopeClaim] ?? [];
  const given = Array.isArray(claimed) ? claimed.map(String) : String(claimed).split(/[ ,]+/);
  const granted = Object.entries(scopes).filter(([, name]) => given.includes(name));
  return {
    name: nameOf(payload) ?? `a caller of ${issuer}`,
    id: `${issuer} ${subject}`,
    scopes: granted.map(([scope]) => scope as CallerScope),
  };
}

const LONGEST_NAME = 200;

/** Null if no claim has a name that the history can show. Not an email address: the history shows the name to everybody. */
function nameOf({ name, preferred_username, client_id, sub }: JWTPayload): string | null {
  for (const candidate of [name, preferred_username, client_id, sub]) {
    if (typeof candidate !== "string" || candidate.includes("@")) continue;
    const shown = candidate.trim().slice(0, LONGEST_NAME).toWellFormed();
    if (authorNameProblem(shown) === null) return shown;
  }
  return null;
}

/** Keys at a URL are read again when a token names an unknown key, at most every 30 seconds. */
const keysOf = (jwks: JwtSettings["jwks"]): JWTVerifyGetKey =>
  "url" in jwks ? createRemoteJWKSet(new URL(jwks.url), { timeoutDuration: 5000 }) : keysInFile(jwks.file);

/** Keys in a file are read again when the file has changed. */
function keysInFile(path: string): JWTVerifyGetKey {
  let read: { at: number; keys: JWTVerifyGetKey } | undefined;
  return async (header, token) => {
    const { mtimeMs } = await stat(path);
    if (read?.at !== mtimeMs) read = { at: mtimeMs, keys: createLocalJWKSet(JSON.parse(await readFile(path, "utf8"))) };
    return read.keys(header, token);
  };
}
