import { type GraphQLField, type GraphQLNamedType, getNamedType, getNullableType, isListType } from "graphql";
import type { Extensions } from "../../schema/builder/extensions.ts";

/** What is computed from all records costs less where these are few: so many times, and it is still more than it takes. */
const SMALLER = 10;

/** A page of a list is a statement of its own for each list of the document, whatever the number of its parents. */
const PAGE = 20;

/** Other lists as they usually are; where one is longer, the difference is charged when it is known. */
const USUAL_LENGTH = 5;
const LENGTHS: Readonly<Record<string, number>> = {
  // The schema describes itself: larger than any record, and known by heart.
  "__Schema.types": 150,
  "__Schema.directives": 10,
  "__Type.fields": 12,
  "__Type.inputFields": 8,
  "__Type.enumValues": 8,
};

export const isConnection = (type: GraphQLNamedType): boolean => type.name.endsWith("Connection");

export function weightOf(
  parent: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  args: ReadonlyMap<string, unknown>,
  isLarge: boolean,
): number {
  // Of introspection nothing is read from the store, nor waited for; but nobody needs all of it twice.
  if (parent.name.startsWith("__") || field.name.startsWith("__")) return DESCRIPTIONS[field.name] ?? INTROSPECTION;
  const own = ownWeight(field, args);
  return 1 + (isLarge ? own : own / SMALLER) + (isConnection(getNamedType(field.type)) ? PAGE : 0);
}

function ownWeight({ extensions }: { readonly extensions: Extensions }, args: ReadonlyMap<string, unknown>): number {
  const { weight = 0, weightOfOneEvent = weight } = extensions.cost ?? {};
  return args.get("event") == null ? weight : weightOfOneEvent;
}

const INTROSPECTION = 0.02;
const DESCRIPTIONS: Readonly<Record<string, number>> = { __schema: 1000, __type: 100 };

/** How many items a list field is taken to have; null where it is no list. */
export const lengthOf = (parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): number | null =>
  isListType(getNullableType(field.type)) ? (LENGTHS[`${parent.name}.${field.name}`] ?? USUAL_LENGTH) : null;

/** What asks for another page of the same list, which its index serves. */
const PAGING = new Set(["first", "last", "after", "before", "since"]);

/**
 * Whether its work follows the size of the store: what is computed from claims; lists by filter and order, which may look at
 * all records; lists of records, which number all that hang on them; and whatever is read as it stood earlier.
 */
export function growsWithStore(
  parent: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  args: ReadonlyMap<string, unknown>,
): boolean {
  const { cost }: Extensions = field.extensions;
  if (cost?.growsWithStore || args.get("recordedAsOf") != null) return true;
  if (!isConnection(getNamedType(field.type))) return false;
  return parent.name !== "Query" || [...args].some(([name, value]) => value != null && !PAGING.has(name));
}
