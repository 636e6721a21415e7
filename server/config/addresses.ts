import { BlockList, isIP } from "node:net";

/**
 * Ranges in CIDR notation, such as `10.0.0.0/8`, and single addresses.
 * @throws RangeError; its message is the part that is not valid
 */
export function addressRanges(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [, address = "", bits] = /^([\da-f.:]+)(?:\/(\d{1,3}))?$/i.exec(range) ?? [];
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    if (family === 0 || Number(bits ?? 0) > most) throw new RangeError(range);
    list.addSubnet(address, bits === undefined ? most : Number(bits), family === 4 ? "ipv4" : "ipv6");
  }
  return list;
}

export const isRange = (text: string): boolean => isIP(text.replace(/\/\d{1,3}$/, "")) !== 0;

export const isAmong = (list: BlockList, address: string): boolean => {
  const plain = plainAddress(address);
  const family = isIP(plain);
  return family !== 0 && list.check(plain, family === 4 ? "ipv4" : "ipv6");
};

/** An address without brackets, port and zone. An IPv4 address that is written as IPv6 becomes plain IPv4. */
export function plainAddress(text: string): string {
  const bare = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text;
  return bare.replace(/%.*$/, "").replace(/^::ffff:(?=[\d.]+$)/i, "");
}

/** The network of one client: an IPv4 address, or an IPv6 /64, which a home or a server usually has for itself. */
export function networkOf(address: string): string {
  const plain = plainAddress(address);
  if (isIP(plain) !== 6) return plain;
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const gap = plain.indexOf("::");
  const front = groups(gap === -1 ? plain : plain.slice(0, gap));
  const back = gap === -1 ? [] : groups(plain.slice(gap + 2));
  const zeros = Array(Math.max(0, 8 - front.length - back.length)).fill("0");
  const network = [...front, ...zeros, ...back].slice(0, 4);
  return `${network.map((group) => Number.parseInt(group, 16).toString(16)).join(":")}::/64`;
}
