import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
} from "graphql";
import { type Dice, inputOf, jsonOf, literalOf, type Pool } from "./values.ts";

export interface Operation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
}

interface Draft {
  readonly schema: GraphQLSchema;
  readonly dice: Dice;
  readonly pool: Pool;
  readonly definitions: string[];
  readonly variables: Record<string, unknown>;
  readonly fragments: string[];
  /** The number of fields that may still be added to the operation. */
  left: number;
}

const MAX_DEPTH = 7;

/** A random operation that is valid except for some of its values. */
export function randomOperation(
  schema: GraphQLSchema,
  kind: "query" | "mutation" | "subscription",
  dice: Dice,
  pool: Pool,
): Operation {
  const root = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  };
  const draft: Draft = {
    schema,
    dice,
    pool,
    definitions: [],
    variables: {},
    fragments: [],
    left: kind === "query" ? 5 + dice.below(40) : 12,
  };
  const selection = selectionOf(draft, root[kind] as GraphQLObjectType, 0, kind === "query" ? 1 + dice.below(4) : 1);
  const definitions = draft.definitions.length > 0 ? `(${draft.definitions.join(", ")})` : "";
  const query = `${kind} Fuzz${definitions} ${selection}\n${draft.fragments.join("\n")}`;
  return { query, variables: draft.variables, ...(dice.chance(0.2) && { operationName: "Fuzz" }) };
}

function selectionOf(draft: Draft, type: GraphQLOutputType | GraphQLObjectType, depth: number, most: number): string {
  const { dice, schema } = draft;
  if (!isCompositeType(type)) return "";
  const parts: string[] = [];
  if (!isObjectType(type)) {
    const possible = schema.getPossibleTypes(type);
    parts.push("__typename");
    for (let count = 1 + dice.below(2); count > 0; count--) {
      const one = dice.pick(possible);
      parts.push(`... on ${one.name} ${selectionOf(draft, one, depth + 1, 3)}`);
    }
  } else {
    const fields = Object.values(type.getFields());
    const fitting = depth >= MAX_DEPTH || draft.left <= 0 ? fields.filter(isPlain) : fields;
    for (let count = 1 + dice.below(most); count > 0 && fitting.length > 0; count--)
      parts.push(fieldOf(draft, dice.pick(fitting), depth));
    if (parts.length === 0 || dice.chance(0.1)) parts.push("__typename");
  }
  return `{ ${parts.join(" ")} }`;
}

const isPlain = ({ type, args }: GraphQLField<unknown, unknown>): boolean =>
  isLeafType(getNamedType(type)) && !args.some(isRequiredArgument);

function fieldOf(draft: Draft, field: GraphQLField<unknown, unknown>, depth: number): string {
  const { dice } = draft;
  draft.left--;
  const given = field.args.filter((arg) => isRequiredArgument(arg) || dice.chance(0.3));
  const args = given.length > 0 ? `(${given.map((arg) => argumentOf(draft, arg)).join(", ")})` : "";
  const type = getNamedType(field.type);
  // Two fields of one name with different arguments would conflict.
  const alias = args || dice.chance(0.1) ? `a${Math.abs(draft.left)}_${dice.below(1000)}: ` : "";
  const text = `${alias}${field.name}${args}${directiveOf(draft)}`;
  if (!isCompositeType(type)) return text;
  const selection = selectionOf(draft, type, depth + 1, 4);
  if (!dice.chance(0.08) || !isObjectType(type)) return `${text} ${selection}`;
  const name = `Part${draft.fragments.length}`;
  draft.fragments.push(`fragment ${name} on ${type.name} ${selection}`);
  return `${text} { ...${name} }`;
}

function argumentOf(draft: Draft, { name, type }: GraphQLArgument): string {
  const { dice, pool } = draft;
  const value = inputOf(type, name, dice, pool);
  if (!dice.chance(0.3)) return `${name}: ${literalOf(value)}`;
  const variable = `v${draft.definitions.length}`;
  // The variable is sometimes of the wrong type, and its value is sometimes missing.
  draft.definitions.push(`$${variable}: ${dice.chance(0.03) ? "String" : String(type)}`);
  if (!dice.chance(0.03)) draft.variables[variable] = jsonOf(value);
  return `${name}: $${variable}`;
}

function directiveOf({ dice, definitions, variables }: Draft): string {
  if (!dice.chance(0.05)) return "";
  const name = dice.pick(["include", "skip"]);
  if (dice.chance(0.5)) return ` @${name}(if: ${dice.chance(0.5)})`;
  const variable = `v${definitions.length}`;
  definitions.push(`$${variable}: Boolean!`);
  variables[variable] = dice.chance(0.5);
  return ` @${name}(if: $${variable})`;
}
