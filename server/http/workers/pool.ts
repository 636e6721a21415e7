import { availableParallelism } from "node:os";
import { untilAborted } from "../../execution/untilAborted.ts";
import type { Extraction } from "../../extract/extract.ts";
import { createFairQueue } from "../clients/fairQueue.ts";
import type { Answer, AnyJob, Job, PageAnswer, PageJob, Setup, TextJob } from "./messages.ts";
import { startThread, type Thread } from "./thread.ts";

/** Worker threads for operations that may take long, so that the main thread, which all clients share, stays free. */
export interface Pool extends AsyncDisposable {
  /**
   * @param client the client that asks; one client never has all threads
   * @param pause stops the clock of the job's time limit until the first thread has started; returns a function that resumes it
   * @throws the signal's reason once the signal is aborted
   */
  run(job: Job, client: string, signal: AbortSignal, pause?: () => () => void): Promise<Answer>;
  run(job: PageJob, client: string, signal: AbortSignal, pause?: () => () => void): Promise<PageAnswer>;
  run(job: TextJob, client: string, signal: AbortSignal, pause?: () => () => void): Promise<Extraction>;
  /** How many threads there are, how many of them are busy, and how many jobs wait for one. */
  readonly load: { readonly threads: number; readonly busy: number; readonly waiting: number };
  /** Starts all threads and keeps them, so that no job has to wait for one to start. */
  warm(): void;
}

/** One thread for a client that asks for much, and one for all other clients. */
const FEWEST_THREADS = 2;
const MOST_THREADS = 4;
/** In milliseconds. A thread needs some 45 MB also while it has nothing to do. */
const MOST_IDLE = 20_000;

/** The threads start when the first is needed. They end when none has been needed for a while, unless they are kept. */
export function createPool(
  setup: Setup,
  size: number = Math.min(MOST_THREADS, Math.max(FEWEST_THREADS, availableParallelism())),
  mostIdle: number = MOST_IDLE,
): Pool {
  const places = createFairQueue(size, size - 1);
  /** At most one thread for each place. A thread is idle, busy, or being replaced. */
  const threads = new Set<Thread>();
  const idle = new Set<Thread>();
  let added = 0;
  let isDisposed = false;
  let hasStarted = false;
  let areKept = false;
  let idleClock: NodeJS.Timeout | undefined;
  /** Resolves when the threads that were told to end have ended. */
  let ending: Promise<unknown> = Promise.resolve();

  const start = (): Thread => {
    if (isDisposed) throw new Error("The worker threads have been stopped.");
    const thread = startThread(setup);
    threads.add(thread);
    return thread;
  };
  const makeIdle = async (thread: Thread): Promise<void> => {
    await thread.free;
    // If the thread cannot start, the next job tries to start one again, and reports why this fails.
    if (thread.isEnding) threads.delete(thread);
    else idle.add(thread);
  };
  const endAll = (): void => {
    for (const thread of threads) thread.end();
    ending = Promise.all([ending, ...[...threads].map(({ ended }) => ended)]);
    threads.clear();
    idle.clear();
    hasStarted = false;
  };
  /** Ends the threads if none of them has had anything to do for a while. */
  const watchIdle = (): void => {
    clearTimeout(idleClock);
    if (areKept) return;
    // A thread that is busy or starting then calls this again when it is idle.
    idleClock = setTimeout(() => idle.size === threads.size && endAll(), mostIdle).unref();
  };
  /** The new thread has a place until it is ready, so that jobs wait for the thread that is ready first. */
  const addThread = async (): Promise<void> => {
    const thread = start();
    const leave = await places.take(`thread ${++added}`);
    await makeIdle(thread);
    leave();
    watchIdle();
  };
  const startAll = (): void => {
    while (!isDisposed && threads.size < size) void addThread();
  };
  /** Waits for the first thread. If none can start, the job reports why. */
  const started = async (signal: AbortSignal, pause: (() => () => void) | undefined): Promise<void> => {
    if (hasStarted) return;
    const resume = pause?.();
    const ready = Promise.any([...threads].map((thread) => thread.ready));
    await untilAborted(
      ready.catch(() => {}),
      signal,
    ).finally(resume);
    hasStarted = true;
  };
  const takeThread = (): Thread => {
    for (const thread of idle) {
      idle.delete(thread);
      if (!thread.isEnding) return thread;
      threads.delete(thread);
    }
    return start();
  };
  /**
   * Waits until a job that nobody needs has stopped, or replaces its thread, which takes a second. Until then, the client that
   * caused it has one place fewer.
   */
  const giveBack = async (thread: Thread): Promise<void> => {
    await thread.free;
    if (!thread.isEnding) return makeIdle(thread);
    await thread.ended;
    threads.delete(thread);
    if (!isDisposed) await makeIdle(start());
  };

  return {
    get load() {
      const { taken, waiting } = places.load;
      return { threads: threads.size, busy: taken, waiting };
    },
    async run<Result>(job: AnyJob, client: string, signal: AbortSignal, pause?: () => () => void): Promise<Result> {
      clearTimeout(idleClock);
      startAll();
      await started(signal, pause);
      const leave = await places.take(client, signal);
      const thread = takeThread();
      try {
        return await thread.run<Result>(job, signal);
      } finally {
        void giveBack(thread).then(() => {
          leave();
          watchIdle();
        });
      }
    },
    warm() {
      areKept = true;
      startAll();
    },
    async [Symbol.asyncDispose]() {
      isDisposed = true;
      clearTimeout(idleClock);
      endAll();
      await ending;
    },
  };
}
