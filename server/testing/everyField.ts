import {
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";

/** Values of arguments as GraphQL text, by the name of the argument or, for one field only, of the field and the argument. */
export type ArgumentValues = Readonly<Record<string, string>>;

/** How many objects are nested at most. Of records within records, only the leaves are selected. */
const DEPTH = 4;

/**
 * A query for each field of `Query`, which selects every field of every type below it.
 * @throws Error if a required argument has no value
 */
export function everyField(schema: GraphQLSchema, values: ArgumentValues): string[] {
  const root = schema.getQueryType();
  if (!root) throw new Error("The schema has no queries.");
  return Object.values(root.getFields()).map((field) => `{ ${selected(schema, field, values, [])} }`);
}

function selected(
  schema: GraphQLSchema,
  field: GraphQLField<unknown, unknown>,
  values: ArgumentValues,
  path: readonly string[],
): string {
  const givenFor = (arg: { readonly name: string }) => values[`${field.name}.${arg.name}`] ?? values[arg.name];
  const missing = field.args.find((arg) => isRequiredArgument(arg) && givenFor(arg) === undefined);
  if (missing) throw new Error(`The argument ${missing.name} of ${field.name} has no value.`);
  const given = field.args.flatMap((arg) => (givenFor(arg) === undefined ? [] : [`${arg.name}: ${givenFor(arg)}`]));
  const type = getNamedType(field.type);
  const calls = variants(field, values).map((more) => [...given, ...more].join(", "));
  const inner = selection(schema, type, values, path);
  if (inner === null) return "";
  const texts = calls.map((args, at) => {
    const alias = at === 0 ? "" : `${field.name}${at}: `;
    return `${alias}${field.name}${args === "" ? "" : `(${args})`}${inner}`;
  });
  return texts.join(" ");
}

/** A leaf with an argument of an enum, such as a format, is selected once for each value. */
function variants({ type, args }: GraphQLField<unknown, unknown>, values: ArgumentValues): string[][] {
  const choice = args.find((arg) => isEnumType(getNamedType(arg.type)) && values[arg.name] === undefined);
  const named = choice && getNamedType(choice.type);
  if (!isLeafType(getNamedType(type)) || !isEnumType(named)) return [[]];
  return named.getValues().map((value) => [`${choice?.name}: ${value.name}`]);
}

/** Null if the type is not entered. */
function selection(
  schema: GraphQLSchema,
  type: GraphQLNamedType,
  values: ArgumentValues,
  path: readonly string[],
): string | null {
  if (isLeafType(type)) return "";
  if (isAbstractType(type)) {
    const parts = schema.getPossibleTypes(type).flatMap((possible) => {
      const inner = fields(schema, possible, values, path, `of${possible.name}`);
      return inner === null ? [] : [`... on ${possible.name} ${inner}`];
    });
    return ` { __typename ${parts.join(" ")} }`;
  }
  return isObjectType(type) ? fields(schema, type, values, path, "") : null;
}

/** @param prefix for aliases, since fields of several types under one name must have the same type */
function fields(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  values: ArgumentValues,
  path: readonly string[],
  prefix: string,
): string | null {
  const isRecord = (name: string) => {
    const known = schema.getType(name);
    return isObjectType(known) && known.getInterfaces().some((implemented) => implemented.name === "Node");
  };
  if (path.length >= DEPTH) return null;
  const isLast = path.includes(type.name) || (isRecord(type.name) && path.some(isRecord));
  // The objects of a connection count as one with their items. The nodes of its edges are its nodes.
  const own = /(Connection|Edge)$/.test(type.name) ? path : [...path, type.name];
  const isRepeated = (name: string) => type.name.endsWith("Edge") && name === "node";
  const parts = Object.values(type.getFields()).map((field) => {
    if (isRepeated(field.name) || (isLast && !isLeafType(getNamedType(field.type)))) return "";
    const text = selected(schema, field, values, own);
    return prefix === "" || text === "" ? text : text.replace(/^(\w+)(?!\w*:)/, `${prefix}_$1: $1`);
  });
  const all = parts.filter((part) => part !== "").join(" ");
  return all === "" ? null : ` { ${all} }`;
}
