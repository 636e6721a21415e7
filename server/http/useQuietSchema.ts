import { type GraphQLError, NoSchemaIntrospectionCustomRule } from "graphql";
import type { Plugin } from "graphql-yoga";
import { operationOf } from "./limits/operation.ts";

/** Answers no question about the schema itself, neither asked nor by suggestions of what else there is. */
export function useQuietSchema(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(NoSchemaIntrospectionCustomRule);
      return ({ result, setResult }) => setResult((result as readonly GraphQLError[]).map(withoutSuggestion));
    },
    onExecute({ args }) {
      Object.assign(operationOf(args), { hideSuggestions: true });
    },
    onSubscribe({ args }) {
      Object.assign(operationOf(args), { hideSuggestions: true });
    },
  };
}

function withoutSuggestion(error: GraphQLError): GraphQLError {
  error.message = error.message.replace(/ Did you mean .*\?$/s, "");
  return error;
}
