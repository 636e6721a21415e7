import { existsSync, readFileSync } from "node:fs";
import { CALLER_SCOPES, type CallerScope } from "../../domain/writeVocabulary.ts";
import { checked, onByDefault, oneOf, type Setting, wholeNumber } from "./setting.ts";

/** Who may read, and which operations are answered. Writing always requires a key or token. */
export const ACCESS_SETTINGS = {
  READ: {
    meaning: "Whether reading requires a key or token, as writing always does.",
    ...oneOf(["open", "closed"]),
    default: "open",
    example: "closed",
  },
  TRUSTED_DOCUMENTS: {
    meaning: "Which operations are answered: any, or only those of the manifests, by text or by hash.",
    ...oneOf(["any", "only"]),
    default: "any",
    example: "only",
  },
  MANIFESTS: {
    meaning: "Manifests that list operations by SHA-256 hash. Keep the manifests of your older clients too.",
    takes: "comma-separated files and folders",
    shape: (z) => z.array(checked(existsSync, ", which does not exist")(z)),
    default: null,
    defaultText: "the SDK's manifests, including those of earlier releases",
    example: "sdk/persisted-operations.json",
  },
  INTROSPECTION: onByDefault({
    meaning: "Whether clients may query the schema. If this is off, errors do not suggest names either.",
  }),
  GRAPHIQL: onByDefault({ meaning: "Whether GraphiQL is served at /graphql." }),
} as const satisfies Readonly<Record<string, Setting>>;

/** Tokens of an issuer, which are accepted in addition to keys. */
export const TOKEN_SETTINGS = {
  JWT_ISSUER: {
    meaning: "The issuer whose tokens are accepted in addition to keys. Requires JWT_AUDIENCE and JWT_JWKS too.",
    takes: "the address that the tokens contain as `iss`",
    shape: (z) => z.string(),
    default: null,
    example: "https://id.example",
  },
  JWT_AUDIENCE: {
    meaning: "The audience that a token must be made for.",
    takes: "the name of this service that the tokens contain as `aud`",
    shape: (z) => z.string(),
    default: null,
    example: "conflict-graph",
  },
  JWT_JWKS: {
    meaning: "The issuer's public keys.",
    takes: "an https address (http only for localhost), or the path of a file that contains a JWK set",
    shape: (z) =>
      checked((jwks) => !isHttp(jwks) || isSafe(jwks))(z)
        .check(({ value, issues }) => {
          const problem = isHttp(value) ? null : problemOfFile(value);
          if (problem !== null) issues.push({ code: "custom", message: problem, input: value });
        })
        .transform((jwks) => (isHttp(jwks) ? { url: jwks } : { file: jwks })),
    default: null,
    example: "https://id.example/.well-known/jwks.json",
  },
  JWT_SCOPE_CLAIM: {
    meaning: "The claim that contains a token's scopes.",
    takes: "the name of a claim",
    shape: (z) => z.string(),
    default: "scope",
    example: "permissions",
  },
  JWT_SCOPES: {
    meaning: "The issuer's names for our scopes, if the names differ.",
    takes: `comma-separated pairs of a scope (${CALLER_SCOPES.join(", ")}) and the issuer's name for it, such as review=claims:review`,
    shape: (z) =>
      z.array(
        z
          .string()
          .regex(new RegExp(`^(${CALLER_SCOPES.join("|")})=\\S+$`))
          .transform((pair) => {
            const at = pair.indexOf("=");
            return [pair.slice(0, at) as CallerScope, pair.slice(at + 1)] as const;
          }),
      ),
    default: [] as readonly (readonly [CallerScope, string])[],
    defaultText: "the same names",
    example: "review=claims:review,admin=claims:admin",
  },
  JWT_CLOCK_SKEW: {
    meaning: "Seconds by which the issuer's clock and ours may differ.",
    ...wholeNumber(0, 999),
    default: 30,
    example: "5",
  },
} as const satisfies Readonly<Record<string, Setting>>;

const isHttp = (text: string): boolean => /^https?:\/\//i.test(text);

/** Anyone who can change the keys in transit can forge tokens, so http is only for localhost. */
function isSafe(url: string): boolean {
  const { protocol, hostname } = URL.parse(url) ?? { protocol: "", hostname: "" };
  return protocol === "https:" || /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname);
}

function problemOfFile(path: string): string | null {
  try {
    const { keys } = JSON.parse(readFileSync(path, "utf8")) as { keys?: unknown };
    return Array.isArray(keys) ? null : ", which contains no list “keys”";
  } catch (error) {
    return `, which cannot be read as a JWK set: ${(error as Error).message.slice(0, 200).replace(/\.$/, "")}`;
  }
}
