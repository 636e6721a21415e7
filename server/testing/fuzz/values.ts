import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from "graphql";
import { seededRandom } from "../../benchmarks/random.ts";
import { ODD_NUMBERS as EXTREME_NUMBERS, ODD_TEXTS as UNSTORABLE_AND_LONG } from "../arguments/oddValues.ts";

/** Random numbers and words. */
export interface Dice {
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** From 0 up to, but not including, the argument. */
  below(count: number): number;
}

/** Equal for the same seed and number, so that each request can be repeated on its own. */
export function diceOf(seed: number, number: number): Dice {
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  return { chance: random.chance, pick: random.pick, below: (count) => Math.floor(random.next() * count) };
}

/** The values of a store that arguments can use. */
export interface Pool {
  readonly ids: readonly string[];
  readonly slugs: readonly string[];
  readonly cursors: readonly string[];
}

/** An enum value, which is written without quotes. */
export class EnumValue {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export type Value =
  | null
  | boolean
  | number
  | string
  | EnumValue
  | readonly Value[]
  | { readonly [name: string]: Value };

const ODD_TEXTS = [
  ...UNSTORABLE_AND_LONG,
  " ",
  "\u0000",
  "\ud800",
  "\u202e\u200b\ufeff",
  "Երևան Ստեփանակերտ",
  "Ərdoğan Erdoğan ERDOĞAN",
  "😀".repeat(40),
  "x".repeat(5000),
  "'; drop table record; --",
  '"',
  "*",
  "a*",
  "NEAR(a b)",
  "title:a OR b",
  "-- ",
  "a & !b | (c",
  "\\",
  "%",
  "_",
  "../../etc/passwd",
  "{}",
  "null",
  "constructor",
  "__proto__",
  "1e309",
];
const TIMES = [
  "2020",
  "2020-09",
  "2020-09-28",
  "2020-09-28T18:00Z",
  "2020-09-28+04:00",
  "2022-09-13T00:00:00.000Z",
  "2020-02-30",
  "0000",
  "9999-12-31T23:59:59Z",
  "-271821-04-20",
  "2020-09-28T25:00Z",
  "275760-09-13T00:00:00.001Z",
];
const NUMBERS = [0, 1, 2, 3, 5, 10, 20, 100, 101, -1, 2_147_483_647, -2_147_483_648];
const ODD_NUMBERS = [...EXTREME_NUMBERS, -0, 4_294_967_296, -1e308];
const WORDS = ["killed", "Azerbaijan", "“95”", "soldiers civilians", "Nagorno-Karabakh", "drone attack", "KILLED"];

/** A value for an input type, usually a valid one. */
export function inputOf(type: GraphQLInputType, name: string, dice: Dice, pool: Pool, depth = 0): Value {
  if (dice.chance(0.02)) return oddValue(dice);
  if (isNonNullType(type)) return inputOf(type.ofType, name, dice, pool, depth);
  if (dice.chance(0.04)) return null;
  if (isListType(type)) {
    const count = dice.chance(0.02) ? 120 : dice.below(4);
    return Array.from({ length: count }, () => inputOf(type.ofType, name, dice, pool, depth));
  }
  if (isEnumType(type)) return new EnumValue(dice.pick(type.getValues()).name);
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields()).filter(
      (field) => isRequiredInputField(field) || (depth < 4 && dice.chance(0.25)),
    );
    return Object.fromEntries(
      fields.map((field) => [field.name, inputOf(field.type, field.name, dice, pool, depth + 1)]),
    );
  }
  return scalarOf(type.name, name, dice, pool);
}

function scalarOf(type: string, name: string, dice: Dice, pool: Pool): Value {
  if (dice.chance(0.06)) return dice.pick(ODD_TEXTS);
  switch (type) {
    case "Boolean":
      return dice.chance(0.5);
    case "Int":
      return dice.pick(/^(first|last)$/.test(name) ? NUMBERS.slice(0, 8) : NUMBERS);
    case "Float":
      return dice.pick([...NUMBERS, 39.8, 46.7, 1e300]);
    case "ID":
      return dice.pick(dice.chance(0.5) ? pool.ids : pool.slugs);
    case "RecordedAsOf":
      return dice.pick([1, 2, 0, 999_999_999, 3_000_000_000, ...TIMES]);
    case "PartialTime":
    case "DateTime":
      return dice.pick(TIMES);
  }
  if (/^(after|before)$/.test(name)) return dice.pick(pool.cursors);
  if (/slug|reports|event|side|place|party/i.test(name)) return dice.pick(pool.slugs);
  return dice.pick([...WORDS, ...TIMES, ...pool.slugs.slice(0, 5)]);
}

/** A value that hardly any input accepts. */
export const oddValue = (dice: Dice): Value =>
  dice.pick<() => Value>([
    () => dice.pick(ODD_TEXTS),
    () => dice.pick(ODD_NUMBERS),
    () => null,
    () => true,
    () => new EnumValue("NOT_A_VALUE"),
    () => [[[]]],
    () => ({ unknown: { deeper: dice.pick(ODD_TEXTS) } }),
    () => Array.from({ length: 30 }, () => dice.pick(ODD_TEXTS)),
  ])();

/** The value as GraphQL syntax. */
export function literalOf(value: Value): string {
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return `[${value.map(literalOf).join(", ")}]`;
  if (value !== null && typeof value === "object")
    return `{${Object.entries(value)
      .map(([name, inner]) => `${name}: ${literalOf(inner)}`)
      .join(", ")}}`;
  return JSON.stringify(value);
}

/** The value as JSON for variables. */
export function jsonOf(value: Value): unknown {
  if (value instanceof EnumValue) return value.name;
  if (Array.isArray(value)) return value.map(jsonOf);
  if (value !== null && typeof value === "object")
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, jsonOf(inner)]));
  return value;
}
