import { getOperationAST, Kind, visit } from "graphql";
import type { Operation } from "../limits/operation.ts";

/** The values of the variables that are used anywhere but in the arguments of the operation's own fields. */
export function variablesBelowRoot({ document, operationName, variableValues }: Operation): Record<string, unknown> {
  const operation = getOperationAST(document, operationName);
  const ownFields: readonly object[] = operation?.selectionSet.selections ?? [];
  const used = new Set<string>();
  visit(document, {
    // The last ancestor is the field or the directive; its list of arguments is the parent.
    Argument: (_argument, _key, _siblings, _path, ancestors) =>
      ownFields.includes(ancestors.at(-1) as object) ? false : undefined,
    // A definition names each variable, even those that are not used.
    VariableDefinition: () => false,
    [Kind.VARIABLE]: ({ name }) => void used.add(name.value),
  });
  return Object.fromEntries(Object.entries(variableValues ?? {}).filter(([name]) => used.has(name)));
}
