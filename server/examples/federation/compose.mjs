import { composeServices as composeByApollo } from "@apollo/composition";
import { composeServices as composeByGuild } from "@theguild/federation-composition";
import { parse } from "graphql";

/**
 * Composes subgraphs into a supergraph with the composition library of the gateway.
 * @param {"hive" | "apollo"} gateway
 * @param {{ name: string, url: string, sdl: string }[]} subgraphs
 */
export function compose(gateway, subgraphs) {
  const composeServices = gateway === "hive" ? composeByGuild : composeByApollo;
  const services = subgraphs.map(({ sdl, ...rest }) => ({ ...rest, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors = [] } = composeServices(services);
  if (!supergraphSdl) {
    const reasons = errors.map(({ message }) => `  ${message}`).join("\n");
    throw new Error(`The subgraphs do not compose. If names clash, change ours: see README.md.\n${reasons}`);
  }
  return supergraphSdl;
}
