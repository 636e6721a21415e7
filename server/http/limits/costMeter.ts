import type { GraphQLResolveInfo } from "graphql";
import type { Limits } from "../../config/limits.ts";
import type { Work } from "../../schema/builder/work.ts";
import { type Cost, NOTHING } from "./cost.ts";
import { LimitError } from "./limitError.ts";

/** What an operation is doing, up to its end: how much it has cost, and when it must stop. */
export interface CostMeter extends Work {
  /** Aborted when the client has gone, when time is up, and when it has cost too much. */
  readonly signal: AbortSignal;
  /** What was known before it ran. */
  readonly cost: Cost;
  /** What it has cost up to now: no less than was said before it ran. */
  readonly spent: number;
  /** What of that was for something that there is: lists are shorter than they may be. */
  readonly used: number;
  begin(cost: Cost): void;
  /** What it has cost where it ran. */
  report(found: Pick<CostMeter, "spent" | "used">): void;
  end(): void;
}

/** A clock that says when time is up. */
export function timeLimit(limits: Limits) {
  const own = new AbortController();
  let clock: NodeJS.Timeout | undefined;
  let until = 0;
  let isOver = false;
  const run = () => {
    if (isOver) return;
    clock = setTimeout(
      () => own.abort(new LimitError(limits, "seconds", `More than ${limits.seconds}`)),
      Math.max(0, until - performance.now()),
    );
  };
  return {
    signal: own.signal,
    begin(): void {
      until = performance.now() + limits.seconds * 1000;
      run();
    },
    /** Lets nothing be ended for now. @returns what makes the clock go on */
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

/** @param client aborted when the client has gone */
export function createCostMeter(limits: Limits, client: AbortSignal): CostMeter {
  const own = new AbortController();
  let cost: Cost = NOTHING;
  let spent = 0;
  let used = 0;
  const time = timeLimit(limits);
  const spend = (units: number) => {
    spent += units;
    if (spent <= limits.cost) return;
    const error = new LimitError(limits, "cost", `More than ${limits.cost}`);
    own.abort(error);
    throw error;
  };
  const { signal } = own;
  // Not by AbortSignal.any: Node keeps a signal of that kind, with all that its listeners know, for as long as it has any,
  // and the executor leaves one behind with each error.
  for (const other of [client, time.signal]) {
    if (other.aborted) own.abort(other.reason);
    other.addEventListener("abort", () => own.abort(other.reason), { once: true });
  }
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
    begin(known) {
      cost = known;
      spend(known.total);
      used = known.alone;
      time.begin();
    },
    report(found) {
      ({ spent, used } = found);
    },
    end: time.end,
    onList({ fieldNodes }: GraphQLResolveInfo, length) {
      for (const node of fieldNodes) {
        const list = cost.ofList.get(node);
        if (!list) continue;
        used += length * list.alone;
        if (length > list.taken) spend((length - list.taken) * list.ofItem);
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
