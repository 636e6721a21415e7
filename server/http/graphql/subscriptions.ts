import {
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { Plugin } from "graphql-yoga";
import type { ChangePoller } from "../../store/changes/changePoller.ts";
import { requestError } from "../errors/requestError.ts";
import { fragmentsOf } from "../limits/expansion.ts";
import { type Operation, operationOf } from "../limits/operation.ts";
import { acceptsType } from "../request/accept.ts";

/** Sends subscriptions as server-sent events. When the app is disposed of, the streams end with an error that says so. */
export function useSubscriptions(changePoller: ChangePoller): Plugin {
  return {
    onSubscribe({ args, setResultAndStopExecution }) {
      if (!acceptsType(args.contextValue.request, EVENT_STREAM))
        setResultAndStopExecution({ errors: [notAcceptable()] });
      // The executor assumes that there is a field.
      else if (!hasField(operationOf(args))) setResultAndStopExecution({ errors: [noField()] });
    },
    onResponse({ response }) {
      // Otherwise a proxy such as nginx would hold events back until its buffer is full.
      if (response.headers.get("content-type")?.startsWith(EVENT_STREAM))
        response.headers.set("x-accel-buffering", "no");
    },
    onDispose() {
      changePoller.stop(stopping());
    },
  };
}

const EVENT_STREAM = "text/event-stream";

/**
 * Whether `@skip` and `@include` leave a field to subscribe to. Validation has ensured that there is at most one, and that
 * these directives use no variables.
 */
function hasField({ document, operationName }: Operation): boolean {
  const fragments = fragmentsOf(document);
  const isIn = (set: SelectionSetNode): boolean =>
    set.selections.some((node) => {
      if (getDirectiveValues(GraphQLSkipDirective, node)?.if === true) return false;
      if (getDirectiveValues(GraphQLIncludeDirective, node)?.if === false) return false;
      if (node.kind === Kind.FIELD) return true;
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragments.get(node.name.value);
      return inner !== undefined && isIn(inner.selectionSet);
    });
  const operation = getOperationAST(document, operationName);
  // The executor reports what else is wrong.
  return !operation || isIn(operation.selectionSet);
}

const noField = () =>
  requestError(
    "GRAPHQL_VALIDATION_FAILED",
    "`@skip` or `@include` removes the subscription's only field. Subscribe to a field without these directives.",
  );

const notAcceptable = () =>
  requestError(
    "NOT_ACCEPTABLE",
    "Subscriptions are sent as server-sent events. Send the header “accept: text/event-stream”.",
    { status: 406 },
  );

const stopping = () =>
  requestError("SERVICE_STOPPING", "The service is stopping. Connect again with your last position as `since`.", {
    status: 503,
  });
