import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Answer, Job, Setup } from "./messages.ts";

/** Threads that answer what may take long, so that the one that all clients share is never busy for long. */
export interface Pool extends AsyncDisposable {
  /**
   * @param client who asks: one client never has all threads
   * @throws the signal's reason once it is aborted; the thread that was at it is ended then
   */
  run(job: Job, client: string, signal: AbortSignal): Promise<Answer>;
}

interface Waiting {
  readonly client: string;
  begin(worker: Worker): void;
  fail(error: unknown): void;
}

const SCRIPT = new URL("worker.ts", import.meta.url);

/** One for a client that asks for much, and one for all others. */
const FEWEST = 2;
const MOST = 4;

/** Threads are started when they are first needed, and kept. */
export function createPool(
  setup: Setup,
  size: number = Math.min(MOST, Math.max(FEWEST, availableParallelism())),
): Pool {
  const idle: Worker[] = [];
  const busy = new Map<Worker, string>();
  let starting = 0;
  const waiting: Waiting[] = [];
  const all = new Set<Worker>();
  let isOver = false;

  const mayBegin = ({ client }: Waiting): boolean =>
    [...busy.values()].filter((other) => other === client).length < size - 1;

  /** Whose turn it is: the client's that was served longest ago, or never. */
  const served = new Map<string, number>();
  let turn = 0;
  const nextJob = (): Waiting | undefined =>
    waiting
      .filter(mayBegin)
      .reduce<Waiting | undefined>(
        (first, job) => (first && turnOf(first.client) <= turnOf(job.client) ? first : job),
        undefined,
      );
  const turnOf = (client: string): number => served.get(client) ?? 0;

  const next = (): void => {
    const job = nextJob();
    if (!job || isOver) return;
    const worker = idle.pop();
    if (worker) {
      waiting.splice(waiting.indexOf(job), 1);
      if (waiting.length === 0) served.clear();
      served.set(job.client, ++turn);
      busy.set(worker, job.client);
      job.begin(worker);
      next();
    } else if (all.size + starting < size && starting < waiting.length) void start();
  };

  const start = async (): Promise<void> => {
    starting++;
    const worker = new Worker(SCRIPT, { workerData: setup });
    worker.unref();
    // Whoever waits for its answer is told; of one that fails while it is idle, its end says enough, and must not end us.
    worker.on("error", () => {});
    worker.once("exit", () => {
      all.delete(worker);
      busy.delete(worker);
      next();
    });
    try {
      await once(worker, "message");
      all.add(worker);
      idle.push(worker);
    } catch (error) {
      // Whoever waits for it is told, instead of waiting for one that will not come either.
      for (const job of waiting.splice(0)) job.fail(error);
    } finally {
      starting--;
      next();
    }
  };

  const done = (worker: Worker): void => {
    busy.delete(worker);
    if (all.has(worker)) idle.push(worker);
    next();
  };

  return {
    run: (job, client, signal) =>
      new Promise<Answer>((resolve, reject) => {
        signal.throwIfAborted();
        const entry: Waiting = {
          client,
          fail: reject,
          begin(worker) {
            const settle = (finish: () => void) => {
              worker.off("message", onAnswer).off("error", onError).off("exit", onExit);
              signal.removeEventListener("abort", onAbort);
              finish();
            };
            const onAnswer = (answer: Answer) =>
              settle(() => {
                done(worker);
                resolve(answer);
              });
            const onError = (error: unknown) => settle(() => reject(error));
            const onExit = () => settle(() => reject(new Error("A worker ended before it had answered.")));
            // It counts as busy until it is gone: it may be in the middle of a statement, which nothing interrupts.
            const onAbort = () =>
              settle(() => {
                void worker.terminate();
                reject(signal.reason);
              });
            signal.removeEventListener("abort", leave);
            signal.addEventListener("abort", onAbort);
            worker.once("message", onAnswer).once("error", onError).once("exit", onExit);
            worker.postMessage(job);
          },
        };
        const leave = () => {
          waiting.splice(waiting.indexOf(entry), 1);
          reject(signal.reason);
        };
        signal.addEventListener("abort", leave);
        waiting.push(entry);
        next();
      }),
    async [Symbol.asyncDispose]() {
      isOver = true;
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}
