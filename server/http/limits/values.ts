import { type ArgumentNode, Kind, type ValueNode } from "graphql";
import { atMost } from "./limitError.ts";
import type { Limits } from "./table.ts";

export type Variables = Readonly<Record<string, unknown>>;

/** A value as plain JSON, variables put in; what is no JSON yet, such as an enum's value, as its name. */
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

/** The length of every list in an argument, except as far inside as no argument of the schema goes. */
const DEEPEST = 5;

export function checkLists({ name }: Pick<ArgumentNode, "name">, value: unknown, limits: Limits): void {
  const limit = name.value === "representations" ? "entities" : "listItems";
  const check = (inner: unknown, level: number): void => {
    if (typeof inner !== "object" || inner === null || level > DEEPEST) return;
    if (Array.isArray(inner)) atMost(limits, limit, inner.length, name.value);
    for (const item of Object.values(inner)) check(item, level + 1);
  };
  check(value, 0);
}
