import { type DocumentNode, type ExecutionArgs, type ExecutionResult, GraphQLError, getOperationAST } from "graphql";
import { isAsyncIterable, type Plugin } from "graphql-yoga";
import type { Context } from "../../schema/context.ts";
import { costOf } from "./cost.ts";
import { checkDocument } from "./document.ts";
import { atMost } from "./limitError.ts";
import type { Limits } from "./table.ts";
import { checkTokens } from "./tokens.ts";
import type { Running } from "./work.ts";

/** How a client asks for an operation's cost: by this header, or as `cost` in the request's `extensions`. */
const COST_HEADER = "x-cost";

interface Settings {
  readonly limits: Limits;
  /** What watches the operation with this context. */
  runningOf(context: Context): Running;
  /** Takes what an operation costs from what its client may spend. */
  onCost?(request: Request, cost: number): void;
}

type Operation = ExecutionArgs & { contextValue: Context & { request: Request; params?: Params } };
interface Done {
  readonly result: ExecutionResult | AsyncIterable<ExecutionResult>;
  setResult(result: ExecutionResult): void;
}
interface Params {
  readonly extensions?: Readonly<Record<string, unknown>> | null;
}

/** Refuses what is too much, as early as it can be known: before parsing, before validation, before execution. */
export function useLimits({ limits, runningOf, onCost }: Settings): Plugin<Record<string, never>, object, Context> {
  const costs = new WeakMap<Request, number>();

  /** @returns the answer where the operation is not to be run */
  const begin = (args: Operation): ExecutionResult | null => {
    const { contextValue: context, document, schema } = args;
    const operation = getOperationAST(document, args.operationName);
    // The executor says what is wrong.
    if (!operation) return null;
    const cost = costOf(schema, document, operation, args.variableValues ?? {}, limits);
    const earlier = costs.get(context.request) ?? 0;
    costs.set(context.request, earlier + cost.total);
    atMost(limits, "cost", earlier + cost.total);
    if (reportOf(context) === "dry-run") return { extensions: { cost: shown(cost.total, limits) } };
    onCost?.(context.request, cost.total);
    runningOf(context).begin(cost);
    return null;
  };

  return {
    onRequestParse: () => ({
      onRequestParseDone({ requestParserResult: operations }) {
        if (!Array.isArray(operations)) return;
        atMost(limits, "batch", operations.length);
      },
    }),
    onParams({ params }) {
      const { query, variables } = params;
      if (typeof query === "string") checkTokens(query, limits);
      if (typeof variables === "object" && variables !== null)
        atMost(limits, "variables", Object.keys(variables).length);
    },
    onParse() {
      return ({ result }) => {
        if (isDocument(result)) checkDocument(result, limits);
      };
    },
    onExecute({ args, setResultAndStopExecution }) {
      const context = (args as Operation).contextValue;
      const answer = begin(args as Operation);
      if (answer) return setResultAndStopExecution(answer);
      const watched = runningOf(context);
      (args as { signal?: AbortSignal }).signal = watched.signal;
      return {
        onExecuteDone({ result, setResult }: Done) {
          watched.end();
          costs.set(context.request, Math.max(costs.get(context.request) ?? 0, watched.spent));
          if (reportOf(context) === null || isAsyncIterable(result)) return;
          setResult({ ...result, extensions: { ...result.extensions, cost: shown(watched.spent, limits) } });
        },
      };
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const answer = begin(args as Operation);
      if (answer) return setResultAndStopExecution(answer);
      // It goes on for as long as somebody reads.
      runningOf((args as Operation).contextValue).end();
    },
    onResponse({ request, response }) {
      const cost = costs.get(request);
      if (cost !== undefined) response.headers.set(COST_HEADER, `${Math.ceil(cost)}; limit=${limits.cost}`);
    },
  };
}

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
  throw new GraphQLError(`“cost” takes “report” or “dry-run”, not ${JSON.stringify(asked)?.slice(0, 40)}.`, {
    extensions: { code: "BAD_REQUEST", http: { status: 400 } },
  });
}
