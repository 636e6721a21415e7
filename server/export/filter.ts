import {
  coerceInputValue,
  type GraphQLInputObjectType,
  type GraphQLInputType,
  getNullableType,
  isInputObjectType,
  isListType,
} from "graphql";
import { InputError } from "../schema/builder/errors.ts";

/** A filter of one of the schema's lists, whose values may be texts: `{ harm: "KILLED", count: { atLeast: "10" } }`. */
export type WrittenFilter = Readonly<Record<string, unknown>>;

/**
 * A filter as the schema's lists take it. A single value stands for a list of one.
 * @throws InputError for the first field that is unknown or has a value that the schema does not accept
 */
export function readFilter(type: GraphQLInputObjectType, written: WrittenFilter): object {
  return coerceInputValue(typed(written, type), type, (path, value, { message }) => {
    const at = path.filter((step) => typeof step === "string").join(".");
    throw at === "" ? new InputError("The filter", `is not valid: ${message}`) : refused(at, value, message);
  }) as object;
}

const refused = (at: string, value: unknown, message: string): InputError =>
  new InputError(at, `is ${JSON.stringify(value)?.slice(0, 100)}: ${message}`);

/** Texts as the numbers and flags that the type expects. Anything else stays as it is, so that the schema refuses it. */
function typed(value: unknown, given: GraphQLInputType): unknown {
  const type = getNullableType(given);
  if (isListType(type)) return Array.isArray(value) ? value.map((item) => typed(item, type.ofType)) : value;
  if (isInputObjectType(type)) {
    if (value === null || typeof value !== "object") return value;
    const fields = type.getFields();
    return Object.fromEntries(
      Object.entries(value).map(([name, own]) => [name, fields[name] ? typed(own, fields[name].type) : own]),
    );
  }
  if (typeof value !== "string") return value;
  const { name } = type as { readonly name: string };
  if (name === "Boolean") return value === "true" || (value === "false" ? false : value);
  if (name === "Int" || name === "Float") return /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
  return value;
}

/** The names of a filter's fields as parameters of an address: a field within a field has both names, `statedAt.from`. */
export function parameterNames(type: GraphQLInputObjectType): string[] {
  return Object.values(type.getFields()).flatMap((field) => {
    const inner = getNullableType(field.type);
    return isInputObjectType(inner) ? parameterNames(inner).map((name) => `${field.name}.${name}`) : [field.name];
  });
}

/**
 * The filter that is written as parameters of an address. A field with several values is given several times.
 * @param others the parameters that are not part of the filter, for the message about an unknown one
 * @throws InputError for a parameter that is unknown, empty or given too often
 */
export function filterOfParameters(
  type: GraphQLInputObjectType,
  parameters: URLSearchParams,
  others: readonly string[] = [],
): WrittenFilter {
  const filter: Record<string, unknown> = {};
  for (const name of new Set(parameters.keys())) {
    const values = [...new Set(parameters.getAll(name))];
    const [outer = "", inner] = name.split(".", 2);
    const field = fieldAt(type, name);
    if (field === null)
      throw new InputError(
        `“${name.slice(0, 50)}”`,
        `is not a parameter here; use ${[...parameterNames(type), ...others].join(", ")}`,
      );
    if (values.includes("")) throw new InputError(name, "is empty; give it a value, or leave it out");
    const isList = isListType(getNullableType(field));
    if (!isList && values.length > 1) throw new InputError(name, `is given ${values.length} times; it takes one value`);
    // A bare + in an address is a space. Times contain a + and no spaces.
    const value = isList ? values : isTime(field) ? values[0]?.replaceAll(" ", "+") : values[0];
    if (inner === undefined) filter[outer] = value;
    else filter[outer] = { ...(filter[outer] as object | undefined), [inner]: value };
  }
  return filter;
}

const isTime = (type: GraphQLInputType): boolean => String(getNullableType(type)) === "PartialTime";

function fieldAt(type: GraphQLInputObjectType, path: string): GraphQLInputType | null {
  if (!parameterNames(type).includes(path)) return null;
  return path
    .split(".")
    .reduce<GraphQLInputType | null>(
      (of, name) => (isInputObjectType(of && getNullableType(of)) ? (fieldsOf(of)[name]?.type ?? null) : null),
      type,
    );
}

const fieldsOf = (type: GraphQLInputType | null) =>
  (type && (getNullableType(type) as GraphQLInputObjectType).getFields()) || {};
