import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  visit,
} from "graphql";

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/**
 * A codegen plugin: the text of each operation with its types, and the table from which the client makes its methods.
 * An operation named `CasualtyReports` becomes the method `casualtyReports`.
 */
export function plugin(schema: GraphQLSchema, documents: readonly { readonly document?: DocumentNode }[]): string {
  const definitions = documents.flatMap(({ document }) => document?.definitions ?? []);
  const operations = definitions.filter((definition) => definition.kind === Kind.OPERATION_DEFINITION).sort(byName);
  const fragmentList = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION).sort(byName);
  const fragments: Fragments = new Map(fragmentList.map((fragment) => [fragment.name.value, fragment]));
  return [
    `import { typedDocument } from "../document.ts";\nimport type * as types from "./types.ts";`,
    ...fragmentList.map((fragment) => `const ${fragment.name.value} = ${literal(print(fragment))};`),
    ...operations.map((operation) => printDocument(operation, fragments)),
    `/** From each of these the client makes the method of the same name. */\nexport const operations = {\n${operations.map((operation) => printEntry(operation, schema)).join("\n")}\n} as const;\n`,
  ].join("\n\n");
}

/** Each fragment's text stands in the file once, however many operations use it. */
function printDocument(operation: OperationDefinitionNode, fragments: Fragments): string {
  const name = nameOf(operation);
  const parts = [literal(print(operation)), ...fragmentsIn(operation, fragments)];
  const types = `<types.${name}Result, types.${name}Variables>`;
  return `export const ${name}Document = /* @__PURE__ */ typedDocument${types}(\n${parts.map((part) => `  ${part},\n`).join("")});`;
}

function printEntry(operation: OperationDefinitionNode, schema: GraphQLSchema): string {
  const name = nameOf(operation);
  const field = rootField(operation);
  const definition = schema.getRootType(operation.operation)?.getFields()[field.name.value];
  const kind = isPaged(definition, operation) ? "connection" : "field";
  const method = name.charAt(0).toLowerCase() + name.slice(1);
  const entry = `  ${method}: { kind: "${kind}", field: "${(field.alias ?? field.name).value}", document: ${name}Document },`;
  return definition?.description ? `  /** ${definition.description.replaceAll("*/", "*\\/")} */\n${entry}` : entry;
}

function isPaged(
  definition: GraphQLField<unknown, unknown> | undefined,
  { variableDefinitions }: OperationDefinitionNode,
): boolean {
  const type = definition && getNamedType(definition.type);
  const isConnection = isObjectType(type) && "pageInfo" in type.getFields();
  return isConnection && (variableDefinitions ?? []).some(({ variable }) => variable.name.value === "after");
}

/** A method gives one field's value, so there must be one. */
function rootField(operation: OperationDefinitionNode): FieldNode {
  const [field, ...others] = operation.selectionSet.selections;
  if (field?.kind === Kind.FIELD && others.length === 0) return field;
  throw new Error(
    `The operation ${nameOf(operation)} in sdk/operations/ must select exactly one field of its root type.`,
  );
}

/** The names of all fragments that a definition needs, also through other fragments. */
function fragmentsIn(definition: OperationDefinitionNode, fragments: Fragments): string[] {
  const found = new Set<string>();
  const collect = (node: OperationDefinitionNode | FragmentDefinitionNode | SelectionNode) =>
    visit(node, {
      FragmentSpread({ name: { value } }) {
        const fragment = fragments.get(value);
        if (!fragment || found.has(value)) return;
        found.add(value);
        collect(fragment);
      },
    });
  collect(definition);
  return [...found].sort();
}

function nameOf({ name }: OperationDefinitionNode | FragmentDefinitionNode): string {
  if (name) return name.value;
  throw new Error("An operation in sdk/operations/ has no name; its name becomes the client's method.");
}

const byName = (
  a: OperationDefinitionNode | FragmentDefinitionNode,
  b: OperationDefinitionNode | FragmentDefinitionNode,
): number => (nameOf(a) < nameOf(b) ? -1 : 1);

const literal = (text: string): string => `\`${text.replace(/\\|`|\$(?=\{)/g, "\\$&")}\``;
