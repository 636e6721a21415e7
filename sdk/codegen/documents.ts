import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";

/** What graphql-codegen gives a plugin for each file of operations. */
export interface OperationFile {
  readonly document?: DocumentNode;
}

export type NamedOperation = OperationDefinitionNode & { readonly name: { readonly value: string } };

export interface Definitions {
  readonly operations: readonly NamedOperation[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** All operations and fragments by name, so that what is generated does not depend on how they are spread over files. */
export function definitionsIn(files: readonly OperationFile[]): Definitions {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []).map(withoutDescriptions);
  for (const definition of definitions) visit(definition, { Directive: refuseCondition });
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION).map(named);
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return {
    operations: operations.sort(byName),
    fragments: new Map(fragments.sort(byName).map((fragment) => [fragment.name.value, fragment])),
  };
}

/** Those of operations would go over the wire, and old servers refuse them. */
const withoutDescriptions = (definition: DefinitionNode): DefinitionNode =>
  visit(definition, { enter: (node) => ("description" in node ? { ...node, description: undefined } : undefined) });

function named(operation: OperationDefinitionNode): NamedOperation {
  if (operation.name) return operation as NamedOperation;
  throw new Error("An operation in sdk/operations/ has no name; its name becomes the client's method.");
}

/** Whether a field is there would hang on a variable's value, which a type cannot follow. */
function refuseCondition({ name, loc }: DirectiveNode): void {
  if (name.value !== "include" && name.value !== "skip") return;
  const where = loc ? ` (${loc.source.name}, line ${loc.startToken.line})` : "";
  throw new Error(
    `@${name.value}${where} is not for the client's operations, whose results have one type: write an operation with the field and one without.`,
  );
}

const byName = (a: { name: { value: string } }, b: { name: { value: string } }): number =>
  a.name.value < b.name.value ? -1 : 1;
