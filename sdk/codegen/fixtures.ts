import { type FragmentDefinitionNode, type GraphQLSchema, isInterfaceType, isObjectType, isScalarType } from "graphql";
import { definitionsIn, type OperationFile } from "./documents.ts";
import { type Examples, type FixtureSource, fixtureName, printValues, type Slugs } from "./fixtureValues.ts";
import { jsdoc } from "./jsdoc.ts";
import type { ScalarTypes } from "./scalars.ts";
import { isUniform, membersOf, type ResultSource } from "./selections.ts";

interface Config {
  readonly scalars?: ScalarTypes;
  readonly examples?: Examples;
}

/**
 * A codegen plugin: for each fragment a function that makes such an object for tests. It is complete and says nothing:
 * null where there may be nothing, empty lists, an enum's first value. A fragment that is a union has none.
 */
export function plugin(
  schema: GraphQLSchema,
  documents: readonly OperationFile[],
  { scalars = {}, examples = {} }: Config,
): string {
  for (const example of Object.keys(examples)) refuseUnknown(example, schema);
  const read: ResultSource = { schema, scalars, known: new WeakMap(), ...definitionsIn(documents) };
  const fragments = [...read.fragments.values()].filter((fragment) => isUniform(fragment, read));
  const source = { ...read, examples, made: new Set(fragments.map(({ name }) => name.value)) };
  const imports = `import { globalId, nextSlug } from "../fixtureIds.ts";\nimport type * as types from "./types.ts";`;
  return `${[imports, ...fragments.flatMap((fragment) => printFixture(fragment, source))].join("\n\n")}\n`;
}

function printFixture(fragment: FragmentDefinitionNode, source: FixtureSource): string[] {
  const name = fragment.name.value;
  return membersOf(fragment, source)
    .slice(0, 1)
    .map((type) => {
      const slugs: Slugs = new Map();
      const isRecord = "id" in type.getFields();
      const properties = printValues(type, [fragment.selectionSet], [], slugs, source);
      const constants = [...slugs].map(([constant, kind]) => printSlug(constant, kind, properties));
      const own = slugs.has("slug") ? ` Each has ${isRecord ? "an id" : "a slug"} of its own.` : "";
      const description = `\`${name}\` for a test: what may be null is null, lists are empty, \`overrides\` says what matters.${own}`;
      return `${jsdoc({ description }, "")}export function ${fixtureName(name)}(overrides: Partial<types.${name}> = {}): types.${name} {
${constants.join("")}  return {
${properties}    ...overrides,
  };
}`;
    });
}

/** An override of the slug makes the id too. */
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
    `There is no ${example} in the schema, of which codegen.ts gives an example: name a scalar, or a field as in Article.language.`,
  );
}
