import { isAmong, networkOf, plainAddress } from "../../config/addresses.ts";
import type { ClientSettings } from "../../config/clients.ts";

/** Limits are counted per client. */
export interface Client {
  readonly name: string;
  /** The factor by which the usual limits are multiplied: more than 1 for a gateway, which acts on behalf of many clients. */
  readonly multiple: number;
}

/** What Node.js knows about a request's connection. */
export interface ConnectionInfo {
  readonly req?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

/**
 * A client is a verified identity or, without one, an address. Null for a call from within this process.
 * @param identity that of a verified key or token, never one that a request merely claims
 */
export function clientOf(
  headers: Headers,
  { req }: ConnectionInfo,
  identity: string | null,
  settings: ClientSettings,
): Client | null {
  const near = req?.socket?.remoteAddress;
  const address = near === undefined ? null : addressOf(headers, near, settings);
  const name = identity !== null ? `identity ${identity}` : address !== null ? `address ${networkOf(address)}` : null;
  if (name === null) return null;
  const gateway = settings.gateways.find(({ who }) =>
    typeof who === "string" ? who === identity : address !== null && isAmong(who, address),
  );
  return { name, multiple: gateway?.multiple ?? 1 };
}

/** The nearest address that is not a trusted proxy. Each proxy appends the address from which it received the request. */
function addressOf(headers: Headers, near: string, { trustedProxies, proxyHeader }: ClientSettings): string {
  const header = headers.get(proxyHeader);
  const listed = header === null ? [] : header.split(",").map((part) => part.trim());
  const chain = proxyHeader === "forwarded" ? listed.map(forwardedFor) : listed;
  let address = plainAddress(near);
  while (isAmong(trustedProxies, address)) {
    const next = plainAddress(chain.pop() ?? "");
    if (next === "") return address;
    address = next;
  }
  return address;
}

/** RFC 7239: `for="[2001:db8::1]:4711";proto=https`. */
const forwardedFor = (element: string): string => /(?:^|;)\s*for="?([^";]+)"?/i.exec(element)?.[1]?.trim() ?? "";
