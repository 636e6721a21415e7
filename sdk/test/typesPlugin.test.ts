import { buildSchema, parse, validate } from "graphql";
import { describe, expect, test } from "vitest";
import { plugin } from "../codegen/types.ts";
import { typeErrors } from "./typeErrors.ts";

const SCHEMA = `
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
`;
const schema = buildSchema(SCHEMA);
const scalars = { Date: "string | number" };

/** Everything that operations make of the schema. */
function typesOf(operations: string, of = schema): string {
  const document = parse(operations);
  expect(validate(of, document).map(({ message }) => message)).toEqual([]);
  return plugin(of, [{ document }], { scalars });
}

/** One type of it, with its comment. */
const typeOf = (name: string, types: string): string | undefined =>
  types
    .trim()
    .split("\n\n")
    .find((text) => new RegExp(`^export (type|interface) ${name}\\b`, "m").test(text));

describe("what the schema says", () => {
  test("stands on the fields of results, with what is deprecated", () => {
    expect(
      typeOf("QResult", typesOf("query Q { person { name born age } }")),
    ).toBe(`/** What the query \`Q\` answers. */
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

  test("stands on variables by the argument that they are passed to, also in an input and in a fragment", () => {
    const operation = `
      query Q($town: ID!, $unit: Unit! = YEAR) { person(near: { town: $town }) { ...Aged } }
      fragment Aged on Person { age(unit: $unit) }
    `;
    expect(typeOf("QVariables", typesOf(operation))).toBe(`/** What the query \`Q\` takes. */
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

  test("stands on inputs and enums, also on those that only other inputs hold", () => {
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

  test("neither ends a comment, nor begins a tag, nor runs on past the line", () => {
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
    ).toBe(`/** What the query \`Q\` answers. */
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

describe("a result", () => {
  test("has fields by their aliases, and closed names of types", () => {
    const types = typesOf("query Q { person { called: name kind: __typename mates: friends { name } } }");
    expect(plain(typeOf("QResult", types))).toBe(
      `{ person: { called: string; kind: "Person"; mates: readonly { name: string; }[]; } | null; }`,
    );
  });

  test("has open enums, and lists in lists with what may be null in them", () => {
    const types = typesOf("query Q { units person { pets { __typename } } }");
    expect(plain(typeOf("QResult", types))).toBe(
      `{ units: readonly Open<Unit>[]; person: { pets: readonly (readonly ( | { __typename: "Cat"; } | { __typename: "Dog"; })[] | null)[] | null; } | null; }`,
    );
  });

  test("is told apart by the names of types, also in unions within unions", () => {
    const types = typesOf(`
      query Q { pets { __typename ... on Cat { lives } ... on Dog { owner { related { name } pets { ... { __typename ... on Cat { lives } } } } } } }
    `);
    expect(plain(typeOf("QResult", types))).toBe(
      `{ pets: readonly ( | { __typename: "Cat"; lives: number; } | { __typename: "Dog"; owner: { related: { name: string; }; ` +
        `pets: readonly (readonly ( | { __typename: "Cat"; lives: number; } | { __typename: "Dog"; })[] | null)[] | null; } | null; })[]; }`,
    );
  });

  test("is empty where nothing is selected of a type", () => {
    expect(plain(typeOf("QResult", typesOf("query Q { pets { ... on Cat { lives } } }")))).toBe(
      "{ pets: readonly ({ lives: number; } | Record<PropertyKey, never>)[]; }",
    );
  });
});

describe("what several selections make of the same field", () => {
  const BASIC = "fragment Basic on Person { id friends { name } home { street } }";

  test("is merged, so that a fragment of which more is selected is not extended", () => {
    const types = typesOf(`query Q { person { ...Basic friends { id } home { town { name } } } } ${BASIC}`);
    expect(plain(typeOf("QResult", types))).toBe(
      "{ person: { id: string; friends: readonly { name: string; id: string; }[]; home: { street: string; town: { name: string; } | null; }; } | null; }",
    );
  });

  test("is the fragment's where no more is selected", () => {
    const types = typesOf(`query Q { person { id home { street } ...Basic } } ${BASIC}`);
    expect(plain(typeOf("QResult", types))).toBe("{ person: Basic | null; }");
  });

  test("extends a fragment once, though two that it does not extend spread it", () => {
    const types = typesOf(`
      query Q { person { ...A ...B home { town { id } } friends { id } } }
      fragment A on Person { ...Pets home { street } }
      fragment B on Person { ...Pets friends { name } }
      fragment Pets on Person { id pets { ... on Cat { lives } } }
    `);
    expect(plain(typeOf("QResult", types))).toBe(
      "{ person: (Pets & { home: { street: string; town: { id: string; } | null; }; friends: readonly { name: string; id: string; }[]; }) | null; }",
    );
  });

  test("stands beside the fragments that it leaves as they are", () => {
    const types = typesOf(`
      query Q { person { ...Wide born } }
      fragment Wide on Person { ...Basic ...Pets home { town { id } } }
      fragment Pets on Person { pets { ... on Cat { lives } } }
      ${BASIC}
    `);
    expect(typeOf("Wide", types)).toMatch(/interface Wide extends Pets \{/);
    expect(plain(typeOf("QResult", types))).toBe("{ person: (Wide & { born: string | number | null; }) | null; }");
  });
});

describe("a fragment on an interface", () => {
  test("is one type with the interface's descriptions where it gives the same of all", () => {
    const types = typesOf(
      "query Q { named { ...Name } town { ...Name mayor { ...Name } } } fragment Name on Named { id name }",
    );
    expect(typeOf("Name", types)).toBe(`export interface Name {
  /** A name. */
  readonly id: string;
  readonly name: string;
}`);
    expect(plain(typeOf("QResult", types))).toBe("{ named: Name; town: (Name & { mayor: Name | null; }) | null; }");
  });

  test("is a union of a type for each where they differ, by what is selected or by what they are", () => {
    const types = typesOf(`
      query Q { named { ...Any } person { ...Any } town { related { ...Any ...Related } } }
      fragment Any on Named { __typename ... on Person { born } }
      fragment Related on Named { related { id } }
    `);
    expect(typeOf("Any", types)).toBe("export type Any = AnyOnPerson | AnyOnTown;");
    expect(plain(typeOf("AnyOnPerson", types))).toBe(`{ __typename: "Person"; born: string | number | null; }`);
    expect(plain(typeOf("AnyOnTown", types))).toBe(`{ __typename: "Town"; }`);
    expect(plain(typeOf("RelatedOnPerson", types))).toBe("{ related: { id: string; }; }");
    expect(plain(typeOf("RelatedOnTown", types))).toBe("{ related: { id: string; } | null; }");
    expect(plain(typeOf("QResult", types))).toBe(
      "{ named: Any; person: AnyOnPerson | null; town: { related: | (AnyOnPerson & RelatedOnPerson) | (AnyOnTown & RelatedOnTown) | null; } | null; }",
    );
  });

  test("is the fragment of each type where it holds no more than that", () => {
    const types = typesOf(`
      query Q { named { ...Any } town { ...Any } }
      fragment Any on Named { __typename id ...OfPerson ...OfTown }
      fragment OfPerson on Person { __typename id name }
      fragment OfTown on Town { __typename id }
    `);
    expect(typeOf("Any", types)).toBe("export type Any = OfPerson | OfTown;");
    expect(plain(typeOf("QResult", types))).toBe("{ named: Any; town: OfTown | null; }");
  });
});

test("all of this is sound to the compiler", async () => {
  const types = typesOf(`
    query Q($unit: Unit! = DAY, $near: Near) { person(near: $near) { ...All ...Basic age(unit: $unit) } named { ...Any } pets { ...OfPet } units }
    fragment Basic on Person { id home { street town { ...OfTown } } }
    fragment All on Person { ...Basic ...Any home { town { mayor { ...Basic } } } friends { ...Any } }
    fragment OfTown on Town { name }
    fragment Any on Named { __typename id ... on Person { born ...Basic } related { ...Name } }
    fragment Name on Named { name }
    fragment OfPet on Pet { __typename ... on Cat { name lives } ... on Dog { isGood owner { ...Name } } }
  `);
  const uses = `
    import type { All, OfPet, Open, QResult, QVariables, Unit } from "./types.ts";
    declare const result: QResult;
    const all: All | null = result.person;
    for (const unit of result.units) if (unit === "YEAR" || unit === "of tomorrow") unit satisfies string;
    for (const pet of result.pets) if (pet.__typename === "Cat") pet.lives satisfies number;
    const mayor: string | undefined = all?.home.town?.mayor?.home.street;
    const town: string | undefined = all?.home.town?.name;
    const variables: QVariables = { unit: undefined, near: { town: "t", within: null, not: undefined } };
    const record: Record<string, unknown> = variables;
    // @ts-expect-error An open value is not one that is known.
    const unit: Unit = result.units[0];
    // @ts-expect-error Lives are a cat's.
    const lives = (pet: OfPet) => pet.lives;
    // @ts-expect-error Nobody changes a result.
    result.units = [];
  `;
  expect(await typeErrors({ "types.ts": types, "uses.ts": uses })).toEqual([]);
});

describe("what cannot be typed is an error that says what to do:", () => {
  test("a scalar without a type", () => {
    const stamped = buildSchema("scalar Stamp type Query { stamp: Stamp }");
    expect(() => typesOf("query Q { stamp }", stamped)).toThrow(
      'The scalar Stamp has no TypeScript type: name one under `scalars` in codegen.ts, as in Stamp: "string".',
    );
  });

  test.each(["@include(if: $on)", "@skip(if: $on)"])("a field that is there by %s", (directive) => {
    expect(() => typesOf(`query Q($on: Boolean!) {\n  person { name ${directive} }\n}`)).toThrow(
      /^@(include|skip) \(GraphQL request, line 2\) is not for the client's operations.*: write an operation with the field and one without\.$/,
    );
  });

  test("two types of one name", () => {
    expect(() => typesOf("query Q { units person { ...Unit } } fragment Unit on Person { id }")).toThrow(
      "Two generated types would be named Unit: rename the fragment or the operation in sdk/operations/.",
    );
  });

  test("an operation without a name", () => {
    expect(() => typesOf("{ units }")).toThrow("An operation in sdk/operations/ has no name");
  });
});

/** A type's text without comments, name and line breaks. */
const plain = (text: string | undefined): string | undefined =>
  text
    ?.replace(/\/\*\*.*?\*\//gs, "")
    .replace(/^.*?(?=\{)/s, "")
    .replace(/\breadonly (?=\w+\??:)/g, "")
    .replace(/\s+/g, " ");
