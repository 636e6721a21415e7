import { isAmong, networkOf, plainAddress } from "../../config/addresses.ts";
import type { ClientSettings } from "../../config/clients.ts";

/** Whoever limits are counted for. */
export interface Client {
  readonly name: string;
  /** How many times what others may ask: more than 1 for a gateway, which asks for many. */
  readonly multiple: number;
}

/** What a server for Node.js knows of a request beside what it says of itself. */
export interface ConnectionInfo {
  readonly req?: { readonly socket?: { readonly remoteAddress?: string | undefined } };
}

/**
 * A client is a verified identity or, without one, an address. Null for a call from within this process.
 * @param identity of a key or token that was verified: never what a request merely says
 */
export function clientOf(
  headers: Headers,
  { req }: ConnectionInfo,
  identity: string | null,
  settings: ClientSettings,
): Client | null {
  const near = req?.socket?.remoteAddress;
  if (identity === null && near === undefined) return null;
  const address = near === undefined ? null : addressOf(headers, near, settings);
  const gateway = settings.gateways.find(({ who }) =>
    typeof who === "string" ? who === identity : address !== null && isAmong(who, address),
  );
  return {
    name: identity === null ? `address ${networkOf(address ?? "")}` : `identity ${identity}`,
    multiple: gateway?.multiple ?? 1,
  };
}

/** The nearest address that is no trusted proxy's: each proxy adds whom it was asked by at the end. */
function addressOf(headers: Headers, near: string, { trustedProxies, proxyHeader }: ClientSettings): string {
  const named = (headers.get(proxyHeader) ?? "").split(",").map((part) => part.trim());
  const chain = proxyHeader === "forwarded" ? named.map(forwardedFor) : named;
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
