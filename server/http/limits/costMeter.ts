import type { GraphQLResolveInfo } from "graphql";
import type { Limits } from "../../config/limits.ts";
import type { Work } from "../../schema/builder/work.ts";
import { type Cost, NOTHING } from "./cost.ts";
import { LimitError } from "./limitError.ts";

/** Measures an operation while it runs: how much it has cost, and when it must stop. */
export interface CostMeter extends Work {
  /** Aborted when the client has left, when time is up, and when the operation has cost too much. */
  readonly signal: AbortSignal;
  /** The estimate before the operation ran. */
  readonly cost: Cost;
  /** The cost so far: at least the estimate. */
  readonly spent: number;
  /** The part of `spent` that was needed, since lists can be shorter than estimated. */
  readonly used: number;
  begin(cost: Cost): void;
  /** Takes over the cost that a worker thread measured. */
  report(measured: Pick<CostMeter, "spent" | "used">): void;
  end(): void;
}

/** @param onEnd called with the reason when the time for one operation is up */
export function createTimeLimit(limits: Limits, onEnd: (reason: LimitError) => void) {
  let clock: NodeJS.Timeout | undefined;
  let until = 0;
  let isOver = false;
  const run = () => {
    if (isOver) return;
    clock = setTimeout(
      () => onEnd(new LimitError(limits, "seconds", `More than ${limits.seconds}`)),
      Math.max(0, until - performance.now()),
    );
  };
  return {
    begin(): void {
      until = performance.now() + limits.seconds * 1000;
      run();
    },
    /** Suspends the limit. @returns a function that resumes it */
    pause(): () => void {
      clearTimeout(clock);
      return run;
    },
    end(): void {
      isOver = true;
      clearTimeout(clock);
    },
  };
}

/** @param client aborted when the client has left */
export function createCostMeter(limits: Limits, client: AbortSignal): CostMeter {
  const own = new AbortController();
  let cost: Cost = NOTHING;
  let spent = 0;
  let used = 0;
  const time = createTimeLimit(limits, (reason) => own.abort(reason));
  const spend = (units: number) => {
    spent += units;
    if (spent <= limits.cost) return;
    const error = new LimitError(limits, "cost", `More than ${limits.cost}`);
    own.abort(error);
    throw error;
  };
  const { signal } = own;
  // AbortSignal.any is not used. As long as its signal has a listener, Node keeps the signal and everything that its
  // listeners refer to in memory, and the executor leaves a listener behind with each error.
  if (client.aborted) own.abort(client.reason);
  client.addEventListener("abort", () => own.abort(client.reason), { once: true });
  return {
    signal,
    get cost() {
      return cost;
    },
    get spent() {
      return spent;
    },
    get used() {
      return Math.min(used, spent);
    },
    begin(estimate) {
      cost = estimate;
      spend(estimate.total);
      used = estimate.alone;
      time.begin();
    },
    report(measured) {
      ({ spent, used } = measured);
    },
    end: time.end,
    onList({ fieldNodes }: GraphQLResolveInfo, length) {
      for (const node of fieldNodes) {
        const list = cost.ofList.get(node);
        if (!list) continue;
        used += length * list.alone;
        if (length > list.estimatedLength) spend((length - list.estimatedLength) * list.ofItem);
      }
    },
    onWork(units) {
      used += units;
      spend(units);
    },
    onKeeping() {
      signal.throwIfAborted();
      return time.pause();
    },
  };
}
