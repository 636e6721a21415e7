import { statSync } from "node:fs";
import { isPostgres } from "../store/db/databaseUrl.ts";
import { addressRanges, isAmong } from "./addresses.ts";
import type { Config, UnsafeFault } from "./config.ts";
import { LIMIT_NAMES, LIMITS, variableOf } from "./limits.ts";
import type { UnsafeName } from "./settings/unsafe.ts";
import type { SettingName } from "./settings.ts";

interface UnsafeRule {
  /** The settings that the rule concerns. */
  readonly settings: readonly SettingName[];
  /** What is refused. */
  readonly refused: string;
  /** What can happen if it is allowed. */
  readonly risk: string;
}

/** Settings that would let strangers in or let them do harm. The service starts with such a setting only if it is allowed. */
export const UNSAFE: Readonly<Record<UnsafeName, UnsafeRule>> = {
  "open-cors": {
    settings: ["CORS_ORIGINS", "READ"],
    refused: "`CORS_ORIGINS=*` together with `READ=closed`",
    risk: "any web page can read what requires a key",
  },
  "open-metrics": {
    settings: ["METRICS_HOST"],
    refused:
      "a `METRICS_HOST` that is neither localhost nor a private address. In a container with an unpublished port, you can allow `0.0.0.0`",
    risk: "anyone who can reach the port can read the metrics",
  },
  "trust-everyone": {
    settings: ["TRUSTED_PROXIES"],
    refused: "a range in `TRUSTED_PROXIES` that is larger than a /8 (IPv6: a /16)",
    risk: "clients in the range choose their own address",
  },
  "plain-issuer": {
    settings: ["JWT_ISSUER"],
    refused: "a `JWT_ISSUER` without https",
    risk: "anyone on the network path can impersonate the issuer",
  },
  "any-audience": {
    settings: ["JWT_AUDIENCE"],
    refused: "`JWT_AUDIENCE=*`",
    risk: "tokens made for other services are accepted",
  },
  "open-writes": {
    settings: ["JWT_SCOPES"],
    refused: "`JWT_SCOPES` that give one of our scopes to everyone who can sign in, for example with `openid`",
    risk: "everyone who can sign in may write",
  },
  "no-limits": {
    settings: LIMIT_NAMES.map(variableOf),
    refused: "a `LIMIT_…` of more than a hundred times its default",
    risk: "the limit protects nobody",
  },
  "open-files": {
    settings: ["DATABASE_URL", "JWT_JWKS", "READ"],
    refused:
      "an SQLite file or a key set that every user of the machine may change; with `READ=closed`, also a database file that every user may read",
    risk: "other users of the machine can change keys, or read what requires a key",
  },
};

interface Judged extends Pick<Config, "corsOrigins" | "read" | "limits" | "operating" | "jwt"> {
  readonly trustedProxies: readonly string[];
}

export function unsafeFaults({ corsOrigins, read, limits, operating, jwt, trustedProxies }: Judged): UnsafeFault[] {
  const faults: UnsafeFault[] = [];
  const fault = (name: UnsafeName, message: string) => faults.push({ name, message });

  if (read === "closed" && corsOrigins !== "local" && corsOrigins.includes("*"))
    fault(
      "open-cors",
      "CORS_ORIGINS is “*” while READ is closed: any page that gets a key can read. Name the origins.",
    );

  const { metrics } = operating;
  if (metrics && !isNear(metrics.host))
    fault(
      "open-metrics",
      `METRICS_HOST is “${metrics.host}”: anyone who can reach port ${metrics.port} can read how much the service is used and what fails. Use localhost or a private address.`,
    );

  for (const range of trustedProxies.filter(isWide))
    fault(
      "trust-everyone",
      `TRUSTED_PROXIES contains ${range}: clients in this range choose their own address, so no limit applies to them. Name only the proxies.`,
    );

  if (jwt && /^http:/i.test(jwt.issuer) && !isNear(URL.parse(jwt.issuer)?.hostname ?? jwt.issuer))
    fault(
      "plain-issuer",
      `JWT_ISSUER is “${jwt.issuer}”: without https, anyone on the network path can impersonate the issuer. Use the issuer's https address.`,
    );
  if (jwt?.audience === "*")
    fault(
      "any-audience",
      "JWT_AUDIENCE is “*”: a token for any service would be accepted here. Use a name that only this service has.",
    );
  for (const [scope, name] of Object.entries(jwt?.scopes ?? {}))
    if (EVERYONE.has(name.toLowerCase()))
      fault(
        "open-writes",
        `JWT_SCOPES gives ${scope} to “${name}”, which every token has: everyone who can sign in may write. Use a scope that few users are granted.`,
      );

  for (const name of LIMIT_NAMES)
    if (limits[name] > LIMITS[name].value * MOST_TIMES)
      fault(
        "no-limits",
        `${variableOf(name)} is ${limits[name]}: more than ${MOST_TIMES} times the default protects nobody. Use at most ${LIMITS[name].value * MOST_TIMES}.`,
      );
  return faults;
}

/** The unsafe permissions of the files that decide who has access. Files that do not exist are skipped. */
export function unsafeFiles(databaseUrl: string, { read, jwt }: Pick<Judged, "read" | "jwt">): UnsafeFault[] {
  const files = [
    ...(isPostgres(databaseUrl) || databaseUrl === ":memory:"
      ? []
      : [{ path: databaseUrl, mayBeRead: read === "open" }]),
    ...(jwt && "file" in jwt.jwks ? [{ path: jwt.jwks.file, mayBeRead: true }] : []),
  ];
  // Windows has no such permissions.
  if (process.platform === "win32") return [];
  return files.flatMap(({ path, mayBeRead }): UnsafeFault[] => {
    const mode = statSync(path, { throwIfNoEntry: false })?.mode;
    if (mode === undefined) return [];
    const verb = mode & 2 ? "change" : mode & 4 && !mayBeRead ? "read" : null;
    if (verb === null) return [];
    const message = `Every user of the machine may ${verb} “${path}”. Remove this permission: “chmod o-rwx ${path}”.`;
    return [{ name: "open-files", message }];
  });
}

/** A limit may be at most this many times its default. */
const MOST_TIMES = 100;

/** Scopes that issuers put into everyone's tokens. */
const EVERYONE = new Set(["openid", "profile", "email", "address", "phone", "offline_access", "*"]);

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

/** Whether a host is localhost, or an address that is not reachable from the internet. */
const isNear = (host: string): boolean => host === "localhost" || isAmong(PRIVATE, host);

/** Whether a range is larger than one operator can have: an IPv4 range beyond a /8, or an IPv6 range beyond a /16. */
function isWide(range: string): boolean {
  const [, address, bits] = /^(.*)\/(\d+)$/.exec(range) ?? [];
  if (address === undefined) return false;
  // The prefix of an IPv4 range that is written as IPv6 is in the last 32 bits.
  const isMapped = /^::(ffff:(0:)?)?/i.test(address) && Number(bits) >= 64;
  return isMapped ? Number(bits) < 96 + 8 : Number(bits) < (address.includes(":") ? 16 : 8);
}
