import { type GraphQLSchema, isEnumType, isInputObjectType } from "graphql";
import { definitionsIn, type OperationFile } from "./documents.ts";
import { enumDeclaration, inputDeclaration } from "./inputs.ts";
import { fragmentDeclarations, resultDeclaration } from "./results.ts";
import type { ScalarTypes } from "./scalars.ts";
import type { ResultSource } from "./selections.ts";
import type { Declaration } from "./typescript.ts";
import { enumsSelected, inputsUsed } from "./used.ts";
import { variablesDeclaration } from "./variables.ts";

const OPEN = `/** A value of an enum in an answer: one that is known, or one that a later version of the service has added. */
export type Open<Value extends string> = Value | (string & Record<never, never>);`;

/**
 * A codegen plugin: what operations take and answer, with what the schema says of it. Enums are closed in what a service
 * takes and open in what it answers, so that a new value breaks nobody's build.
 */
export function plugin(
  schema: GraphQLSchema,
  documents: readonly OperationFile[],
  { scalars = {} }: { readonly scalars?: ScalarTypes },
): string {
  const source: ResultSource = { schema, scalars, known: new WeakMap(), ...definitionsIn(documents) };
  const inputs = inputsUsed(source);
  const enums = new Set([...enumsSelected(source), ...inputs.filter(isEnumType)]);
  const declarations = [
    [...source.fragments.values()].flatMap((fragment) => fragmentDeclarations(fragment, source)),
    source.operations.flatMap((operation) => [
      variablesDeclaration(operation, source, scalars),
      resultDeclaration(operation, source),
    ]),
    inputs.filter(isInputObjectType).map((input) => inputDeclaration(input, scalars)),
    [...enums].map(enumDeclaration).sort((a, b) => (a.name < b.name ? -1 : 1)),
  ].flat();
  refuseDuplicates(declarations);
  return `${[OPEN, ...declarations.map(({ text }) => text)].join("\n\n")}\n`;
}

/** An operation, a fragment and a type of the schema each lead to a name, which may be the same. */
function refuseDuplicates(declarations: readonly Declaration[]): void {
  const names = declarations.map(({ name }) => name);
  const twice = names.find((name, index) => name === "Open" || names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new Error(
    `Two generated types would be named ${twice}: rename the fragment or the operation in sdk/operations/.`,
  );
}
