import { GraphQLError } from "graphql";
import type { Plugin } from "graphql-yoga";
import type { Follower } from "../store/follower.ts";

/** Subscriptions are answered as server-sent events, and end with a word when the app is disposed of. */
export function useSubscriptions(follower: Follower): Plugin {
  return {
    onSubscribe({ args, setResultAndStopExecution }) {
      if (!takesEvents(args.contextValue.request)) setResultAndStopExecution({ errors: [notAcceptable()] });
    },
    onResponse({ response }) {
      // A proxy such as nginx would keep events back until it has enough of them.
      if (isEventStream(response)) response.headers.set("x-accel-buffering", "no");
    },
    onDispose() {
      follower.stop(stopping());
    },
  };
}

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
