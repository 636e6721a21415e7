import { BlockList } from "node:net";

/** How clients are told apart. */
export interface ClientSettings {
  /** Whose word on a request's origin is taken; nobody's where it is empty. */
  readonly trustedProxies: BlockList;
  /** Which header they write. The other one would be the client's own words. */
  readonly proxyHeader: "x-forwarded-for" | "forwarded";
  readonly gateways: readonly Gateway[];
}

/** Everybody is who the connection says. */
export const NO_PROXIES: ClientSettings = {
  trustedProxies: new BlockList(),
  proxyHeader: "x-forwarded-for",
  gateways: [],
};

export interface Gateway {
  /** The addresses that it asks from, or the verified identity that it asks with. */
  readonly who: BlockList | string;
  readonly multiple: number;
}
