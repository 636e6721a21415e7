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
  /** Begins anew for an event of a subscription, which has the same limits as an operation. */
  beginEvent(): void;
  /** Suspends the time limit. @returns a function that resumes it */
  pause(): () => void;
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
      const pausedAt = performance.now();
      return () => {
        until += performance.now() - pausedAt;
        run();
      };
    },
    end(): void {
      isOver = true;
      clearTimeout(clock);
    },
  };
}

/** For each unit of cost, an answer may have this many bytes. For those beyond, each unit of cost buys fewer. */
const USUAL_BYTES = 100;
const BYTES_PER_UNIT = 1000;

/**
 * @param client aborted when the client has left
 * @param onStep called between two steps of an operation; may abort `client`
 */
export const createCostMeter = (limits: Limits, client: AbortSignal, onStep: () => void = () => {}): CostMeter =>
  new Meter(limits, client, onStep);

// Getters of an object literal would keep everything of the request in memory until the next full garbage collection.
class Meter implements CostMeter {
  readonly #limits: Limits;
  readonly #onStep: () => void;
  readonly #own = new AbortController();
  #time: ReturnType<typeof createTimeLimit>;
  #cost: Cost = NOTHING;
  #spent = 0;
  #used = 0;
  /** Whether a write is being kept, or was. */
  #keeps = false;
  /** The units that were spent on the length of the answer. */
  #longAnswer = 0;

  constructor(limits: Limits, client: AbortSignal, onStep: () => void) {
    this.#limits = limits;
    this.#onStep = onStep;
    this.#time = this.#newTimeLimit();
    // AbortSignal.any is not used. As long as its signal has a listener, Node keeps the signal and everything that its
    // listeners refer to in memory, and the executor leaves a listener behind with each error.
    // The reason is not taken over: a connection that was reset has the same code as one to a database that has failed.
    const leave = () => this.#abort(new DOMException("The client has left.", "AbortError"));
    if (client.aborted) leave();
    client.addEventListener("abort", leave, { once: true });
  }
  get signal() {
    return this.#own.signal;
  }
  get cost() {
    return this.#cost;
  }
  get spent() {
    return this.#spent;
  }
  get used() {
    return Math.min(this.#used, this.#spent);
  }
  begin(estimate: Cost): void {
    this.#cost = estimate;
    this.#spend(estimate.total);
    this.#used = estimate.alone;
    this.#time.begin();
  }
  beginEvent(): void {
    this.#spent = this.#cost.total;
    this.#used = this.#cost.alone;
    this.#longAnswer = 0;
    this.#time = this.#newTimeLimit();
    this.#time.begin();
  }
  report({ spent, used }: Pick<CostMeter, "spent" | "used">): void {
    this.#spent = spent;
    this.#used = used;
  }
  end(): void {
    this.#time.end();
  }
  onList({ fieldNodes }: GraphQLResolveInfo, length: number): void {
    for (const node of fieldNodes) {
      const list = this.#cost.ofList.get(node);
      if (!list) continue;
      this.#used += length * list.alone;
      if (length > list.estimatedLength) this.#spend((length - list.estimatedLength) * list.ofItem);
    }
  }
  onWork(units: number): void {
    this.#used += units;
    this.#spend(units);
  }
  onLength(length: number): void {
    this.#onStep();
    if (length > this.#limits.answerBytes)
      this.#stop(new LimitError(this.#limits, "answerBytes", `More than ${this.#limits.answerBytes}`));
    // The cost of a field includes an answer of usual length.
    const units = (length - this.#spent * USUAL_BYTES) / BYTES_PER_UNIT;
    if (units <= this.#longAnswer) return;
    this.onWork(units - this.#longAnswer);
    this.#longAnswer = units;
  }
  onKeeping(): void {
    this.signal.throwIfAborted();
    this.#keeps = true;
    this.end();
  }
  pause(): () => void {
    return this.#time.pause();
  }
  #newTimeLimit() {
    return createTimeLimit(this.#limits, (reason) => this.#own.abort(reason));
  }
  #spend(units: number): void {
    this.#spent += units;
    if (this.#spent <= this.#limits.cost || this.#keeps) return;
    this.#stop(new LimitError(this.#limits, "cost", `More than ${this.#limits.cost}`));
  }
  #stop(error: LimitError): never {
    this.#abort(error);
    throw error;
  }
  /** An operation that is given up may never say that it has ended, and the time limit would hold everything of the request. */
  #abort(reason: Error): void {
    this.#own.abort(reason);
    this.end();
  }
}
