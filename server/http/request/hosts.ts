import { isIP } from "node:net";
import { hostname } from "node:os";
import type { Logger } from "pino";
import type { Config } from "../../config/config.ts";

/** For which hosts the service answers, by the header `Host` without its port. */
export interface HostPolicy {
  isAllowed(host: string): boolean;
}

/** No website can have a name below these domains, which are reserved (RFC 6761, RFC 6762, RFC 8375, ICANN 2024). */
const RESERVED = ["localhost", "local", "internal", "test", "home.arpa"];

/** In milliseconds: how often a refusal is logged. */
const LOG_INTERVAL = 60_000;

/**
 * A website can let its own name lead to this machine. Its page could then read the answers, because to the browser, they
 * come from the page's own site (DNS rebinding). So the service does not answer for names that a website can have, unless it was
 * told that the name is its own.
 */
export function createHostPolicy(
  { host, publicUrl, allowedHosts }: Pick<Config, "host" | "publicUrl" | "allowedHosts">,
  log: Logger,
): HostPolicy {
  const own = new Set([host, hostname(), ...(publicUrl === null ? [] : [new URL(publicUrl).hostname])].map(plain));
  const matches = (name: string) => (pattern: string) =>
    pattern === "*" || pattern === name || (pattern.startsWith("*.") && name.endsWith(pattern.slice(1)));
  let loggedAt = Number.NEGATIVE_INFINITY;
  return {
    isAllowed(given) {
      const name = plain(given.replace(/:\d+$/, ""));
      if (cannotBeWebsite(name) || own.has(name) || allowedHosts.some(matches(name))) return true;
      if (performance.now() - loggedAt > LOG_INTERVAL) {
        loggedAt = performance.now();
        log.warn({ host: name.slice(0, 100) }, "A request for another host was refused. See ALLOWED_HOSTS.");
      }
      return false;
    },
  };
}

/** In lower case, and without the dot that ends an absolute name. */
const plain = (name: string): string => name.toLowerCase().replace(/\.$/, "");

const cannotBeWebsite = (name: string): boolean =>
  !name.includes(".") ||
  isIP(name) !== 0 ||
  name.startsWith("[") ||
  RESERVED.some((domain) => name === domain || name.endsWith(`.${domain}`));
