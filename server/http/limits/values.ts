import { type ArgumentNode, Kind, type ValueNode } from "graphql";
import type { Limits } from "../../config/limits.ts";
import { findText, findUnstorable } from "../../domain/storableText.ts";
import { InputError } from "../../schema/builder/errors.ts";
import { checkLimit, LimitError } from "./limitError.ts";

export type Variables = Readonly<Record<string, unknown>>;

/** A value as plain JSON with its variables replaced. Values that are not JSON, such as enum values, become their names. */
export function plainValue(node: ValueNode, variables: Variables): unknown {
  switch (node.kind) {
    case Kind.VARIABLE:
      return Object.hasOwn(variables, node.name.value) ? variables[node.name.value] : undefined;
    case Kind.LIST:
      return node.values.map((value) => plainValue(value, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(({ name, value }) => [name.value, plainValue(value, variables)]));
    case Kind.INT:
      return Number(node.value);
    case Kind.NULL:
      return null;
    default:
      return node.value;
  }
}

/**
 * Checks how deep a JSON value is nested and how many fields its objects have. The code that later validates or prints
 * values recurses for each level, and prints a whole object for each error in the object.
 * @throws LimitError
 */
export function checkNesting(value: unknown, limits: Limits): void {
  const rest: [value: unknown, level: number][] = [[value, 0]];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const [inner, level] = next;
    if (typeof inner !== "object" || inner === null) continue;
    if (level > limits.depth) throw new LimitError(limits, "depth", `More than ${limits.depth}`);
    const items = Object.values(inner);
    if (!Array.isArray(inner)) checkLimit(limits, "variables", items.length);
    for (const item of items) rest.push([item, level + 1]);
  }
}

/**
 * Checks the value of an argument, so that no resolver and no database meets a list or a text that is too long, or a text that
 * a database cannot compare with what it stores.
 * @param takesLongTexts whether only the size of the body limits the texts in the value, because they are stored or paid for
 * @throws LimitError
 * @throws InputError
 */
export function checkArgument(
  { name }: Pick<ArgumentNode, "name">,
  value: unknown,
  { limits, takesLongTexts }: { readonly limits: Limits; readonly takesLongTexts: boolean },
): void {
  checkLists(name.value, value, limits);
  // One wrong representation must not fail the others: federation/entities.ts checks each of them.
  if (name.value === REPRESENTATIONS) return;
  const long = takesLongTexts ? null : findText(value, ({ length }) => length > limits.textLength);
  if (long) checkLimit(limits, "textLength", long.text.length, name.value + long.path);
  const unstorable = findUnstorable(value, name.value);
  if (unstorable) throw new InputError(unstorable.path, unstorable.problem, { status: 400 });
}

const REPRESENTATIONS = "representations";

/** No list in an argument of the schema is nested deeper than this. */
const DEEPEST = 5;

/** @throws LimitError if a list in an argument is too long */
function checkLists(argument: string, value: unknown, limits: Limits): void {
  const limit = argument === REPRESENTATIONS ? "entities" : "listItems";
  const check = (inner: unknown, level: number): void => {
    if (typeof inner !== "object" || inner === null || level > DEEPEST) return;
    if (Array.isArray(inner)) checkLimit(limits, limit, inner.length, argument);
    for (const item of Object.values(inner)) check(item, level + 1);
  };
  check(value, 0);
}
