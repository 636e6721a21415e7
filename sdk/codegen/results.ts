import { type FragmentDefinitionNode, type GraphQLInterfaceType, isInterfaceType } from "graphql";
import type { NamedOperation } from "./documents.ts";
import { fieldsOf, type SelectedField } from "./fields.ts";
import {
  conditionOf,
  isUniform,
  memberName,
  membersOf,
  nameOn,
  objectType,
  type ResultSource,
  unionOf,
} from "./selections.ts";
import { type Declaration, declaration, type Type } from "./typescript.ts";

/** What an operation answers. */
export function resultDeclaration(operation: NamedOperation, source: ResultSource): Declaration {
  const type = source.schema.getRootType(operation.operation);
  if (!type) throw new Error(`The schema has no ${operation.operation}, which ${operation.name.value} is.`);
  return declaration(`${operation.name.value}Result`, objectType(type, [operation.selectionSet], source), {
    description: `What the ${operation.operation} \`${operation.name.value}\` answers.`,
  });
}

/**
 * A fragment's type. On an interface or a union it is one type where it gives the same of every member; else a union of
 * one type for each, to be told by `__typename`: another fragment's that says just this, or `<fragment>On<member>`.
 */
export function fragmentDeclarations(fragment: FragmentDefinitionNode, source: ResultSource): readonly Declaration[] {
  const { name, selectionSet } = fragment;
  const condition = conditionOf(fragment, source);
  const members = membersOf(fragment, source);
  const [first] = members;
  if (first && isUniform(fragment, source)) {
    const type = objectType(first, [selectionSet], source);
    const fields = fieldsOf(first, [selectionSet], source);
    return [
      declaration(name.value, isInterfaceType(condition) ? documentedBy(condition, type, fields) : type, condition),
    ];
  }
  const own = members.filter((member) => nameOn(fragment, member, source) === memberName(fragment, member));
  return [
    declaration(name.value, unionOf(fragment, source), condition),
    ...own.map((member) =>
      declaration(memberName(fragment, member), objectType(member, [selectionSet], source), member),
    ),
  ];
}

/** With the interface's descriptions, which are true of all its types. */
function documentedBy(condition: GraphQLInterfaceType, type: Type, fields: readonly SelectedField[]): Type {
  if (type.kind !== "object") return type;
  const docs = new Map(fields.map(({ name, field }) => [name, field && condition.getFields()[field.name]]));
  return {
    ...type,
    properties: type.properties.map((property) => ({ ...property, doc: docs.get(property.name) ?? property.doc })),
  };
}
