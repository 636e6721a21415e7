import { type FragmentDefinitionNode, type GraphQLSchema, isInterfaceType, isObjectType, isScalarType } from "graphql";
import { type DocumentFile, definitionsIn } from "../documents.ts";
import { type Examples, type FixtureContext, fixtureName, printValues, type Slugs } from "../fixtureValues.ts";
import { jsdoc } from "../jsdoc.ts";
import type { ScalarTypes } from "../scalars.ts";
import { fragmentTypes, isUniform, type ResultContext } from "../selectionTypes.ts";

interface Config {
  readonly scalars?: ScalarTypes;
  readonly examples?: Examples;
}

/**
 * A codegen plugin that prints a function for each fragment. The function makes an object of the fragment's type for tests:
 * nullable fields are null, lists are empty, and enums have their first value. A fragment on a union gets no function.
 */
export function plugin(
  schema: GraphQLSchema,
  documents: readonly DocumentFile[],
  { scalars = {}, examples = {} }: Config,
): string {
  for (const example of Object.keys(examples)) refuseUnknown(example, schema);
  const results: ResultContext = { schema, scalars, cache: new WeakMap(), ...definitionsIn(documents) };
  const fragments = [...results.fragments.values()].filter((fragment) => isUniform(fragment, results));
  const context = { ...results, examples, withFixture: new Set(fragments.map(({ name }) => name.value)) };
  const imports = `import { globalId, nextSlug } from "../testing/fixtureIds.ts";\nimport type * as types from "./types.ts";`;
  return `${[imports, ...fragments.flatMap((fragment) => printFixture(fragment, context))].join("\n\n")}\n`;
}

function printFixture(fragment: FragmentDefinitionNode, context: FixtureContext): string[] {
  const name = fragment.name.value;
  return fragmentTypes(fragment, context)
    .slice(0, 1)
    .map((type) => {
      const slugs: Slugs = new Map();
      const isRecord = "id" in type.getFields();
      const properties = printValues(type, [fragment.selectionSet], [], slugs, context);
      const constants = [...slugs].map(([constant, kind]) => printSlug(constant, kind, properties));
      const own = slugs.has("slug") ? ` Each call gives a new ${isRecord ? "id and slug" : "slug"}.` : "";
      const description = `\`${name}\` for a test: nullable fields are null and lists empty, except for \`overrides\`.${own}`;
      return `${jsdoc({ description }, "")}export function ${fixtureName(name)}(overrides: Partial<types.${name}> = {}): types.${name} {
${constants.join("")}  return {
${properties}    ...overrides,
  };
}`;
    });
}

/** If a test overrides the slug, the id is made from that slug. */
const printSlug = (constant: string, kind: string, properties: string): string =>
  constant === "slug" && /^ {4}slug,$/m.test(properties)
    ? `  const { slug = nextSlug("${kind}") } = overrides;\n`
    : `  const ${constant} = nextSlug("${kind}");\n`;

function refuseUnknown(example: string, schema: GraphQLSchema): void {
  const [name = "", field] = example.split(".");
  const type = schema.getType(name);
  const isField = field !== undefined && (isObjectType(type) || isInterfaceType(type)) && field in type.getFields();
  if (isField || (field === undefined && isScalarType(type))) return;
  throw new Error(
    `codegen.ts has an example for ${example}, which is not in the schema. Name a scalar, or a field such as Article.language.`,
  );
}
