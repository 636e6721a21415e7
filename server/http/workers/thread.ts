import { Worker } from "node:worker_threads";
import { withTimeout } from "../../domain/withTimeout.ts";
import { untilAborted } from "../../execution/untilAborted.ts";
import type { AnyJob, Order, Reply, Setup, WorkerData } from "./messages.ts";

/** A worker thread, which does one job at a time. */
export interface Thread {
  /** Rejects if the thread cannot start, for example because it cannot open the database. */
  readonly ready: Promise<unknown>;
  /** Resolves when the thread has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Whether the thread is ending and must not be given another job. */
  readonly isEnding: boolean;
  /** Resolves when the thread can be given another job, or has ended. */
  readonly free: Promise<unknown>;
  /**
   * @throws the signal's reason once the signal is aborted. The job then stops at its next step. If there is none for
   * a second, the thread is ended, since nothing else interrupts an SQL statement.
   */
  run<Result>(job: AnyJob, signal: AbortSignal): Promise<Result>;
  end(): void;
}

/** How long a job may take to its next step once it is told to stop, in milliseconds. */
const STOP_LIMIT = 1000;

const SCRIPT = new URL("worker.ts", import.meta.url);

export function startThread(setup: Setup): Thread {
  const stopped = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const worker = new Worker(SCRIPT, { workerData: { ...setup, stopped } satisfies WorkerData });
  worker.unref();
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  let isEnding = false;
  // An error that is not caught ends the thread, and rejects the job that caused it.
  worker.on("error", () => {
    isEnding = true;
  });
  worker.once("exit", () => {
    isEnding = true;
    resolve();
  });
  const end = (): void => {
    isEnding = true;
    void worker.terminate();
  };
  // A thread's first message says that it is ready.
  const ready = nextMessage<unknown>(worker);
  ready.catch(() => {});
  let free: Promise<unknown> = ready.catch(() => {});
  let jobs = 0;
  /** Waits until the job has stopped, and ends the thread if it does not. */
  const stop = (number: number, reply: Promise<unknown>): Promise<unknown> => {
    Atomics.store(stopped, 0, number);
    return withTimeout<unknown>(reply, STOP_LIMIT, end).catch(() => {});
  };
  return {
    ready,
    ended,
    get free() {
      return free;
    },
    get isEnding() {
      return isEnding;
    },
    async run<Result>(job: AnyJob, signal: AbortSignal): Promise<Result> {
      await untilAborted(ready, signal);
      const reply = nextMessage<Reply>(worker);
      const number = ++jobs;
      worker.postMessage({ number, job } satisfies Order);
      try {
        const answered = await untilAborted(reply, signal);
        if ("answer" in answered) return answered.answer as Result;
        throw Object.assign(new Error("A worker thread failed."), { stack: answered.failed });
      } catch (error) {
        if (signal.aborted) free = stop(number, reply);
        throw error;
      }
    },
    end,
  };
}

/** @throws the worker's error */
async function nextMessage<Message>(worker: Worker): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  const onExit = (code: number) => reject(new Error(`A worker thread ended with code ${code} before it answered.`));
  worker.once("message", resolve).once("error", reject).once("exit", onExit);
  try {
    return await promise;
  } finally {
    worker.off("message", resolve).off("error", reject).off("exit", onExit);
  }
}
