import { type ExecutionResult, NoSchemaIntrospectionCustomRule } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";

/** Answers no question about the schema itself, neither asked nor by suggestions of what else there is. */
export function useHiddenSchema(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(NoSchemaIntrospectionCustomRule);
    },
    onExecutionResult({ result }) {
      const { errors = [] } = result === undefined || isAsyncIterable(result) ? {} : (result as ExecutionResult);
      for (const error of errors) error.message = error.message.replace(/ Did you mean .*\?$/s, "");
    },
  };
}
