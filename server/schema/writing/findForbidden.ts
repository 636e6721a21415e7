import {
  type ExecutionArgs,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  getVariableValues,
  isAbstractType,
  isObjectType,
  type OperationDefinitionNode,
} from "graphql";
import type { CallerScope } from "../../domain/writeVocabulary.ts";
import { type FieldPlan, planOf, type SelectionPlan } from "../../execution/plan.ts";
import { type Caller, requireScopeFor } from "../builder/caller.ts";

interface Execution extends Pick<ExecutionArgs, "schema" | "document" | "variableValues"> {
  readonly contextValue: { readonly caller: Caller | null };
}

/**
 * The first field of a mutation that the caller may not read, before one of them is executed. A write that was done is thus
 * never answered by 401 or 403, after which clients send the request again, with another token.
 */
export function findForbidden(args: Execution, operation: OperationDefinitionNode): GraphQLError | null {
  const { schema, document, contextValue, variableValues } = args;
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {});
  // The executor reports variables that do not fit.
  if (!coerced) return null;
  const find = ({ fields }: SelectionPlan): GraphQLError | null => {
    for (const plan of fields) {
      const refusal = refusalOf(plan, contextValue.caller);
      if (refusal) return refusal;
      for (const type of objectTypesOf(plan, schema)) {
        const below = find(plan.selection(type));
        if (below) return below;
      }
    }
    return null;
  };
  return find(planOf(schema, document, operation, coerced).root);
}

function refusalOf({ field, parentType, nodes }: FieldPlan, caller: Caller | null): GraphQLError | null {
  const scopes = (field.extensions.scopes as readonly CallerScope[][] | undefined)?.flat();
  if (!scopes) return null;
  try {
    requireScopeFor(`Nothing was done: ${parentType.name}.${field.name}`, caller, scopes);
    return null;
  } catch (error) {
    if (error instanceof GraphQLError) return new GraphQLError(error.message, { nodes, extensions: error.extensions });
    throw error;
  }
}

function objectTypesOf({ field }: FieldPlan, schema: GraphQLSchema) {
  const type = getNamedType(field.type);
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isObjectType(type) ? [type] : [];
}
