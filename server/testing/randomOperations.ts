import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { type Random, seededRandom } from "../benchmarks/random.ts";

/** Values for arguments, by the argument's name or its type's name, as GraphQL text. */
export type Values = Readonly<Record<string, readonly string[]>>;

const MOST_FIELDS = 4;
const DEPTH = 6;

/** A valid query with random fields, arguments, aliases, fragments and directives: the same for the same seed. */
export function randomQuery(schema: GraphQLSchema, values: Values, seed: number): string {
  const random = seededRandom(seed);
  const root = schema.getQueryType();
  if (!root) throw new Error("The schema has no queries.");
  const selection = randomSelection(schema, root, values, random, DEPTH);
  return `query ($yes: Boolean! = true) { __typename @include(if: $yes) ... ${selection} }`;
}

function randomSelection(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  values: Values,
  random: Random,
  depth: number,
): string {
  const usable = Object.values(type.getFields()).filter((field) => isUsable(field, values, depth));
  const count = 1 + Math.floor(random.next() * MOST_FIELDS);
  const fields = Array.from({ length: count }, (_, at): string => {
    if (usable.length === 0 || random.chance(0.05)) return "__typename";
    const field = random.pick(usable);
    const args = field.args.filter((arg) => isRequiredArgument(arg) || random.chance(0.08));
    const given = args.flatMap((arg) => {
      const value = randomValue(arg, arg.type, values, random);
      return value === null ? [] : [`${arg.name}: ${value}`];
    });
    const inner = randomInner(schema, field, values, random, depth);
    // An alias with the same name always has the same arguments.
    const text = `a${at}: ${field.name}${given.length > 0 ? `(${given.join(", ")})` : ""}${inner}`;
    if (random.chance(0.1)) return `... on ${type.name} { ${text} }`;
    return random.chance(0.05) ? `... @include(if: $yes) { ${text} }` : text;
  });
  return `{ ${fields.join(" ")} }`;
}

function randomInner(
  schema: GraphQLSchema,
  { type }: GraphQLField<unknown, unknown>,
  values: Values,
  random: Random,
  depth: number,
): string {
  const named = getNamedType(type);
  if (isLeafType(named)) return "";
  if (isObjectType(named)) return ` ${randomSelection(schema, named, values, random, depth - 1)}`;
  if (!isAbstractType(named)) return "";
  const parts = schema
    .getPossibleTypes(named)
    .filter(() => random.chance(0.5))
    // Fields of different types under one alias may not differ in their own types, so each type has its own aliases.
    .map(
      (possible, at) =>
        `... on ${possible.name} { of${at}${possible.name}: __typename ${random.chance(0.5) ? "id" : ""} }`,
    );
  return ` { __typename ${parts.join(" ")} }`;
}

/** Fields whose objects would be too deep, or whose required arguments have no values, are left out. */
const isUsable = ({ type, args }: GraphQLField<unknown, unknown>, values: Values, depth: number): boolean =>
  (depth > 1 || isLeafType(getNamedType(type))) &&
  args.every(
    (arg) => !isRequiredArgument(arg) || arg.name in values || isEnumType(getNamedType(arg.type)) || isInt(arg.type),
  );

const isInt = (type: GraphQLInputType): boolean => getNamedType(type).name === "Int";

function randomValue(
  { name }: Pick<GraphQLArgument, "name">,
  type: GraphQLInputType,
  values: Values,
  random: Random,
): string | null {
  if (isNonNullType(type)) return randomValue({ name }, type.ofType, values, random);
  const named = getNamedType(type);
  const known = values[name] ?? values[named.name];
  if (known) return isListType(type) ? `[${random.pick(known)}]` : random.pick(known);
  if (isListType(type)) {
    const item = randomValue({ name }, type.ofType, values, random);
    return item === null ? null : `[${item}]`;
  }
  if (isEnumType(named)) return random.pick(named.getValues()).name;
  if (named.name === "Int") return String(Math.floor(random.next() * 8));
  if (named.name === "Float") return String(Math.floor(random.next() * 80));
  if (named.name === "Boolean") return String(random.chance(0.5));
  if (!isInputObjectType(named)) return null;
  const fields = Object.values(named.getFields())
    .filter((field) => isNonNullType(field.type) || random.chance(0.15))
    .flatMap((field) => {
      const value = randomValue(field, field.type, values, random);
      return value === null ? [] : [`${field.name}: ${value}`];
    });
  return `{ ${fields.join(", ")} }`;
}
