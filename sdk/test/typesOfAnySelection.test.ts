import fc from "fast-check";
import {
  execute,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isEnumType,
  isLeafType,
  isListType,
  isNonNullType,
  isUnionType,
  parse,
  validate,
} from "graphql";
import { expect, test } from "vitest";
import { plugin } from "../codegen/plugins/types.ts";
import { scalars, schema } from "./smallSchema.ts";
import { typeErrors } from "./typeErrors.ts";

const CONDITIONS = ["Named", "Person", "Town", "Address", "Cat", "Dog", "Pet"];
const typeNamed = (name: string) => schema.getType(name) as GraphQLCompositeType;
const membersOf = (type: GraphQLCompositeType): readonly GraphQLObjectType[] =>
  isAbstractType(type) ? schema.getPossibleTypes(type) : [type];
const overlap = (a: GraphQLCompositeType, b: GraphQLCompositeType) =>
  membersOf(a).some((member) => membersOf(b).includes(member));

/** Fields, `__typename`, inline fragments and spreads. `spreadable` are the named fragments. */
function selection(
  type: GraphQLCompositeType,
  depth: number,
  spreadable: readonly { readonly name: string; readonly on: string }[],
): fc.Arbitrary<string> {
  const fields = isUnionType(type) ? [] : Object.values(type.getFields());
  const leaves = fields.filter((field) => isLeafType(getNamedType(field.type)));
  const objects = depth > 0 ? fields.filter((field) => isCompositeType(getNamedType(field.type))) : [];
  const conditions = depth > 0 ? CONDITIONS.filter((name) => overlap(typeNamed(name), type)) : [];
  const spreads = spreadable.filter(({ on }) => overlap(typeNamed(on), type));
  const alias = fc.constantFrom("", "", "", "a: ", "b: ");
  const parts: fc.Arbitrary<string>[] = [
    fc.constant("__typename"),
    ...leaves.map(({ name }) => alias.map((alias) => alias + name)),
    ...objects.map((field) =>
      fc
        .tuple(alias, selection(getNamedType(field.type) as GraphQLCompositeType, depth - 1, spreadable))
        .map(([alias, inner]) => `${alias}${field.name} { ${inner} }`),
    ),
    ...conditions.map((on) =>
      selection(typeNamed(on), depth - 1, spreadable).map((inner) => `... on ${on} { ${inner} }`),
    ),
    ...spreads.map(({ name }) => fc.constant(`...${name}`)),
  ];
  return fc.array(fc.oneof(...parts), { minLength: 1, maxLength: 4 }).map((parts) => parts.join(" "));
}

const FRAGMENTS = ["Person", "Named", "Pet", "Town", "Dog"].map((on, index) => ({ name: `F${index}`, on }));

/** An operation, and fragments that may spread earlier ones. */
const operations = fc
  .tuple(
    selection(typeNamed("Query"), 3, FRAGMENTS),
    ...FRAGMENTS.map(({ on }, index) => selection(typeNamed(on), 2, FRAGMENTS.slice(0, index))),
  )
  .map(([query, ...bodies]) =>
    [
      `query Q { ${query} }`,
      ...bodies.map((body, index) => `fragment F${index} on ${FRAGMENTS[index]?.on} { ${body} }`),
    ].join("\n"),
  );

/** Random selections may be invalid, because fields of the same name may conflict. Unused fragments are allowed. */
const isValid = (text: string): boolean =>
  validate(schema, parse(text)).every(({ message }) => message.endsWith("is never used."));

/** One of the possible results. `turn` chooses the members, lengths and nulls. */
function answer(text: string, turn: number): unknown {
  let count = turn;
  const oneOf = (choices: number): number => {
    count += 1;
    return ((count * 7919) >> 3) % choices;
  };
  const value = (type: GraphQLOutputType): unknown => {
    if (!isNonNullType(type)) return oneOf(4) === 0 ? null : present(type);
    return present(type.ofType);
  };
  const present = (type: GraphQLOutputType): unknown => {
    if (isListType(type)) return Array.from({ length: oneOf(3) }, () => value(type.ofType));
    if (isEnumType(type)) return type.getValues()[0]?.name;
    if (isCompositeType(type)) return { __typename: membersOf(type)[oneOf(membersOf(type).length)]?.name };
    return { Int: 1, Boolean: true, Date: 2 }[String(type)] ?? "text";
  };
  const result = execute({
    schema,
    document: parse(text),
    fieldResolver: (_source, _arguments, _context, { returnType }) => value(returnType),
    typeResolver: ({ __typename }) => __typename,
  });
  if ("then" in result || result.errors) throw new Error(`This is no answer: ${JSON.stringify(result)}`);
  return result.data;
}

test("for any selection, the results have exactly the generated type", async () => {
  const texts = fc.sample(operations.filter(isValid), 60);
  const files = texts.flatMap((text, index) => [
    [`${index}/types.ts`, plugin(schema, [{ document: parse(text) }], { scalars })],
    [
      `${index}/answers.ts`,
      `import type { QResult } from "./types.ts";\n` +
        [0, 1, 2, 3]
          .map((turn) => `export const a${turn}: QResult = ${JSON.stringify(answer(text, turn))};\n`)
          .join(""),
    ],
  ]);
  const errors = await typeErrors(Object.fromEntries(files));
  expect(errors.map((error) => `${error}\n${texts[Number.parseInt(error, 10)]}`)).toEqual([]);
});
