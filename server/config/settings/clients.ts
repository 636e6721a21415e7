import { addressRanges, isRange } from "../addresses.ts";
import type { Gateway } from "../clients.ts";
import { checked, oneOf, type Setting } from "./setting.ts";

/** The settings by which the service distinguishes clients, and which clients have higher limits. */
export const CLIENT_SETTINGS = {
  TRUSTED_PROXIES: {
    meaning: "The proxies trusted to report the client's address.",
    takes: "comma-separated addresses and ranges such as 10.0.0.7 or 10.0.0.0/8",
    shape: (z) => z.array(checked(isValidRange)(z)),
    default: [] as readonly string[],
    example: "10.0.0.7,10.1.0.0/16",
  },
  TRUSTED_PROXY_HEADER: {
    meaning:
      "The header in which the proxies report the client's address. The other header is ignored, because clients can forge it.",
    ...oneOf(["x-forwarded-for", "forwarded"]),
    default: "x-forwarded-for",
    example: "forwarded",
  },
  GATEWAYS: {
    meaning: "Clients with higher limits, such as federation gateways.",
    takes:
      "comma-separated addresses, ranges or verified identities, each with the factor for its limits (1 to 9999), such as 10.0.0.0/8=20",
    shape: (z) => z.array(checked(isGateway)(z).transform(gateway)),
    default: [] as readonly Gateway[],
    example: "10.0.0.0/8=20,their-key=5",
  },
} as const satisfies Readonly<Record<string, Setting>>;

function isValidRange(range: string): boolean {
  try {
    addressRanges([range]);
    return true;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return false;
  }
}

const GATEWAY = /^(.+)=([1-9]\d{0,3})$/;

function isGateway(text: string): boolean {
  const [, who] = GATEWAY.exec(text) ?? [];
  return who !== undefined && (!isRange(who) || isValidRange(who));
}

function gateway(text: string): Gateway {
  const at = text.lastIndexOf("=");
  const who = text.slice(0, at);
  return { who: isRange(who) ? addressRanges([who]) : who, multiple: Number(text.slice(at + 1)) };
}
