import { type GraphQLField, type GraphQLNamedType, getNamedType, getNullableType, isListType } from "graphql";
import type { Extensions } from "../../schema/builder/extensions.ts";
import { parseGlobalId } from "../../schema/builder/globalId.ts";

/** In a small database, the cost of work on all records is divided by this. The result is still more than the work takes. */
const SMALL_DATABASE_DIVISOR = 10;

/** Each connection in a document takes one SQL statement, regardless of the number of parents. */
const CONNECTION = 20;

/** The assumed length of lists not in LENGTHS. If a list is longer, the difference is charged once its length is known. */
const USUAL_LENGTH = 5;
const LENGTHS: Readonly<Record<string, number>> = {
  // Introspection: these lists are longer, and their lengths are known.
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
  // Introspection reads nothing from the database, but nobody needs all of it twice in one operation.
  if (parent.name.startsWith("__") || field.name.startsWith("__")) return DESCRIPTIONS[field.name] ?? INTROSPECTION;
  const own = ownWeight(field, args);
  return (
    1 +
    (isLarge ? own : own / SMALL_DATABASE_DIVISOR) +
    textWeight(field, args) +
    (isConnection(getNamedType(field.type)) ? CONNECTION : 0)
  );
}

function textWeight({ extensions }: { readonly extensions: Extensions }, args: ReadonlyMap<string, unknown>): number {
  const input = args.get("input") as { readonly text?: unknown } | undefined;
  const text = args.get(TEXT_ARGUMENT) ?? input?.text;
  return typeof text === "string" ? ((extensions.cost?.weightOfThousandCharacters ?? 0) * text.length) / 1000 : 0;
}

/** The argument that may be as long as the body of a request, if the field pays for its length. */
export const TEXT_ARGUMENT = "text";

/** Whether a field takes a text of any length, and pays for its length. */
export const takesLongText = ({ extensions }: { readonly extensions: Extensions }): boolean =>
  extensions.cost?.weightOfThousandCharacters !== undefined;

function ownWeight({ extensions }: { readonly extensions: Extensions }, args: ReadonlyMap<string, unknown>): number {
  const { weight = 0, weightOfOneEvent = weight, weightFor } = extensions.cost ?? {};
  if (weightFor !== undefined) return weight * valuesIn(args.get(weightFor)).length;
  return args.get("event") == null ? weight : weightOfOneEvent;
}

/** A list's values. One value may be given instead of a list. */
const valuesIn = (value: unknown): readonly unknown[] => (value == null ? [] : [value].flat());

const INTROSPECTION = 0.02;
const DESCRIPTIONS: Readonly<Record<string, number>> = { __schema: 1000, __type: 100 };

/** Whether a field loads something that takes long, so that it must not block the main thread. */
export const loadsModel = ({ extensions }: { readonly extensions: Extensions }): boolean =>
  extensions.cost?.loadsModel ?? false;

/** Whether a field of a connection lists the records of the page. */
export const listsPage = (parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): boolean =>
  isConnection(parent) && ["edges", "nodes"].includes(field.name);

/** The estimated number of items in a list field. Null if the field is not a list. */
export const lengthOf = (parent: GraphQLNamedType, field: GraphQLField<unknown, unknown>): number | null =>
  isListType(getNullableType(field.type)) ? (LENGTHS[`${parent.name}.${field.name}`] ?? USUAL_LENGTH) : null;

/** The arguments that only choose a page of a list. The database finds the page by an index. */
const PAGING = new Set(["first", "last", "after", "before", "since"]);

/**
 * Whether a field's work grows with the size of the database. It grows for fields computed from claims, for lists with a
 * filter or an order (they may read all records), for the lists of a record, and for reads of an earlier state.
 */
export function growsWithStore(
  parent: GraphQLNamedType,
  field: GraphQLField<unknown, unknown>,
  args: ReadonlyMap<string, unknown>,
): boolean {
  const { cost }: Extensions = field.extensions;
  if (cost?.growsWithStore || readsEarlierState(args)) return true;
  if (!isConnection(getNamedType(field.type))) return false;
  return parent.name !== "Query" || [...args].some(([name, value]) => value != null && !PAGING.has(name));
}

/** True if a field reads at a data revision, which is given in `recordedAsOf` or in the id of a record. */
const readsEarlierState = (args: ReadonlyMap<string, unknown>): boolean =>
  args.get("recordedAsOf") != null ||
  [args.get("id"), args.get("ids"), args.get("representations")].flat().map(idIn).some(containsRevision);

/** A representation contains the id of its record. */
const idIn = (value: unknown): unknown =>
  typeof value === "object" && value !== null && "id" in value ? value.id : value;

const containsRevision = (id: unknown): boolean =>
  typeof id === "string" && (parseGlobalId(id)?.revision ?? null) !== null;
