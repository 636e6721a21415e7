import { BlockList } from "node:net";

/** How clients are distinguished. */
export interface ClientSettings {
  /** The proxies trusted to report the client's address. */
  readonly trustedProxies: BlockList;
  /** The header in which the proxies report it. The other header is ignored, since a client could forge it. */
  readonly proxyHeader: "x-forwarded-for" | "forwarded";
  readonly gateways: readonly Gateway[];
}

/** Without proxies, the client's address is that of its connection. */
export const NO_PROXIES: ClientSettings = {
  trustedProxies: new BlockList(),
  proxyHeader: "x-forwarded-for",
  gateways: [],
};

export interface Gateway {
  /** The gateway's addresses, or its verified identity. */
  readonly who: BlockList | string;
  /** The factor by which the usual limits are multiplied for the gateway. */
  readonly multiple: number;
}
