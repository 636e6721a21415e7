import { describe, expect, test } from "vitest";
import { plain, typeOf, typesOf } from "./smallSchema.ts";
import { typeErrors } from "./typeErrors.ts";

describe("a result", () => {
  test("has fields by alias, and literal type names", () => {
    const types = typesOf("query Q { person { called: name kind: __typename mates: friends { name } } }");
    expect(plain(typeOf("QResult", types))).toBe(
      `{ person: { called: string; kind: "Person"; mates: readonly { name: string; }[]; } | null; }`,
    );
  });

  test("has open enums, and nested lists with nullable items", () => {
    const types = typesOf("query Q { units person { pets { __typename } } }");
    expect(plain(typeOf("QResult", types))).toBe(
      `{ units: readonly Open<Unit>[]; person: { pets: readonly (readonly ( | { __typename: "Cat"; } | { __typename: "Dog"; })[] | null)[] | null; } | null; }`,
    );
  });

  test("is discriminated by type name, also in nested unions", () => {
    const types = typesOf(`
      query Q { pets { __typename ... on Cat { lives } ... on Dog { owner { related { name } pets { ... { __typename ... on Cat { lives } } } } } } }
    `);
    expect(plain(typeOf("QResult", types))).toBe(
      `{ pets: readonly ( | { __typename: "Cat"; lives: number; } | { __typename: "Dog"; owner: { related: { name: string; }; ` +
        `pets: readonly (readonly ( | { __typename: "Cat"; lives: number; } | { __typename: "Dog"; })[] | null)[] | null; } | null; })[]; }`,
    );
  });

  test("is empty for a type without selected fields", () => {
    expect(plain(typeOf("QResult", typesOf("query Q { pets { ... on Cat { lives } } }")))).toBe(
      "{ pets: readonly ({ lives: number; } | Record<PropertyKey, never>)[]; }",
    );
  });
});

describe("a field that is selected several times", () => {
  const BASIC = "fragment Basic on Person { id friends { name } home { street } }";

  test("is merged, so that its fragment is not extended", () => {
    const types = typesOf(`query Q { person { ...Basic friends { id } home { town { name } } } } ${BASIC}`);
    expect(plain(typeOf("QResult", types))).toBe(
      "{ person: { id: string; friends: readonly { name: string; id: string; }[]; home: { street: string; town: { name: string; } | null; }; } | null; }",
    );
  });

  test("has the fragment's type if nothing more is selected", () => {
    const types = typesOf(`query Q { person { id home { street } ...Basic } } ${BASIC}`);
    expect(plain(typeOf("QResult", types))).toBe("{ person: Basic | null; }");
  });

  test("extends a fragment once, even if two others spread it", () => {
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

  test("is added to the fragments that it does not change", () => {
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
  test("is one type with the interface's descriptions if all types are equal", () => {
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

  test("is a union if the types differ, by selection or by schema", () => {
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

  test("uses the fragment of a type if it has nothing more", () => {
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

test("the compiler accepts all of these types", async () => {
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
