import type { GraphQLSchema } from "graphql";
import type { Plugin } from "graphql-yoga";
import { subgraphOf } from "../schema/federation/subgraph.ts";
import { schema } from "../schema/schema.ts";

const PATH = "/subgraph";

/**
 * Answers federation gateways at `/subgraph`, with the same rules and plugins as clients at `/graphql`, who see nothing of
 * `_entities`. Made when it is first asked for, unless there are renames, which may be wrong.
 * @throws RenameError
 */
export function useSubgraph(renames: readonly string[]): Plugin {
  const make = () => subgraphOf(schema, { renames }).schema;
  let subgraph: GraphQLSchema | null = renames.length > 0 ? make() : null;
  return {
    onEnveloped({ setSchema, context }) {
      if (context && isSubgraph(context.request)) {
        subgraph ??= make();
        setSchema(subgraph);
      }
    },
  };
}

export const isSubgraph = ({ url }: Request): boolean => new URL(url).pathname === PATH;
