import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { required } from "../../domain/required.ts";
import { ABOVE, otherArguments, requiredOf, sampleOf } from "./samples.ts";

/** A place in the schema that takes a value: an argument, or a field of an input object within an argument. */
export interface InputPlace {
  /** `Query.events(filter.time.from)` */
  readonly name: string;
  readonly kind: "query" | "mutation" | "subscription";
  /** The input field, or the argument with its type: the same in many places. */
  readonly input: string;
  /** The name of the leaf type, such as `ID`. */
  readonly type: string;
  readonly isList: boolean;
  /** An operation with the value in this place, and valid values in all others that need one. */
  operation(value: unknown, number: number): { readonly query: string; readonly variables: object };
}

type Path = readonly string[];

/** Every place of a schema that takes a value. */
export const inputPlaces = (schema: GraphQLSchema): InputPlace[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type) && !type.name.startsWith("__"))
    .flatMap((type) =>
      Object.values((type as GraphQLObjectType).getFields()).flatMap((field) =>
        field.args.flatMap((argument) => placesIn(type as GraphQLObjectType, field, argument)),
      ),
    );

function placesIn(parent: GraphQLObjectType, field: GraphQLField<unknown, unknown>, argument: GraphQLArgument) {
  const [before, after] = required(ABOVE[parent.name], `An object of the type ${parent.name} in samples.ts`);
  const kind = parent.name === "Mutation" ? "mutation" : parent.name === "Subscription" ? "subscription" : "query";
  return leavesOf(argument.type, []).map(({ path, input, type }): InputPlace => {
    const name = [argument.name, ...path].join(".");
    return {
      name: `${parent.name}.${field.name}(${name})`,
      kind,
      input: input ?? `${argument.name}: ${argument.type}`,
      type: getNamedType(type).name,
      isList: isListType(isNonNullType(type) ? type.ofType : type),
      operation(value, number) {
        const others = otherArguments(`${parent.name}.${field.name}`, argument.name, number);
        const given = field.args.filter(
          (other) => other === argument || isRequiredArgument(other) || Object.hasOwn(others, other.name),
        );
        const variables = Object.fromEntries(
          given.map((other) => {
            const sample = others[other.name] ?? sampleOf(other.type, other.name);
            return [other.name, other === argument ? withValue(other.type, others[other.name], path, value) : sample];
          }),
        );
        const definitions = given.map((other) => `$${other.name}: ${other.type}`).join(", ");
        const args = given.map((other) => `${other.name}: $${other.name}`).join(", ");
        const query = `${kind} (${definitions}) { ${before} ${field.name}(${args}) ${selectionOf(field)} ${after} }`;
        return { query, variables };
      },
    };
  });
}

interface Leaf {
  readonly path: Path;
  readonly type: GraphQLInputType;
  /** The input field. Null if the argument itself is the leaf. */
  readonly input: string | null;
}

/** The leaves of an argument's type. Input types that contain themselves are not among ours. */
function leavesOf(type: GraphQLInputType, path: Path, input: string | null = null): Leaf[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [{ path, type, input }];
  return Object.values(named.getFields()).flatMap((field) =>
    leavesOf(field.type, [...path, field.name], `${named.name}.${field.name}`),
  );
}

/** A value of an input type with something else at the end of a path. The first item of each list is changed. */
function withValue(type: GraphQLInputType, sample: unknown, path: Path, value: unknown): unknown {
  if (isNonNullType(type)) return withValue(type.ofType, sample, path, value);
  const [name, ...rest] = path;
  if (isListType(type)) {
    const items = Array.isArray(sample) ? sample : [];
    if (name === undefined && Array.isArray(value)) return value;
    return [withValue(type.ofType, items[0], path, value), ...items.slice(1)];
  }
  if (name === undefined || !isInputObjectType(type)) return value;
  const given = (sample ?? requiredOf(type)) as Record<string, unknown>;
  const field = required(type.getFields()[name], `The field ${name} of ${type.name}`);
  return { ...given, [name]: withValue(field.type, given[name], rest, value) };
}

/** The leaves of a field's value, and the types of the records on a page. */
function selectionOf({ type }: GraphQLField<unknown, unknown>): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return "";
  if (!isObjectType(named)) return "{ __typename }";
  const fields = Object.values(named.getFields());
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)) && !field.args.some(isRequiredArgument));
  const pages = fields.some(({ name }) => name === "pageInfo") ? "edges { cursor } nodes { __typename }" : "";
  return `{ __typename ${leaves.map(({ name }) => name).join(" ")} ${pages} }`;
}
