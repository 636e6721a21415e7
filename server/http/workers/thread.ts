import { Worker } from "node:worker_threads";
import type { Job, PageJob, Reply, Setup } from "./messages.ts";

/** A worker thread, which does one job at a time. */
export interface Thread {
  /** Rejects if the thread cannot start, for example because it cannot open the database. */
  readonly ready: Promise<unknown>;
  /** Resolves when the thread has ended, for whatever reason. */
  readonly ended: Promise<unknown>;
  /** Whether the thread is ending and must not be given another job. */
  readonly isEnding: boolean;
  /** @throws the signal's reason once the signal is aborted. This ends the thread: nothing else interrupts an SQL statement */
  run<Result>(job: Job | PageJob, signal: AbortSignal): Promise<Result>;
  end(): void;
}

const SCRIPT = new URL("worker.ts", import.meta.url);

export function startThread(setup: Setup): Thread {
  const worker = new Worker(SCRIPT, { workerData: setup });
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
  let isReady = false;
  worker.once("message", () => {
    isReady = true;
  });
  const ready = nextMessage(worker);
  ready.catch(() => {});
  return {
    ready,
    ended,
    get isEnding() {
      return isEnding;
    },
    async run<Result>(job: Job | PageJob, signal: AbortSignal): Promise<Result> {
      try {
        signal.throwIfAborted();
        if (!isReady) await nextMessage(worker, signal);
        worker.postMessage(job);
        const reply = await nextMessage<Reply>(worker, signal);
        if ("answer" in reply) return reply.answer as Result;
        throw Object.assign(new Error("A worker thread failed."), { stack: reply.failed });
      } catch (error) {
        if (signal.aborted) end();
        throw error;
      }
    },
    end,
  };
}

/** @throws the worker's error, or the signal's reason */
async function nextMessage<Message>(worker: Worker, signal?: AbortSignal): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  const onExit = (code: number) => reject(new Error(`A worker thread ended with code ${code} before it answered.`));
  const onAbort = () => reject(signal?.reason);
  worker.once("message", resolve).once("error", reject).once("exit", onExit);
  signal?.addEventListener("abort", onAbort);
  try {
    return await promise;
  } finally {
    worker.off("message", resolve).off("error", reject).off("exit", onExit);
    signal?.removeEventListener("abort", onAbort);
  }
}
