import {
  type ConstDirectiveNode,
  type DefinitionNode,
  type FieldDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isObjectType,
  Kind,
  lexicographicSortSchema,
  type ObjectTypeDefinitionNode,
  parse,
  print,
  printSchema,
} from "graphql";
import { type Extensions, OPERATORS } from "../builder/extensions.ts";

export interface SdlOptions {
  /** The keys of each entity, by its name in the schema. */
  readonly keys: ReadonlyMap<string, readonly string[]>;
  /**
   * Whether the SDL has the directives that require scopes. Some gateways refuse them. The service checks scopes in any case.
   */
  readonly security: boolean;
}

/** The subgraph's SDL: the schema with federation's directives, without `_entities` and `_service`, which are implied. */
export function subgraphSdl(schema: GraphQLSchema, { keys, security }: SdlOptions): string {
  const values = valueTypes(schema, keys);
  const secured = ({ scopes }: Extensions) =>
    security && scopes ? ["@authenticated", `@requiresScopes(scopes: ${JSON.stringify(scopes)})`] : [];
  const tagged = ({ scopes, tags = scopes ? [OPERATORS] : [] }: Extensions) =>
    tags.map((tag) => `@tag(name: "${tag}")`);

  const ofType = (type: GraphQLObjectType) => [
    ...(keys.get(type.name) ?? []).map((key) => `@key(fields: "${key}")`),
    ...(values.has(type.name) ? ["@shareable"] : []),
    ...secured(type.extensions),
    ...tagged(type.extensions),
  ];
  const ofField = ({ extensions }: { readonly extensions: Extensions }) => [
    ...secured(extensions),
    ...tagged(extensions),
  ];

  const directed = (node: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode => {
    const type = schema.getType(node.name.value) as GraphQLObjectType;
    const fields = (node.fields ?? []).filter(isOurs).map((field): FieldDefinitionNode => {
      const own = type.getFields()[field.name.value];
      return { ...field, directives: [...(field.directives ?? []), ...nodesOf(own ? ofField(own) : [])] };
    });
    return { ...node, fields, directives: nodesOf(ofType(type)) };
  };

  const { definitions } = parse(printSchema(lexicographicSortSchema(schema)));
  const ours = definitions
    .filter((node) => !("name" in node) || !node.name || isOurs(node as Named))
    .map((node): DefinitionNode => (node.kind === Kind.OBJECT_TYPE_DEFINITION ? directed(node) : node));
  const text = print({ kind: Kind.DOCUMENT, definitions: ours });
  const imports = DIRECTIVES.filter((name) => text.includes(`${name}(`) || text.includes(`${name} `));
  return `extend schema @link(url: "${FEDERATION}", import: ${JSON.stringify(imports)})\n\n${text}\n`;
}

/** Version 2.5 has all of them too, but with it The Guild's composition mistakes our `Scope` for that of federation. */
const FEDERATION = "https://specs.apollo.dev/federation/v2.6";
const DIRECTIVES = ["@authenticated", "@key", "@requiresScopes", "@shareable", "@tag"] as const;

/**
 * Value types, which other subgraphs may define too: every Relay subgraph defines `PageInfo`. A value type has no identity
 * and no arguments. Each of its fields is a scalar, an enum or another value type.
 */
function valueTypes(schema: GraphQLSchema, entities: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const candidates = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter((type) => !entities.has(type.name) && !roots.includes(type) && type.getInterfaces().length === 0)
    .filter((type) => !type.name.startsWith("_"));
  const values = new Set<string>();
  for (let known = -1; known !== values.size; ) {
    known = values.size;
    for (const type of candidates) {
      const isValue = Object.values(type.getFields()).every(({ args, type: of }) => {
        const named = getNamedType(of);
        return args.length === 0 && (isLeafType(named) || values.has(named.name));
      });
      if (isValue) values.add(type.name);
    }
  }
  return values;
}

type Named = { readonly name: { readonly value: string } };

/** Federation's own names begin with an underscore; ours do not. */
const isOurs = ({ name }: Named): boolean => !name.value.startsWith("_");

function nodesOf(directives: readonly string[]): readonly ConstDirectiveNode[] {
  const [definition] = parse(`scalar Any ${directives.join(" ")}`).definitions;
  return (definition as { directives?: readonly ConstDirectiveNode[] }).directives ?? [];
}
