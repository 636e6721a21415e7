import {
  GraphQLError,
  GraphQLIncludeDirective,
  GraphQLSkipDirective,
  getDirectiveValues,
  getOperationAST,
  Kind,
  type SelectionSetNode,
} from "graphql";
import type { Plugin } from "graphql-yoga";
import type { ChangePoller } from "../../store/changes/changePoller.ts";
import { fragmentsOf } from "../limits/expansion.ts";
import { type Operation, operationOf } from "../limits/operation.ts";

/** Subscriptions are answered as server-sent events, and end with a word when the app is disposed of. */
export function useSubscriptions(changePoller: ChangePoller): Plugin {
  return {
    onSubscribe({ args, setResultAndStopExecution }) {
      if (!takesEvents(args.contextValue.request)) setResultAndStopExecution({ errors: [notAcceptable()] });
      // The executor takes for granted that there is a field.
      else if (!hasField(operationOf(args))) setResultAndStopExecution({ errors: [nothingToFollow()] });
    },
    onResponse({ response }) {
      // A proxy such as nginx would keep events back until it has enough of them.
      if (isEventStream(response)) response.headers.set("x-accel-buffering", "no");
    },
    onDispose() {
      changePoller.stop(stopping());
    },
  };
}

/**
 * Whether `@skip` and `@include` leave anything to subscribe to. Validation sees to it that there is one field at most,
 * and refuses variables there.
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
  // The executor says what else is wrong.
  return !operation || isIn(operation.selectionSet);
}

const nothingToFollow = () =>
  new GraphQLError("The subscription leaves its field out: give it one without `@skip` or `@include`.", {
    extensions: { code: "GRAPHQL_VALIDATION_FAILED", http: { status: 400 } },
  });

const isEventStream = ({ headers }: Response): boolean =>
  headers.get("content-type")?.startsWith("text/event-stream") ?? false;

const takesEvents = ({ headers }: Request): boolean =>
  (headers.get("accept") ?? "*/*")
    .split(",")
    .some((range) => /^(text\/event-stream|text\/\*|\*\/\*)$/i.test(range.split(";", 1)[0]?.trim() ?? ""));

const notAcceptable = () =>
  new GraphQLError("A subscription is answered as server-sent events; send the header “accept: text/event-stream”.", {
    extensions: { code: "NOT_ACCEPTABLE", http: { status: 406 } },
  });

const stopping = () =>
  new GraphQLError("The service is stopping: connect again, with the last position as `since`.", {
    extensions: { code: "SERVICE_STOPPING", http: { status: 503 } },
  });
