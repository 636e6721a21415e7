import {
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  visit,
} from "graphql";

/** A .graphql file, as graphql-codegen passes it to a plugin. */
export interface DocumentFile {
  readonly document?: DocumentNode;
}

export type NamedOperation = OperationDefinitionNode & { readonly name: { readonly value: string } };

export interface Definitions {
  readonly operations: readonly NamedOperation[];
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
}

/** All operations and fragments, sorted by name, so that the output does not depend on the files. */
export function definitionsIn(files: readonly DocumentFile[]): Definitions {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []).map(withoutDescriptions);
  for (const definition of definitions) visit(definition, { Directive: refuseConditionalFields });
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION).map(requireName);
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return {
    operations: operations.sort(byName),
    fragments: new Map(fragments.sort(byName).map((fragment) => [fragment.name.value, fragment])),
  };
}

/** Descriptions of operations would be sent to the server, and old servers refuse them. */
const withoutDescriptions = (definition: DefinitionNode): DefinitionNode =>
  visit(definition, { enter: (node) => ("description" in node ? { ...node, description: undefined } : undefined) });

function requireName(operation: OperationDefinitionNode): NamedOperation {
  if (operation.name) return operation as NamedOperation;
  throw new Error("An operation in sdk/operations/ has no name. Name it: the client's method gets its name.");
}

/** With @include and @skip, a result's type would depend on the value of a variable. */
function refuseConditionalFields({ name, loc }: DirectiveNode): void {
  if (name.value !== "include" && name.value !== "skip") return;
  const where = loc ? ` (${loc.source.name}, line ${loc.startToken.line})` : "";
  throw new Error(
    `@${name.value}${where} is not allowed in the client's operations, because each result has one type. Write one operation with the field and one without.`,
  );
}

const byName = (a: { name: { value: string } }, b: { name: { value: string } }): number =>
  a.name.value < b.name.value ? -1 : 1;
