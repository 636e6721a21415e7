import { statSync } from "node:fs";
import { isPostgres } from "../store/db/databaseUrl.ts";
import { addressRanges, isAmong, isRange } from "./addresses.ts";
import type { JwtSettings } from "./jwt.ts";
import { LIMIT_NAMES, LIMITS, type Limits, variableOf } from "./limits.ts";
import type { Operating } from "./operations.ts";

/** Settings that let strangers in, or let them do harm: the service does not start with one that nobody has allowed. */
export const UNSAFE = {
  "open-cors": "any web page may read what is closed",
  "open-metrics": "metrics for whoever reaches the port",
  "trust-everyone": "clients say themselves who they are",
  "plain-issuer": "tokens of an issuer that cannot be told from another",
  "any-audience": "tokens that were made for other services",
  "open-writes": "everybody who can sign in may write",
  "no-limits": "a limit that limits nothing",
  "open-files": "other users of the machine may change keys, or read what is closed",
} as const;
export type UnsafeName = keyof typeof UNSAFE;

export interface UnsafeFault {
  readonly name: UnsafeName;
  /** What was set, why that is unsafe, and what would be right. */
  readonly message: string;
}

type Env = Readonly<Record<string, string | undefined>>;
interface Judged {
  readonly corsOrigins: "local" | readonly string[];
  readonly read: "open" | "closed";
  readonly limits: Limits;
  readonly operating: Operating;
  readonly jwt: JwtSettings | null;
}

/** What is unsafe about settings. */
export function unsafeFaults({ corsOrigins, read, limits, operating, jwt }: Judged, env: Env): UnsafeFault[] {
  const faults: UnsafeFault[] = [];
  const fault = (name: UnsafeName, message: string) => faults.push({ name, message });

  if (read === "closed" && corsOrigins !== "local" && corsOrigins.includes("*"))
    fault(
      "open-cors",
      "CORS_ORIGINS is “*” while READ is closed: every page that gets hold of a key can read; name the origins",
    );

  const { metrics } = operating;
  if (metrics && !isNear(metrics.host))
    fault(
      "open-metrics",
      `METRICS_HOST is “${metrics.host}”: whoever reaches port ${metrics.port} reads how much is asked and what fails; take localhost or a private address`,
    );

  for (const range of (env.TRUSTED_PROXIES ?? "").split(",").map((part) => part.trim()))
    if (isWide(range))
      fault(
        "trust-everyone",
        `TRUSTED_PROXIES holds ${range}: clients in it choose their own address, so that no limit holds for them; name the proxies alone`,
      );

  if (jwt && /^http:/i.test(jwt.issuer) && !isNear(new URL(jwt.issuer).hostname))
    fault(
      "plain-issuer",
      `JWT_ISSUER is “${jwt.issuer}”: without https, anybody on the way can pass for it; take its https address`,
    );
  if (jwt?.audience === "*")
    fault(
      "any-audience",
      "JWT_AUDIENCE is “*”: a token that is good anywhere would be good here; take a name of this service's own",
    );
  for (const [scope, name] of Object.entries(jwt?.scopes ?? {}))
    if (EVERYBODY.has(name.toLowerCase()))
      fault(
        "open-writes",
        `JWT_SCOPES gives ${scope} to “${name}”, which every token has: whoever can sign in may write; take a scope that few are granted`,
      );

  for (const name of LIMIT_NAMES)
    if (limits[name] > LIMITS[name].value * MUCH)
      fault(
        "no-limits",
        `${variableOf(name)} is ${limits[name]}: more than ${MUCH} times the default protects nobody; take ${LIMITS[name].value * MUCH} at most`,
      );
  return faults;
}

/** What is unsafe about the files that decide who is let in, where they exist. */
export function unsafeFiles(databaseUrl: string, { read, jwt }: Pick<Judged, "read" | "jwt">): UnsafeFault[] {
  const files = [
    ...(isPostgres(databaseUrl) || databaseUrl === ":memory:"
      ? []
      : [{ path: databaseUrl, mayBeRead: read === "open" }]),
    ...(jwt && "file" in jwt.jwks ? [{ path: jwt.jwks.file, mayBeRead: true }] : []),
  ];
  return files.flatMap(({ path, mayBeRead }): UnsafeFault[] => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode ?? 0;
    // Windows keeps no such modes: what it shows there means nothing.
    const found = process.platform === "win32" ? [] : [mode & 2 && "change", !mayBeRead && mode & 4 && "read"];
    const [may] = found.filter((verb) => typeof verb === "string");
    return may === undefined
      ? []
      : [
          {
            name: "open-files",
            message: `Every user of the machine may ${may} “${path}”; take that away (“chmod o-rwx ${path}”)`,
          },
        ];
  });
}

/** How many times a default is still a limit. */
const MUCH = 100;

/** Scopes that issuers put into the tokens of all who sign in. */
const EVERYBODY = new Set(["openid", "profile", "email", "address", "phone", "offline_access", "*"]);

const PRIVATE = addressRanges([
  "127.0.0.0/8",
  "::1",
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
]);

/** This machine, or an address that the internet has no way to. */
const isNear = (host: string): boolean => host === "localhost" || isAmong(PRIVATE, host);

/** Whether more are in it than one operator has: IPv4 beyond a /8, IPv6 beyond a /16. */
function isWide(range: string): boolean {
  if (!isRange(range)) return false;
  const [address = "", bits] = range.split("/");
  if (bits === undefined) return false;
  // IPv4 in IPv6's clothes: the last 32 bits.
  const isMapped = /^::(ffff:(0:)?)?/i.test(address) && Number(bits) >= 64;
  return isMapped ? Number(bits) < 96 + 8 : Number(bits) < (address.includes(":") ? 16 : 8);
}
