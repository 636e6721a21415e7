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
import type { NamedOperation } from "./documents.ts";
import { fragmentNamed, type Source } from "./fields.ts";
import { inputProperty } from "./inputs.ts";
import type { Doc } from "./jsdoc.ts";
import type { ScalarTypes } from "./scalars.ts";
import { type Declaration, name, type Type, typeAlias } from "./typescript.ts";

/** What an operation takes. An alias, since other clients ask for a `Record<string, unknown>`, which no interface is. */
export function variablesDeclaration(operation: NamedOperation, source: Source, scalars: ScalarTypes): Declaration {
  const docs = argumentsByVariable(operation, source);
  const properties = (operation.variableDefinitions ?? []).map(({ variable, type, defaultValue }) => {
    const key = variable.name.value;
    const doc = { ...docs.get(key), defaultText: defaultValue && print(defaultValue) };
    return inputProperty(key, variableType(type, source), doc, scalars);
  });
  const type: Type =
    properties.length > 0 ? { kind: "object", parents: [], properties } : name("Record<string, never>");
  return typeAlias(`${operation.name.value}Variables`, type, {
    description: `What the ${operation.operation} \`${operation.name.value}\` takes.`,
  });
}

export function variableType(node: TypeNode, { schema }: Pick<Source, "schema">): GraphQLInputType {
  const type = typeFromAST(schema, node);
  if (isInputType(type)) return type;
  throw new Error(`A variable in sdk/operations/ is of the type ${print(node)}, which is no scalar, enum or input.`);
}

/** The argument or the input's field that each variable is first passed to, also inside a fragment. */
function argumentsByVariable(operation: NamedOperation, source: Source): ReadonlyMap<string, Doc> {
  const found = new Map<string, Doc>();
  for (const definition of [operation, ...fragmentsUsedBy(operation, source)]) {
    const info = new TypeInfo(source.schema);
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
  source: Source,
): readonly FragmentDefinitionNode[] {
  const found = new Set<FragmentDefinitionNode>();
  visit(definition, {
    FragmentSpread({ name }) {
      const fragment = fragmentNamed(name.value, source);
      found.add(fragment);
      for (const inner of fragmentsUsedBy(fragment, source)) found.add(inner);
    },
  });
  return [...found];
}
