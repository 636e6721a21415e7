import { type FragmentDefinitionNode, type GraphQLInterfaceType, isInterfaceType } from "graphql";
import { collectFields, type SelectedField } from "./collectFields.ts";
import type { NamedOperation } from "./documents.ts";
import {
  fragmentTypeName,
  fragmentTypes,
  fragmentUnion,
  isUniform,
  objectType,
  ownTypeName,
  type ResultContext,
  typeConditionOf,
} from "./selectionTypes.ts";
import { type Declaration, declaration, type Type } from "./typescript.ts";

/** The type of an operation's result. */
export function resultDeclaration(operation: NamedOperation, context: ResultContext): Declaration {
  const type = context.schema.getRootType(operation.operation);
  if (!type)
    throw new Error(
      `${operation.name.value} is a ${operation.operation}, but the schema has no ${operation.operation} type.`,
    );
  return declaration(`${operation.name.value}Result`, objectType(type, [operation.selectionSet], context), {
    description: `The result of the ${operation.operation} \`${operation.name.value}\`.`,
  });
}

/**
 * A fragment's type. On an interface or a union it is one type if the result is the same for every possible type. Otherwise
 * it is a union, discriminated by `__typename`, of other fragments' types or of types named `<fragment>On<type>`.
 */
export function fragmentDeclarations(fragment: FragmentDefinitionNode, context: ResultContext): readonly Declaration[] {
  const { name, selectionSet } = fragment;
  const condition = typeConditionOf(fragment, context);
  const members = fragmentTypes(fragment, context);
  const [first] = members;
  if (first && isUniform(fragment, context)) {
    const type = objectType(first, [selectionSet], context);
    const fields = collectFields(first, [selectionSet], context);
    return [
      declaration(name.value, isInterfaceType(condition) ? documentedBy(condition, type, fields) : type, condition),
    ];
  }
  const own = members.filter((member) => fragmentTypeName(fragment, member, context) === ownTypeName(fragment, member));
  return [
    declaration(name.value, fragmentUnion(fragment, context), condition),
    ...own.map((member) =>
      declaration(ownTypeName(fragment, member), objectType(member, [selectionSet], context), member),
    ),
  ];
}

/** The type with the interface's descriptions, which are true for every type that implements the interface. */
function documentedBy(condition: GraphQLInterfaceType, type: Type, fields: readonly SelectedField[]): Type {
  if (type.kind !== "object") return type;
  const docs = new Map(fields.map(({ name, field }) => [name, field && condition.getFields()[field.name]]));
  return {
    ...type,
    properties: type.properties.map((property) => ({ ...property, doc: docs.get(property.name) ?? property.doc })),
  };
}
