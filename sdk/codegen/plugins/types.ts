import { type GraphQLSchema, isEnumType, isInputObjectType } from "graphql";
import { type DocumentFile, definitionsIn } from "../documents.ts";
import { enumDeclaration, inputDeclaration } from "../inputs.ts";
import { fragmentDeclarations, resultDeclaration } from "../results.ts";
import type { ScalarTypes } from "../scalars.ts";
import type { ResultContext } from "../selectionTypes.ts";
import type { Declaration } from "../typescript.ts";
import { selectedEnums, usedInputTypes } from "../usedTypes.ts";
import { variablesDeclaration } from "../variables.ts";

const OPEN_TYPE = `/** An enum value in a result: a known one, or one that a newer version of the service has added. */
export type Open<Value extends string> = Value | (string & Record<never, never>);`;

/**
 * A codegen plugin: the types of variables and results, with the schema's descriptions. Enums are open in results, so that
 * a new value breaks nobody's build.
 */
export function plugin(
  schema: GraphQLSchema,
  documents: readonly DocumentFile[],
  { scalars = {} }: { readonly scalars?: ScalarTypes },
): string {
  const context: ResultContext = { schema, scalars, cache: new WeakMap(), ...definitionsIn(documents) };
  const inputs = usedInputTypes(context);
  const enums = new Set([...selectedEnums(context), ...inputs.filter(isEnumType)]);
  const declarations = [
    [...context.fragments.values()].flatMap((fragment) => fragmentDeclarations(fragment, context)),
    context.operations.flatMap((operation) => [
      variablesDeclaration(operation, context, scalars),
      resultDeclaration(operation, context),
    ]),
    inputs.filter(isInputObjectType).map((input) => inputDeclaration(input, scalars)),
    [...enums].map(enumDeclaration).sort((a, b) => (a.name < b.name ? -1 : 1)),
  ].flat();
  refuseDuplicates(declarations);
  return `${[OPEN_TYPE, ...declarations.map(({ text }) => text)].join("\n\n")}\n`;
}

/** The names come from operations, fragments and the schema, so they may collide. */
function refuseDuplicates(declarations: readonly Declaration[]): void {
  const names = declarations.map(({ name }) => name);
  const twice = names.find((name, index) => name === "Open" || names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Error(
    `Two generated types would be named ${twice}. Rename the fragment or the operation in sdk/operations/.`,
  );
}
