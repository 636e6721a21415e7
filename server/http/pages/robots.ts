import type { Config } from "../../config/config.ts";

/** Work that a crawler should not start: queries, and files with all data. The pages themselves describe those files. */
const HEAVY = ["/graphql", "/subgraph", "/export/"];

/**
 * What crawlers may read (RFC 9309): all pages, or nothing if reading needs a key. The rules name paths of the public address, which
 * may have a path of its own; then a proxy must serve this file at the root of the host.
 */
export function robotsText({ publicUrl, read }: Pick<Config, "publicUrl" | "read">): string {
  const folder = publicUrl === null ? "" : new URL(publicUrl).pathname.replace(/\/$/, "");
  const closed = read === "closed" ? ["/"] : HEAVY;
  return `User-agent: *\n${closed.map((path) => `Disallow: ${folder}${path}\n`).join("")}`;
}
