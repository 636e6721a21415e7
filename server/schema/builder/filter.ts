import type { RecordType } from "../../domain/vocabulary.ts";
import type { DirectedTerm, OrderTerm } from "../../store/read/lists/orders.ts";
import { parseSearch } from "../../store/search/terms.ts";
import { Direction, enumOf } from "../enums.ts";
import { builder } from "./builder.ts";
import { withoutNulls } from "./connection.ts";
import type { Context } from "./context.ts";
import { InputError } from "./errors.ts";
import { parseGlobalId } from "./globalId.ts";
import { checkIdRevision } from "./recordedAsOf.ts";

/** How a filter field is converted for the store: a record type for references, or a function that checks other values. */
export type Rule = RecordType | ((value: never, argument: string, context: Context) => unknown);
export type Rules = Readonly<Record<string, Rule>>;

const MOST_VALUES = 100;

/**
 * Converts a filter for the store: checks the values and resolves the references. One statement resolves all references
 * of a request. Null fields mean the same as missing fields.
 * @param argument the input object that contains the fields; null if the fields are arguments themselves
 */
export async function storeFilter<Stored>(
  context: Context,
  filter: object | null | undefined,
  rules: Rules,
  argument: string | null = "filter",
): Promise<Stored> {
  const entries = Object.entries(withoutNulls(filter ?? {}) as Record<string, unknown>);
  const checked = entries.map(async ([name, value]) => {
    const path = argument === null ? name : `${argument}.${name}`;
    if (Array.isArray(value)) checkLength(value, path);
    const rule = rules[name];
    if (typeof rule === "function") return [name, await rule(value as never, path, context)];
    if (rule === undefined) return [name, value];
    return [name, await Promise.all((value as string[]).map((ref) => recordKeyOf(context, rule, ref, path)))];
  });
  return Object.fromEntries(await Promise.all(checked)) as Stored;
}

export function checkLength(values: readonly unknown[], argument: string) {
  if (values.length === 0)
    throw new InputError(argument, "is empty, so nothing can match; give a value, or leave it out");
  if (values.length > MOST_VALUES)
    throw new InputError(argument, `has ${values.length} values; it takes at most ${MOST_VALUES}`);
}

/**
 * The key of a record, by slug or global id. A data revision in the id does not matter: the id refers to the same record.
 * @param keys the loader of keys by `Type/slug`. Default: the loader that finds only visible records
 */
export async function recordKeyOf(
  context: Context,
  type: RecordType,
  ref: string,
  argument: string,
  keys: Pick<Context["load"]["recordKey"], "load"> = context.load.recordKey,
): Promise<number> {
  const global = parseGlobalId(ref);
  if (global && global.typename !== type)
    throw new InputError(
      argument,
      `must be the id of ${article(type)}, but “${ref}” is the id of ${article(global.typename)}`,
    );
  if (global) await checkIdRevision(context, global, argument);
  const key = await keys.load(`${type}/${global?.id ?? ref}`);
  if (key === undefined)
    throw new InputError(argument, `names no ${type}: there is none with the slug or id “${ref.slice(0, 100)}”`);
  return key;
}

const article = (type: RecordType): string => `${/^[AE]/.test(type) ? "an" : "a"} ${type}`;

/** Checks the words of a full-text search. The search index contains only the newest state. */
export function searchText(text: string, argument: string, { store }: Pick<Context, "store">): string {
  if (store.revision !== null)
    throw new InputError(
      argument,
      "searches only the newest state. Remove `text`, or read the newest state: without `recordedAsOf`, and without an id that contains a data revision",
    );
  if (text.length > 500) throw new InputError(argument, `is ${text.length} characters long; the maximum is 500`);
  if (parseSearch(text).length === 0)
    throw new InputError(
      argument,
      `is “${text.slice(0, 40)}”, which contains no word; give at least one letter or digit`,
    );
  return text;
}

/** ISO 3166-1 alpha-2 codes, in upper or lower case. */
export function countryCodes(codes: readonly string[], argument: string): string[] {
  const wrong = codes.find((code) => !/^[a-z]{2}$/i.test(code));
  if (wrong === undefined) return codes.map((code) => code.toUpperCase());
  throw new InputError(argument, `contains “${wrong.slice(0, 40)}”; it takes ISO 3166-1 alpha-2 codes such as AM`);
}

/** Checks that tags have the form of a claim's tags. */
export function checkTags(tags: readonly string[], argument: string): readonly string[] {
  const wrong = tags.find((tag) => !/^[a-z-]{1,100}$/.test(tag));
  if (wrong === undefined) return tags;
  throw new InputError(
    argument,
    `contains “${wrong.slice(0, 40)}”, which is not a tag; use at most 100 lower-case letters and hyphens`,
  );
}

/** The description of a filter field with references, in the same form everywhere. */
export const referencesTo = (what: string) =>
  `${what} Give up to ${MOST_VALUES} slugs (such as \`armenia\`) or global ids. An unknown slug or id is an error.`;

export interface OrderBy<Field extends string> {
  readonly field: Field;
  readonly direction: "ASC" | "DESC";
}

/** The input for a list's order. */
export function orderInput<Field extends string>(
  type: string,
  defaults: string,
  fields: Readonly<Record<Field, string>>,
) {
  const field = enumOf(`${type}OrderField`, "The fields by which a list of this type can be ordered.", fields);
  return builder.inputType(`${type}Order`, {
    description: `The order of a list. Records with the same value in the chosen field are ordered by slug. Default: ${defaults}`,
    fields: (t) => ({
      field: t.field({ type: field, required: true, description: "The field to order by." }),
      direction: t.field({
        type: Direction,
        required: true,
        defaultValue: "ASC",
        description: "The direction, ascending or descending.",
      }),
    }),
  });
}

/** The terms of an order, all in the same direction, so that one index serves both directions. */
export function orderTerms<Field extends string>(
  orders: Readonly<Record<Field, readonly DirectedTerm[]>>,
  { field, direction }: OrderBy<Field>,
): OrderTerm[] {
  return orders[field].map((term) => term(direction === "DESC"));
}
