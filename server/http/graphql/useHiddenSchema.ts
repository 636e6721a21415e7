import { type ExecutionResult, NoSchemaIntrospectionCustomRule } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";

/** Refuses introspection, and removes suggestions of similar names from error messages. */
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
