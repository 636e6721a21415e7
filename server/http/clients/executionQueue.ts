import { isSubstantial } from "../limits/cost.ts";
import type { CostMeter } from "../limits/costMeter.ts";
import { clientNameOf, stateOf } from "../request/requestState.ts";
import type { Arrivals } from "./arrivals.ts";
import type { Backlog } from "./backlog.ts";
import { createFairQueue } from "./fairQueue.ts";

export interface ExecutionQueue {
  /** Executes an operation: a substantial one when there is a place and it is its client's turn, any other one at once. */
  run<Result>(request: Request, work: CostMeter, execute: () => Result | Promise<Result>): Result | Promise<Result>;
}

/**
 * Limits how many substantial operations the main thread executes at once, and takes them from each client in turn.
 * @param size 1 if this thread runs the SQL itself; more if it waits for a database server
 */
export function createExecutionQueue(
  size: number,
  backlog: Pick<Backlog, "check">,
  arrivals: Pick<Arrivals, "waitOut">,
): ExecutionQueue {
  const places = createFairQueue(size);
  return {
    run(request, work, execute) {
      if (!isSubstantial(work.cost)) return execute();
      return inTurn(
        async () => {
          const leave = await places.take(clientNameOf(request), work.signal);
          // Everything that has arrived meanwhile is read before the next operation begins.
          return () => arrivals.waitOut(leave);
        },
        work,
        () => {
          // The client may have stopped reading while it waited.
          backlog.check(stateOf(request).client);
          return execute();
        },
      );
    },
  };
}

async function inTurn<Result>(
  take: () => Promise<() => void>,
  work: CostMeter,
  execute: () => Result | Promise<Result>,
): Promise<Result> {
  const leave = await take();
  try {
    work.signal.throwIfAborted();
    return await execute();
  } finally {
    leave();
  }
}
