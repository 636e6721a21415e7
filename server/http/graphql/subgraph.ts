import type { Plugin } from "graphql-yoga";
import { lazy } from "../../domain/lazy.ts";
import { subgraphOf } from "../../schema/federation/subgraph.ts";
import { schema } from "../../schema/schema.ts";

const PATH = "/subgraph";

/**
 * Serves federation gateways at `/subgraph`, by the same rules and plugins as clients at `/graphql`. The schema at
 * `/graphql` has no `_entities`. The subgraph's schema is built when first needed. If there are renames, it is built at
 * once, since renames can be wrong.
 * @throws RenameError
 */
export function useSubgraph(renames: readonly string[]): Plugin {
  const subgraph = lazy(() => subgraphOf(schema, { renames }).schema);
  if (renames.length > 0) subgraph();
  return {
    onEnveloped({ setSchema, context }) {
      // Set for clients' requests as well, since the schema stays set for the next request.
      setSchema(context?.request && isSubgraph(context.request) ? subgraph() : schema);
    },
  };
}

export const isSubgraph = ({ url }: Request): boolean => new URL(url).pathname === PATH;
