import { CALLER_SCOPES, type CallerScope } from "../domain/writeVocabulary.ts";
import type { Env, ReadSetting } from "./readSettings.ts";
import { TOKEN_SETTINGS } from "./settings/access.ts";

/** The issuer whose tokens are accepted in addition to keys, and how the tokens are read. */
export interface JwtSettings {
  readonly issuer: string;
  readonly audience: string;
  /** The issuer's public keys. */
  readonly jwks: { readonly url: string } | { readonly file: string };
  /** The claim that contains the scopes, as a list or as space-separated text. */
  readonly scopeClaim: string;
  /** The issuer's name for each of our scopes. */
  readonly scopes: Readonly<Record<CallerScope, string>>;
  /** Seconds by which clocks may differ. */
  readonly clockTolerance: number;
}

const REQUIRED = ["JWT_ISSUER", "JWT_AUDIENCE", "JWT_JWKS"] as const;

/** @returns null if no JWT_ variable is set, or if a required variable is missing or wrong, which is added to the faults */
export function jwtFrom(read: ReadSetting, env: Env, faults: string[]): JwtSettings | null {
  if (Object.keys(TOKEN_SETTINGS).every((name) => !env[name])) return null;
  for (const name of REQUIRED)
    if (!env[name])
      faults.push(`${name} is missing. For tokens, set all of ${REQUIRED.join(", ")}, or no JWT_ variable.`);
  const [issuer, audience, jwks] = [read("JWT_ISSUER"), read("JWT_AUDIENCE"), read("JWT_JWKS")];
  const ownNames = CALLER_SCOPES.map((scope) => [scope, scope] as const);
  const scopes = Object.fromEntries([...ownNames, ...read("JWT_SCOPES")]) as JwtSettings["scopes"];
  const [scopeClaim, clockTolerance] = [read("JWT_SCOPE_CLAIM"), read("JWT_CLOCK_SKEW")];
  if (issuer === null || audience === null || jwks === null) return null;
  return { issuer, audience, jwks, scopeClaim, scopes, clockTolerance };
}
