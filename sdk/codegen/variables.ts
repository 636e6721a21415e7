import {
  type FragmentDefinitionNode,
  type GraphQLInputType,
  getNamedType,
  isInputObjectType,
  isInputType,
  type OperationDefinitionNode,
  print,
  TypeInfo,
  type TypeNode,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { type CodegenContext, fragmentNamed } from "./collectFields.ts";
import type { NamedOperation } from "./documents.ts";
import { inputProperty } from "./inputs.ts";
import type { Doc } from "./jsdoc.ts";
import type { ScalarTypes } from "./scalars.ts";
import { type Declaration, name, type Type, typeAlias } from "./typescript.ts";

/** A type alias, because other clients require a `Record<string, unknown>`, which an interface does not satisfy. */
export function variablesDeclaration(
  operation: NamedOperation,
  context: CodegenContext,
  scalars: ScalarTypes,
): Declaration {
  const docs = argumentsByVariable(operation, context);
  const properties = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => {
    const key = variable.name.value;
    const doc = { ...docs.get(key), defaultText: defaultValue && print(defaultValue) };
    return inputProperty(key, variableType(type, context), doc, scalars);
  });
  const type: Type =
    properties.length > 0 ? { kind: "object", parents: [], properties } : name("Record<string, never>");
  return typeAlias(`${operation.name.value}Variables`, type, {
    description: `The variables of the ${operation.operation} \`${operation.name.value}\`.`,
  });
}

export function variableType(node: TypeNode, { schema }: Pick<CodegenContext, "schema">): GraphQLInputType {
  const type = typeFromAST(schema, node);
  if (isInputType(type)) return type;
  throw new Error(
    `A variable in sdk/operations/ has the type ${print(node)}, which is not a scalar, enum or input type.`,
  );
}

/** For each variable, the first argument or input field to which it is passed, including those in fragments. */
function argumentsByVariable(operation: NamedOperation, context: CodegenContext): ReadonlyMap<string, Doc> {
  const found = new Map<string, Doc>();
  for (const definition of [operation, ...fragmentsUsedBy(operation, context)]) {
    const info = new TypeInfo(context.schema);
    const within: (Doc | null | undefined)[] = [];
    const leave = () => {
      within.pop();
    };
    visit(
      definition,
      visitWithTypeInfo(info, {
        Argument: {
          enter() {
            within.push(info.getArgument());
          },
          leave,
        },
        ObjectField: {
          enter({ name }) {
            const parent = getNamedType(info.getParentInputType());
            within.push(isInputObjectType(parent) ? parent.getFields()[name.value] : null);
          },
          leave,
        },
        Variable({ name }) {
          const doc = within.at(-1);
          if (doc && !found.has(name.value)) found.set(name.value, doc);
        },
      }),
    );
  }
  return found;
}

function fragmentsUsedBy(
  definition: OperationDefinitionNode | FragmentDefinitionNode,
  context: CodegenContext,
): readonly FragmentDefinitionNode[] {
  const found = new Set<FragmentDefinitionNode>();
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragmentNamed(name.value, context);
      found.add(fragment);
      for (const inner of fragmentsUsedBy(fragment, context)) found.add(inner);
    },
  });
  return [...found];
}
