import { brandWithType } from "@pothos/core";
import { unstorableCharacter } from "../../domain/storableText.ts";
import { RECORD_TYPES, type RecordType } from "../../domain/vocabulary.ts";
import type { Context } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { parseGlobalId } from "../builder/globalId.ts";
import { bySlug } from "../builder/lookup.ts";
import { contextOfId } from "../builder/recordedAsOf.ts";
import { RECORD_REFS } from "../builder/refs.ts";
import { itemOf, type Place } from "../builder/views.ts";
import { byNaturalKey, KEY_FORMS, KEYS, type Key } from "./keys.ts";
import type { Names } from "./names.ts";

/**
 * The record for each representation, in the same order and with repeats. Null if no record has the key. Rejects if an
 * item is not a representation.
 */
export function entities(
  context: Context,
  representations: readonly unknown[],
  names: Names,
  field: Place,
): Promise<object | null>[] {
  return representations.map((representation, at) =>
    entity(context, representation, names, itemOf(field, at), `representations[${at}]`),
  );
}

async function entity(
  context: Context,
  given: unknown,
  names: Names,
  place: Place,
  at: string,
): Promise<object | null> {
  const representation = asObject(given, at);
  const type = typeOf(representation, names, at);
  const { key, value } = keyOf(representation, type, at);
  // A gateway passes on a value from another subgraph. The value may be null, which is not an error.
  if (value === null) return null;
  const record = await find(context, type, key, value, place, at);
  if (!record) return null;
  brandWithType(record, RECORD_REFS[type]);
  return record;
}

function asObject(given: unknown, at: string): Readonly<Record<string, unknown>> {
  if (given !== null && typeof given === "object" && !Array.isArray(given)) return given as Record<string, unknown>;
  throw new InputError(at, `is ${shown(given)}; it takes an object with a __typename and a key`);
}

function typeOf(representation: Readonly<Record<string, unknown>>, names: Names, at: string): RecordType {
  const type = RECORD_TYPES.find((known) => names.type(known) === representation.__typename);
  if (type) return type;
  const known = RECORD_TYPES.map(names.type).join(", ");
  throw new InputError(`${at}.__typename`, `is ${shown(representation.__typename)}; the entities here are ${known}`);
}

/** The first key that is not null, in the order of the type's keys. */
function keyOf(representation: Readonly<Record<string, unknown>>, type: RecordType, at: string) {
  const given = (KEYS[type] as readonly Key[]).filter((key) => representation[key] !== undefined);
  const [first] = given;
  if (first === undefined)
    throw new InputError(at, `has no key of ${representation.__typename}; give one of ${KEYS[type].join(", ")}`);
  const key = given.find((one) => representation[one] !== null) ?? first;
  const value = representation[key];
  if (value !== null && typeof value !== "string")
    throw new InputError(`${at}.${key}`, `is ${shown(value)}; it takes a text or null`);
  return { key, value };
}

async function find(context: Context, type: RecordType, key: Key, value: string, place: Place, at: string) {
  if (key !== "id") {
    const { pattern, takes } = KEY_FORMS[key];
    if (!pattern.test(value) || unstorableCharacter(value) !== null)
      throw new InputError(`${at}.${key}`, `is ${shown(value)}; it takes ${takes}`);
    return byNaturalKey(context, type, key).load(value);
  }
  const id = parseGlobalId(value);
  if (id?.typename === type) return bySlug(await contextOfId(context, place, id, `${at}.id`), type).load(id.id);
  const problem = id ? `is the id of a record of type ${id.typename}` : `is ${shown(value)}, which is not a global id`;
  throw new InputError(`${at}.id`, `${problem}; it takes the value of the \`id\` field of ${type}`);
}

const shown = (value: unknown): string => (value === undefined ? "missing" : JSON.stringify(value).slice(0, 100));
