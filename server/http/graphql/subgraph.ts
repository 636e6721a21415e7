import type { Plugin } from "graphql-yoga";
import { lazy } from "../../domain/lazy.ts";
import { subgraphOf } from "../../schema/federation/subgraph.ts";
import { schema } from "../../schema/schema.ts";

const PATH = "/subgraph";

/**
 * Answers federation gateways at `/subgraph`, with the same rules and plugins as clients at `/graphql`, who see nothing of
 * `_entities`. Made when it is first asked for, unless there are renames, which may be wrong.
 * @throws RenameError
 */
export function useSubgraph(renames: readonly string[]): Plugin {
  const subgraph = lazy(() => subgraphOf(schema, { renames }).schema);
  if (renames.length > 0) subgraph();
  return {
    onEnveloped({ setSchema, context }) {
      // For each request, also a client's: what is set stays set.
      setSchema(context?.request && isSubgraph(context.request) ? subgraph() : schema);
    },
  };
}

export const isSubgraph = ({ url }: Request): boolean => new URL(url).pathname === PATH;
