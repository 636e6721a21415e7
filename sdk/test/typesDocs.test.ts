import { buildSchema } from "graphql";
import { describe, expect, test } from "vitest";
import { typeOf, typesOf } from "./smallSchema.ts";

describe("the schema's documentation", () => {
  test("is on the fields of results, with deprecations", () => {
    expect(
      typeOf("QResult", typesOf("query Q { person { name born age } }")),
    ).toBe(`/** The result of the query \`Q\`. */
export interface QResult {
  readonly person: {
    /** The person's name. */
    readonly name: string;
    readonly born: string | number | null;
    /** @deprecated Use born. */
    readonly age: number | null;
  } | null;
}`);
  });

  test("is on variables, from the argument or input field to which they are passed, also in a fragment", () => {
    const operation = `
      query Q($town: ID!, $unit: Unit! = YEAR) { person(near: { town: $town }) { ...Aged } }
      fragment Aged on Person { age(unit: $unit) }
    `;
    expect(typeOf("QVariables", typesOf(operation))).toBe(`/** The variables of the query \`Q\`. */
export type QVariables = {
  /** The place. */
  readonly town: string;
  /**
   * In which unit.
   * @default YEAR
   */
  readonly unit?: Unit | undefined;
};`);
  });

  test("is on inputs and enums, including nested ones", () => {
    const types = typesOf("query Q($near: Near) { person(near: $near) { id } }");
    expect(typeOf("Near", types)).toBe(`/** Near what. */
export interface Near {
  /** The place. */
  readonly town: string;
  /** @default DAY */
  readonly unit?: Unit | undefined;
  readonly within?: readonly number[] | null | undefined;
  readonly not?: Near | null | undefined;
}`);
    expect(typeOf("Unit", types)).toBe(`export type Unit =
  /** Twelve months. */
  | "YEAR"
  /** @deprecated Too fine. */
  | "DAY";`);
  });

  test("does not end the comment, start a tag or exceed the line", () => {
    const long = `${"twelve chars ".repeat(12)}- no item, @no tag`;
    const noted = buildSchema(`
      type Query {
        """
        @tag */ alert()

        ${long}
        """
        field: Int
      }
    `);
    expect(
      typeOf("QResult", typesOf("{ field }".replace("{", "query Q {"), noted)),
    ).toBe(`/** The result of the query \`Q\`. */
export interface QResult {
  /**
   * \\@tag *\\/ alert()
   *
   * ${"twelve chars ".repeat(8).trim()}
   * ${"twelve chars ".repeat(4)}- no item, @no tag
   */
  readonly field: number | null;
}`);
  });
});

describe("the plugin fails with an error that says what to do for", () => {
  test("a scalar without a type", () => {
    const stamped = buildSchema("scalar Stamp type Query { stamp: Stamp }");
    expect(() => typesOf("query Q { stamp }", stamped)).toThrow(
      'The scalar Stamp has no TypeScript type. Add one to `scalars` in codegen.ts, such as Stamp: "string".',
    );
  });

  test.each(["@include(if: $on)", "@skip(if: $on)"])("a field with %s", (directive) => {
    expect(() => typesOf(`query Q($on: Boolean!) {\n  person { name ${directive} }\n}`)).toThrow(
      /^@(include|skip) \(GraphQL request, line 2\) is not allowed in the client's operations.*\. Write one operation with the field and one without\.$/,
    );
  });

  test("two types with the same name", () => {
    expect(() => typesOf("query Q { units person { ...Unit } } fragment Unit on Person { id }")).toThrow(
      "Two generated types would be named Unit. Rename the fragment or the operation in sdk/operations/.",
    );
  });

  test("an operation without a name", () => {
    expect(() => typesOf("{ units }")).toThrow("An operation in sdk/operations/ has no name");
  });
});
