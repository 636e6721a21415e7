import type { GraphQLResolveInfo } from "graphql";
import type { Work } from "../../schema/work.ts";
import type { Cost } from "./cost.ts";
import { LimitError } from "./limitError.ts";
import type { Limits } from "./table.ts";

/** What an operation is doing, up to its end: how much it has cost, and when it must stop. */
export interface Running extends Work {
  /** Aborted when the client has gone, when time is up, and when it has cost too much. */
  readonly signal: AbortSignal;
  /** What was known before it ran. */
  readonly cost: Cost;
  /** What it has cost up to now: no less than was said before it ran. */
  readonly spent: number;
  begin(cost: Cost): void;
  /** What it has cost where it ran. */
  report(spent: number): void;
  end(): void;
}

/** @param client aborted when the client has gone */
export function running(limits: Limits, client: AbortSignal): Running {
  const own = new AbortController();
  let cost: Cost = { total: 0, isHeavy: false, ofItem: new Map() };
  let spent = 0;
  let clock: NodeJS.Timeout | undefined;
  let until = 0;
  let isOver = false;
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
  if (client.aborted) own.abort(client.reason);
  client.addEventListener("abort", () => own.abort(client.reason), { once: true });
  const runClock = () => {
    if (isOver) return;
    clock = setTimeout(
      () => own.abort(new LimitError(limits, "seconds", `More than ${limits.seconds}`)),
      Math.max(0, until - performance.now()),
    );
  };
  return {
    signal,
    get cost() {
      return cost;
    },
    get spent() {
      return spent;
    },
    begin(known) {
      cost = known;
      spend(known.total);
      until = performance.now() + limits.seconds * 1000;
      runClock();
    },
    report(found) {
      spent = found;
    },
    end() {
      isOver = true;
      clearTimeout(clock);
    },
    onList({ fieldNodes }: GraphQLResolveInfo, length) {
      for (const node of fieldNodes) {
        const list = cost.ofItem.get(node);
        if (list && length > list.taken) spend((length - list.taken) * list.cost);
      }
    },
    onWork: spend,
    onKeeping() {
      signal.throwIfAborted();
      clearTimeout(clock);
      return runClock;
    },
  };
}
