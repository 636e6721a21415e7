import { getOperationAST } from "graphql";
import type { Plugin } from "graphql-yoga";
import { operationOf } from "../limits/operation.ts";
import { runForRequest } from "../request/currentRequest.ts";
import type { RequestRecorder } from "./requestRecorder.ts";

/** Starts recording a request, and records its operations. */
export function useRecordStart(recorder: RequestRecorder): Plugin {
  return {
    instrumentation: {
      request({ request }, wrapped) {
        recorder.start(request);
        return runForRequest(request, wrapped);
      },
    },
    onExecute({ args }) {
      const operation = operationOf(args);
      const { document, operationName, contextValue } = operation;
      const event = recorder.addOperation(contextValue.request, getOperationAST(document, operationName));
      const startedAt = performance.now();
      return {
        onExecuteDone() {
          if (!event) return;
          event.milliseconds = performance.now() - startedAt;
          event.cost = contextValue.work.spent;
        },
      };
    },
    onSubscribe({ args }) {
      const operation = operationOf(args);
      const { document, operationName, contextValue } = operation;
      const event = recorder.addOperation(contextValue.request, getOperationAST(document, operationName));
      return {
        onSubscribeResult() {
          if (event) event.cost = contextValue.work.spent;
        },
      };
    },
  };
}

/** Finishes recording a request when its response is complete, or its stream begins. */
export const useRecordEnd = ({ finish }: RequestRecorder): Plugin => ({
  onResponse: ({ request, response }) => finish(request, request.method, response.status),
});
