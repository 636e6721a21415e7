import { type DocumentNode, type ExecutionResult, getOperationAST, OperationTypeNode } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import type { Limits } from "../../config/limits.ts";
import { requestError } from "../errors/requestError.ts";
import { stateOf } from "../request/requestState.ts";
import { costOf } from "./cost.ts";
import { checkDocument } from "./document.ts";
import { checkLimit } from "./limitError.ts";
import { type Operation, operationOf } from "./operation.ts";
import { checkTokens } from "./tokens.ts";
import { checkNesting } from "./values.ts";

/** The response header with the cost. As a request header, it asks for the cost, like `cost` in the request's `extensions`. */
const COST_HEADER = "x-cost";

/** What clients may spend per minute. */
export interface CostAccount {
  /** @throws LimitError if the request's client has spent its budget */
  chargeCost(request: Request, cost: number): void;
  /** Gives back what an operation did not use. A negative number charges more. */
  refundCost(request: Request, cost: number): void;
  /**
   * Charges an event of a subscription. Waits until the client's budget has room, the client has read the events before it,
   * and it is the client's turn.
   * @returns a function to call when the event's answer is complete
   * @throws the signal's reason if the reader leaves
   */
  beginEvent(request: Request, cost: number, signal: AbortSignal): Promise<() => void>;
}

interface Done {
  readonly result: ExecutionResult | AsyncIterable<ExecutionResult>;
  setResult(result: ExecutionResult): void;
}

/** Refuses what exceeds a limit as early as possible: before parsing, before validation, before execution. */
export function useLimits(limits: Limits, isLarge: () => boolean, account: CostAccount): Plugin {
  /** @returns the result if the operation must not be executed, otherwise null */
  const begin = (args: Operation): ExecutionResult | null => {
    const { contextValue: context, document, schema } = args;
    const operation = getOperationAST(document, args.operationName);
    // The executor reports what is wrong.
    if (!operation) return null;
    const cost = costOf(schema, document, operation, args.variableValues ?? {}, { limits, isLarge: isLarge() });
    if (cost.kind === OperationTypeNode.SUBSCRIPTION) checkLimit(limits, "eventCost", cost.total);
    const state = stateOf(context.request);
    state.cost = (state.cost ?? 0) + cost.total;
    checkLimit(limits, "cost", state.cost);
    if (reportOf(context) === "dry-run") return { extensions: { cost: totalOf(cost.total, limits) } };
    account.chargeCost(context.request, cost.total);
    context.work.begin(cost);
    return null;
  };

  return {
    onRequestParse: () => ({
      onRequestParseDone({ requestParserResult: operations }) {
        if (!Array.isArray(operations)) return;
        if (operations.length === 0)
          throw requestError("BAD_REQUEST", "The request contains an empty list of operations.");
        checkLimit(limits, "batch", operations.length);
        const wrong = operations.findIndex((operation) => !isObject(operation));
        if (wrong >= 0)
          throw requestError(
            "BAD_REQUEST",
            `Each operation in the list must be a JSON object; number ${wrong + 1} is not.`,
          );
      },
    }),
    onParams({ params: { query, variables, extensions } }) {
      if (typeof query === "string") checkTokens(query, limits);
      checkNesting(variables, limits);
      checkNesting(extensions, limits);
    },
    onParse() {
      return ({ result }) => {
        if (isDocument(result)) checkDocument(result, limits);
      };
    },
    onExecute({ args, setResultAndStopExecution }) {
      const context = operationOf(args).contextValue;
      const result = begin(operationOf(args));
      if (result) return setResultAndStopExecution(result);
      const { work, request } = context;
      operationOf(args).signal = work.signal;
      return {
        onExecuteDone({ result, setResult }: Done) {
          work.end();
          account.refundCost(request, work.cost.total - work.used);
          const state = stateOf(request);
          state.cost = Math.max(state.cost ?? 0, work.spent);
          if (reportOf(context) === null || isAsyncIterable(result)) return;
          // The result is not spread: spreading would parse all data of a result that already is JSON.
          const cost = { ...totalOf(work.spent, limits), used: Math.ceil(work.used) };
          setResult(Object.defineProperty(result, "extensions", { value: { cost }, enumerable: true }));
        },
      };
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const result = begin(operationOf(args));
      if (result) return setResultAndStopExecution(result);
      const operation = operationOf(args);
      const { work, request } = operation.contextValue;
      // Each event has a time limit. The subscription itself lasts as long as its reader stays.
      work.end();
      let charge = 0;
      operation.beginEvent = async (signal) => {
        const release = await account.beginEvent(request, charge, signal);
        work.beginEvent();
        return () => {
          work.end();
          // The first event was paid for with the request, so each further one pays what the one before it really cost.
          charge = work.spent;
          release();
        };
      };
    },
    onResponse({ request, response }) {
      const { cost } = stateOf(request);
      if (cost !== null) response.headers.set(COST_HEADER, `${Math.ceil(cost)}; limit=${limits.cost}`);
    },
  };
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const isDocument = (result: unknown): result is DocumentNode =>
  typeof result === "object" && result !== null && "kind" in result && result.kind === "Document";

const totalOf = (cost: number, limits: Limits) => ({ total: Math.ceil(cost), limit: limits.cost });

/**
 * Whether the client asks for the cost with the result (`report`), instead of the result (`dry-run`), or not at all (null).
 * @throws GraphQLError if the client asks in another way
 */
function reportOf({ request, params }: Operation["contextValue"]): "report" | "dry-run" | null {
  const asked = params?.extensions?.cost ?? request.headers.get(COST_HEADER);
  if (asked == null) return null;
  if (asked === "report" || asked === "dry-run") return asked;
  throw requestError(
    "BAD_REQUEST",
    `“cost” must be “report” or “dry-run”, not ${JSON.stringify(asked)?.slice(0, 40)}.`,
  );
}
