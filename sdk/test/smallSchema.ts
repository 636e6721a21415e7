import { buildSchema, parse, validate } from "graphql";
import { expect } from "vitest";
import { plugin } from "../codegen/plugins/types.ts";

/** A schema with features that our own schema lacks, such as nested unions and deprecated fields. */
export const schema = buildSchema(`
  interface Named { "A name." id: ID! name: String! related: Named }
  "Somebody."
  type Person implements Named {
    id: ID!
    "The person's name."
    name: String!
    related: Person!
    born: Date
    age(at: Date "In which unit." unit: Unit! = YEAR, near: Near): Int @deprecated(reason: "Use born.")
    friends: [Person!]!
    pets: [[Pet!]]
    home: Address!
  }
  type Town implements Named { id: ID! name: String! related: Named mayor: Person }
  type Address { street: String! town: Town }
  type Cat { name: String! lives: Int! owner: Person }
  type Dog { name: String! isGood: Boolean! owner: Person }
  union Pet = Cat | Dog
  enum Unit { "Twelve months." YEAR DAY @deprecated(reason: "Too fine.") }
  "Near what."
  input Near { "The place." town: ID! unit: Unit! = DAY within: [Int!] not: Near }
  scalar Date
  type Query { named: Named! person(near: Near, units: [Unit!]): Person town: Town pets: [Pet!]! units: [Unit!]! }
`);
export const scalars = { Date: "string | number" };

/** All generated types for these operations. */
export function typesOf(operations: string, of = schema): string {
  const document = parse(operations);
  expect(validate(of, document).map(({ message }) => message)).toEqual([]);
  return plugin(of, [{ document }], { scalars });
}

/** One generated type with its comment. */
export const typeOf = (name: string, types: string): string | undefined =>
  types
    .trim()
    .split("\n\n")
    .find((text) => new RegExp(`^export (type|interface) ${name}\\b`, "m").test(text));

/** A generated type without comments, name and line breaks. */
export const plain = (text: string | undefined): string | undefined =>
  text
    ?.replace(/\/\*\*.*?\*\//gs, "")
    .replace(/^.*?(?=\{)/s, "")
    .replace(/\breadonly (?=\w+\??:)/g, "")
    .replace(/\s+/g, " ");
