import { type DocumentNode, type ExecutionResult, GraphQLError, getOperationAST, OperationTypeNode } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import type { Limits } from "../../config/limits.ts";
import { costOf } from "./cost.ts";
import { checkDocument } from "./document.ts";
import { atMost } from "./limitError.ts";
import { type Operation, operationOf } from "./operation.ts";
import { paced } from "./paced.ts";
import { checkTokens } from "./tokens.ts";
import { checkNesting } from "./values.ts";

/** How a client asks for an operation's cost: by this header, or as `cost` in the request's `extensions`. */
const COST_HEADER = "x-cost";

interface Settings {
  readonly limits: Limits;
  isLarge(): boolean;
  /** Takes what an operation costs from what its client may spend. */
  onCost(request: Request, cost: number): void;
  /** Sets right what was taken: by what an operation has come to less, or by less than 0 where it has come to more. */
  onSettled(request: Request, cost: number): void;
  /** Waits until an event of a subscription may be read: until it is its client's turn, which has something left to spend. */
  onEvent(request: Request, cost: number, signal: AbortSignal): Promise<void>;
}

interface Done {
  readonly result: ExecutionResult | AsyncIterable<ExecutionResult>;
  setResult(result: ExecutionResult): void;
}

/** Refuses what is too much, as early as it can be known: before parsing, before validation, before execution. */
export function useLimits({ limits, isLarge, onCost, onSettled, onEvent }: Settings): Plugin {
  const costs = new WeakMap<Request, number>();

  /** @returns the answer where the operation is not to be run */
  const begin = async (args: Operation): Promise<ExecutionResult | null> => {
    const { contextValue: context, document, schema } = args;
    const operation = getOperationAST(document, args.operationName);
    // The executor says what is wrong.
    if (!operation) return null;
    const cost = costOf(schema, document, operation, args.variableValues ?? {}, { limits, isLarge: isLarge() });
    if (cost.kind === OperationTypeNode.SUBSCRIPTION) atMost(limits, "eventCost", cost.total);
    const earlier = costs.get(context.request) ?? 0;
    costs.set(context.request, earlier + cost.total);
    atMost(limits, "cost", earlier + cost.total);
    if (reportOf(context) === "dry-run") return { extensions: { cost: shown(cost.total, limits) } };
    onCost(context.request, cost.total);
    context.work.begin(cost);
    return null;
  };

  return {
    onRequestParse: () => ({
      onRequestParseDone({ requestParserResult: operations }) {
        if (!Array.isArray(operations)) return;
        if (operations.length === 0) throw badRequest("The request holds an empty list of operations.");
        atMost(limits, "batch", operations.length);
        const other = operations.findIndex((operation) => !isObject(operation));
        if (other >= 0)
          throw badRequest(`The request's list of operations holds something else, at ${other}: each is an object.`);
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
    async onExecute({ args, setResultAndStopExecution }) {
      const context = operationOf(args).contextValue;
      const answer = await begin(operationOf(args));
      if (answer) return setResultAndStopExecution(answer);
      const watched = context.work;
      operationOf(args).signal = watched.signal;
      return {
        onExecuteDone({ result, setResult }: Done) {
          watched.end();
          onSettled(context.request, watched.cost.total - watched.used);
          costs.set(context.request, Math.max(costs.get(context.request) ?? 0, watched.spent));
          if (reportOf(context) === null || isAsyncIterable(result)) return;
          // Not by spreading it, which would read all data of an answer that is JSON already.
          const cost = { ...shown(watched.spent, limits), used: Math.ceil(watched.used) };
          setResult(Object.defineProperty(result, "extensions", { value: { cost }, enumerable: true }));
        },
      };
    },
    async onSubscribe({ args, setResultAndStopExecution }) {
      const answer = await begin(operationOf(args));
      if (answer) return setResultAndStopExecution(answer);
      // It goes on for as long as somebody reads.
      operationOf(args).contextValue.work.end();
    },
    onExecutionResult({ request, result, setResult }) {
      const cost = costs.get(request);
      if (cost !== undefined && isAsyncIterable<ExecutionResult>(result))
        setResult(paced(result, (signal) => onEvent(request, cost, signal)));
    },
    onResponse({ request, response }) {
      const cost = costs.get(request);
      if (cost !== undefined) response.headers.set(COST_HEADER, `${Math.ceil(cost)}; limit=${limits.cost}`);
    },
  };
}

const isObject = (value: unknown): boolean => typeof value === "object" && value !== null && !Array.isArray(value);

const isDocument = (result: unknown): result is DocumentNode =>
  typeof result === "object" && result !== null && "kind" in result && result.kind === "Document";

const shown = (cost: number, limits: Limits) => ({ total: Math.ceil(cost), limit: limits.cost });

/**
 * Whether its cost is asked for, with the answer or instead of it.
 * @throws GraphQLError where it is asked for in another way
 */
function reportOf({ request, params }: Operation["contextValue"]): "report" | "dry-run" | null {
  const asked = params?.extensions?.cost ?? request.headers.get(COST_HEADER);
  if (asked == null) return null;
  if (asked === "report" || asked === "dry-run") return asked;
  throw badRequest(`“cost” takes “report” or “dry-run”, not ${JSON.stringify(asked)?.slice(0, 40)}.`);
}

const badRequest = (message: string) =>
  new GraphQLError(message, { extensions: { code: "BAD_REQUEST", http: { status: 400 } } });
