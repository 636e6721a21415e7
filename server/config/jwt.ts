import { readFileSync } from "node:fs";
import { CALLER_SCOPES, type CallerScope } from "../domain/writeVocabulary.ts";

/** Whose tokens are taken beside keys, and how they are read. */
export interface JwtSettings {
  readonly issuer: string;
  readonly audience: string;
  /** Where the issuer's public keys are. */
  readonly jwks: { readonly url: string } | { readonly file: string };
  /** The claim that holds the scopes: a list, or a text with blanks between. */
  readonly scopeClaim: string;
  /** What the issuer calls each of our scopes. */
  readonly scopes: Readonly<Record<CallerScope, string>>;
  /** By how many seconds clocks may differ. */
  readonly clockTolerance: number;
}

const NEEDED = ["JWT_ISSUER", "JWT_AUDIENCE", "JWT_JWKS"] as const;
const ALL = [...NEEDED, "JWT_SCOPE_CLAIM", "JWT_SCOPES", "JWT_CLOCK_SKEW"] as const;

/** Derives them from the environment, all or none; adds what is missing or cannot be used to `faults`. */
export function jwtSettings(env: Readonly<Record<string, string | undefined>>, faults: string[]): JwtSettings | null {
  if (ALL.every((name) => !env[name])) return null;
  const before = faults.length;
  for (const name of NEEDED)
    if (!env[name]) faults.push(`${name} is missing; tokens take ${NEEDED.join(", ")} together, or none of them`);
  const { JWT_ISSUER: issuer = "", JWT_AUDIENCE: audience = "", JWT_JWKS: jwks = "" } = env;
  const skew = env.JWT_CLOCK_SKEW || "30";
  if (!/^\d{1,3}$/.test(skew)) faults.push(`JWT_CLOCK_SKEW is “${skew}”; it takes seconds, from 0 to 999`);
  const scopes = scopesOf(env.JWT_SCOPES ?? "", faults);
  const isUrl = /^https?:\/\//i.test(jwks);
  if (isUrl && !isSafe(jwks))
    faults.push("JWT_JWKS takes an https address (http on this machine alone), or the path of a file");
  if (jwks !== "" && !isUrl) faults.push(...faultsOfFile(jwks));
  if (faults.length > before) return null;
  return {
    issuer,
    audience,
    jwks: isUrl ? { url: jwks } : { file: jwks },
    scopeClaim: env.JWT_SCOPE_CLAIM || "scope",
    scopes,
    clockTolerance: Number(skew),
  };
}

/** Whoever can change the keys on their way can make tokens. */
function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

function faultsOfFile(path: string): string[] {
  try {
    const { keys } = JSON.parse(readFileSync(path, "utf8")) as { keys?: unknown };
    return Array.isArray(keys) ? [] : [`JWT_JWKS is “${path}”, which holds no list “keys”; it takes a JWK set`];
  } catch (error) {
    return [`JWT_JWKS is “${path}”, which cannot be read as a JWK set: ${(error as Error).message.slice(0, 200)}`];
  }
}

function scopesOf(text: string, faults: string[]): JwtSettings["scopes"] {
  const scopes = Object.fromEntries(CALLER_SCOPES.map((scope) => [scope, scope])) as Record<CallerScope, string>;
  for (const pair of text.split(",").map((part) => part.trim())) {
    if (pair === "") continue;
    const [, scope = "", name = ""] = /^(\w+)=(\S+)$/.exec(pair) ?? [];
    if ((CALLER_SCOPES as readonly string[]).includes(scope)) scopes[scope as CallerScope] = name;
    else
      faults.push(
        `JWT_SCOPES holds “${pair}”; it takes ${CALLER_SCOPES.join(", ")} with what the issuer calls them, such as review=claims:review, parted by commas`,
      );
  }
  return scopes;
}
