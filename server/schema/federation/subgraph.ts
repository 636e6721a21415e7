import {
  type GraphQLFieldConfigMap,
  type GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
} from "graphql";
import { required } from "../../domain/required.ts";
import { RECORD_TYPES } from "../../domain/vocabulary.ts";
import type { Context } from "../builder/context.ts";
import { costs } from "../builder/extensions.ts";
import { entities } from "./entities.ts";
import { joinDescription, KEYS } from "./keys.ts";
import { MAX_REPRESENTATIONS } from "./maxRepresentations.ts";
import { type Names, namesOf } from "./names.ts";
import { renamedSchema } from "./renamed.ts";
import { subgraphSdl } from "./sdl.ts";

export interface SubgraphOptions {
  /** New names in place of names that other subgraphs already use: `Event=ConflictEvent`, `Query.search=conflictSearch`. */
  readonly renames?: readonly string[];
  /** Whether the SDL has `@authenticated` and `@requiresScopes`. */
  readonly security?: boolean;
}

export interface Subgraph {
  /** The schema that a gateway queries: the fields of the SDL, `_entities` and `_service`. */
  readonly schema: GraphQLSchema;
  /** The SDL that a gateway's owner composes. */
  readonly sdl: string;
}

/**
 * The schema as a subgraph of Apollo Federation 2. It has no `node` and no `nodes`: two subgraphs with these fields
 * clash.
 * @throws RenameError
 */
export function subgraphOf(plain: GraphQLSchema, { renames = [], security = true }: SubgraphOptions = {}): Subgraph {
  const names = namesOf(plain, renames);
  const renamed = renamedSchema(plain, names);
  for (const type of RECORD_TYPES) {
    const record = required(renamed.getType(names.type(type)), type);
    record.description = `${record.description}\n\n${joinDescription(type)}`;
  }
  const query = required(renamed.getQueryType(), "The query type").toConfig();
  const { node: _node, nodes: _nodes, ...fields } = query.fields;
  const { types, ...config } = renamed.toConfig();
  const schema = new GraphQLSchema({
    ...config,
    types: types.filter(({ name }) => name !== query.name),
    query: new GraphQLObjectType({ ...query, fields: { ...fields, ...federationFields(renamed, names, () => sdl) } }),
  });
  const keys = new Map(RECORD_TYPES.map((type) => [names.type(type), KEYS[type]]));
  const sdl = subgraphSdl(schema, { keys, security });
  return { schema, sdl };
}

/** The fields that gateways call. */
function federationFields(
  schema: GraphQLSchema,
  names: Names,
  sdl: () => string,
): GraphQLFieldConfigMap<unknown, Context> {
  const typeNamed = (name: string) => schema.getType(names.type(name));
  const entity = new GraphQLUnionType({
    name: "_Entity",
    description: "A record that other subgraphs can refer to.",
    types: RECORD_TYPES.map((type) => typeNamed(type) as GraphQLObjectType),
    resolveType: (typeNamed("Node") as GraphQLInterfaceType).resolveType,
  });
  return {
    _entities: {
      description: `For gateways: returns records by their keys, in the requested order and with repeats. At most ${MAX_REPRESENTATIONS} at once, unless the service is configured otherwise.`,
      type: new GraphQLNonNull(new GraphQLList(entity)),
      args: {
        representations: {
          description: "The `__typename` and a key of each record. Other fields are ignored.",
          type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(AnyScalar))),
        },
      },
      resolve: (_root, { representations }, context) => entities(context, representations, names),
    },
    _service: {
      description: "The SDL that the gateway's owner composes.",
      type: new GraphQLNonNull(ServiceType),
      resolve: () => ({ sdl: sdl() }),
    },
  };
}

const AnyScalar = new GraphQLScalarType({
  name: "_Any",
  description: "An object with a `__typename` and the fields of a key.",
});

const ServiceType = new GraphQLObjectType({
  name: "_Service",
  description: "The subgraph's description of itself.",
  fields: {
    sdl: {
      description: "The subgraph's types and fields, with the directives of Apollo Federation 2.",
      type: GraphQLString,
      extensions: costs({ weight: 1000 }),
    },
  },
});
