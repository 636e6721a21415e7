import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** V8's own function. Without options, it collects only young objects. */
type Collect = (options: CollectOptions) => void;
interface CollectOptions {
  readonly type: "major";
  readonly execution: "sync";
  readonly flavor?: "last-resort";
}
const ALL: CollectOptions = { type: "major", execution: "sync" };
const TO_THE_SYSTEM: CollectOptions = { ...ALL, flavor: "last-resort" };

/** How often the memory is looked at, in milliseconds. */
const INTERVAL = 100;
/** How far the memory may grow above what was needed after the last collection: by this share and these bytes. */
const SHARE = 0.3;
const BYTES = 32_000_000;
/** If so many bytes are left over when the service has been idle for a while, they are given back to the system. */
const LEFT_OVER = 16_000_000;
const IDLE = 10_000;

interface Guarded {
  /** Whether no request is in progress. */
  isIdle(): boolean;
  /** Drops what is kept and was not used lately. Called while the service is idle. @returns whether there was anything */
  forgetUnused(): boolean;
}

/**
 * Keeps the garbage of the main thread small. By itself, V8 lets the memory grow to a multiple of what is needed before it
 * collects, and gives little of it back: clients that ask for large answers could make it grow by hundreds of megabytes. A
 * flag of V8 could do the same, but it would apply to worker threads too, whose heavy operations would take half as long again.
 */
export function startMemoryGuard({ isIdle, forgetUnused }: Guarded): Disposable {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as Collect;
  let needed = 0;
  let idleSince: number | null = null;
  const inUse = (): number => {
    const { heapUsed, external, arrayBuffers } = process.memoryUsage();
    return heapUsed + external + arrayBuffers;
  };
  const collectNow = (options: CollectOptions): void => {
    collect(options);
    // If V8 was collecting already, it has kept everything that was allocated since it began.
    if (inUse() > needed) collect(options);
    needed = inUse();
  };
  const check = (): void => {
    const bytes = inUse();
    if (bytes > needed * (1 + SHARE) + BYTES) {
      collectNow(ALL);
      return;
    }
    if (!isIdle()) {
      idleSince = null;
      return;
    }
    idleSince ??= performance.now();
    if (performance.now() - idleSince < IDLE) return;
    idleSince = null;
    if (forgetUnused() || bytes >= needed + LEFT_OVER) collectNow(TO_THE_SYSTEM);
  };
  // What the start has left.
  collectNow(TO_THE_SYSTEM);
  const timer = setInterval(check, INTERVAL).unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}
