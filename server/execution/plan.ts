import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNullableType,
  isAbstractType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
  TypeNameMetaFieldDef,
  typeFromAST,
  type ValueNode,
} from "graphql";

export type Variables = Readonly<Record<string, unknown>>;

/** What an operation selects, with fragments merged. Made once for each operation and set of `@skip` and `@include`. */
export interface OperationPlan {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly root: SelectionPlan;
}

/** The fields that are selected on an object type. */
export interface SelectionPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** The length of the text around the values of one object. */
  readonly labelLength: number;
}

export interface FieldPlan {
  readonly field: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  /** The key in the answer: the alias or the name. */
  readonly key: string;
  /** What comes before the field's value in the JSON text: the brace or a comma, the key and a colon. */
  readonly label: string;
  readonly nodes: readonly FieldNode[];
  /** The name of the parent's property that contains the value. Null if a resolver computes the value. */
  readonly property: string | null;
  /** Whether the arguments contain variables and thus differ between requests. */
  readonly hasVariables: boolean;
  /** What is selected on the objects of this type in the field. */
  selection(type: GraphQLObjectType): SelectionPlan;
}

/** How many plans are kept for the values of the variables in the directives of one operation. */
const MOST_PLANS = 16;

const known = new WeakMap<GraphQLSchema, WeakMap<OperationDefinitionNode, Map<string, OperationPlan>>>();

/** @param variables the coerced variables */
export function planOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): OperationPlan {
  const ofSchema = known.get(schema) ?? new WeakMap<OperationDefinitionNode, Map<string, OperationPlan>>();
  known.set(schema, ofSchema);
  const plans = ofSchema.get(operation) ?? new Map<string, OperationPlan>();
  ofSchema.set(operation, plans);
  const decisions = Object.keys(variables).length === 0 ? "" : decisionsOf(operation, variables);
  const existing = plans.get(decisions);
  if (existing) return existing;
  if (plans.size >= MOST_PLANS) plans.clear();
  const made = makePlan(schema, document, operation, variables);
  plans.set(decisions, made);
  return made;
}

/** The values of the Boolean variables, which alone can decide about `@skip` and `@include`. */
const decisionsOf = ({ variableDefinitions = [] }: OperationDefinitionNode, variables: Variables): string =>
  variableDefinitions
    .map(({ variable }) => variables[variable.name.value])
    .map((value) => (typeof value === "boolean" ? Number(value) : "-"))
    .join("");

function makePlan(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): OperationPlan {
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments[definition.name.value] = definition;

  const isIncluded = (node: { readonly directives?: FieldNode["directives"] }): boolean => {
    if (node.directives === undefined || node.directives.length === 0) return true;
    const skip = getDirectiveValues(GraphQLSkipDirective, node as FieldNode, variables);
    if (skip?.if === true) return false;
    return getDirectiveValues(GraphQLIncludeDirective, node as FieldNode, variables)?.if !== false;
  };

  const applies = (
    condition: FragmentDefinitionNode["typeCondition"] | undefined,
    type: GraphQLObjectType,
  ): boolean => {
    if (!condition) return true;
    const conditional = typeFromAST(schema, condition);
    return conditional === type || (isAbstractType(conditional) && schema.isSubType(conditional, type));
  };

  const collect = (
    type: GraphQLObjectType,
    { selections }: SelectionSetNode,
    into: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void => {
    for (const selection of selections) {
      if (!isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        const nodes = into.get(key);
        if (nodes) nodes.push(selection);
        else into.set(key, [selection]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD && visited.has(selection.name.value)) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) visited.add(selection.name.value);
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
      if (fragment && applies(fragment.typeCondition, type)) collect(type, fragment.selectionSet, into, visited);
    }
  };

  const selectionPlan = (type: GraphQLObjectType, sets: readonly SelectionSetNode[]): SelectionPlan => {
    const nodes = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const set of sets) collect(type, set, nodes, visited);
    const fields: FieldPlan[] = [];
    for (const [key, ofKey] of nodes) {
      const field = fieldOf(schema, type, (ofKey[0] as FieldNode).name.value);
      if (field) fields.push(fieldPlan(field, type, key, ofKey, fields.length === 0));
    }
    return { type, fields, labelLength: fields.reduce((sum, { label }) => sum + label.length, 1) };
  };

  const fieldPlan = (
    field: GraphQLField<unknown, unknown>,
    parentType: GraphQLObjectType,
    key: string,
    nodes: readonly FieldNode[],
    isFirst: boolean,
  ): FieldPlan => {
    const sets = nodes.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
    const byType = new Map<GraphQLObjectType, SelectionPlan>();
    return {
      field,
      parentType,
      key,
      label: `${isFirst ? "{" : ","}${JSON.stringify(key)}:`,
      nodes,
      property: propertyOf(field),
      hasVariables: (nodes[0]?.arguments ?? []).some(({ value }) => containsVariable(value)),
      selection(type) {
        const plan = byType.get(type) ?? selectionPlan(type, sets);
        byType.set(type, plan);
        return plan;
      },
    };
  };

  const rootType = schema.getRootType(operation.operation);
  if (!rootType) throw new Error(`The schema has no type for the operation “${operation.operation}”.`);
  return { operation, fragments, root: selectionPlan(rootType, [operation.selectionSet]) };
}

function fieldOf(schema: GraphQLSchema, type: GraphQLObjectType, name: string) {
  if (name === TypeNameMetaFieldDef.name) return TypeNameMetaFieldDef;
  const isQuery = type === schema.getQueryType();
  if (isQuery && name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (isQuery && name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return type.getFields()[name];
}

/** Pothos notes the property of a field that only exposes one. A resolver around a list may do more. */
function propertyOf({ name, resolve, extensions, type }: GraphQLField<unknown, unknown>): string | null {
  if (resolve === undefined) return name;
  const exposed = extensions.pothosExposedField;
  return typeof exposed === "string" && !isListType(getNullableType(type)) ? exposed : null;
}

function containsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(containsVariable);
  return value.kind === Kind.OBJECT && value.fields.some(({ value: inner }) => containsVariable(inner));
}
