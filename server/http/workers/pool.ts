import { once } from "node:events";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Answer, Job, PageAnswer, PageJob, Reply, Setup } from "./messages.ts";

/** Threads that answer what may take long, so that the one that all clients share is never busy for long. */
export interface Pool extends AsyncDisposable {
  /**
   * @param client who asks: one client never has all threads
   * @throws the signal's reason once it is aborted; the thread that was at it is ended then
   */
  run(job: Job, client: string, signal: AbortSignal): Promise<Answer>;
  run(job: PageJob, client: string, signal: AbortSignal): Promise<PageAnswer>;
  /** How many threads are at work, and how many operations wait for one. */
  readonly load: { readonly busy: number; readonly waiting: number };
  /** Starts the threads, so that the first who needs one does not wait for that. */
  warm(): void;
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

/** Those who wait at once are fewer. */
const REMEMBERED = 10_000;

/** Threads are started when the first is needed, all of them, and kept. */
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

  /** Whose work ended each of the threads that have yet to be started anew. */
  const owed: string[] = [];

  /** One thread is left to all others, also while one is started anew because of this client. */
  const mayBegin = ({ client }: Waiting): boolean =>
    [...busy.values(), ...owed].filter((other) => other === client).length < size - 1;

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
    if (isOver) return;
    if (waiting.length > 0) warm();
    if (idle.length === 0) return;
    const job = nextJob();
    const worker = job && idle.pop();
    if (!worker) return;
    waiting.splice(waiting.indexOf(job), 1);
    if (waiting.length === 0 || served.size > REMEMBERED) served.clear();
    served.set(job.client, ++turn);
    busy.set(worker, job.client);
    job.begin(worker);
    next();
  };

  const warm = (): void => {
    while (all.size + starting < size && !isOver) void start();
  };

  const start = async (): Promise<void> => {
    starting++;
    const worker = new Worker(SCRIPT, { workerData: setup });
    worker.unref();
    // Of one that ends while it is at something, whoever waits for that is told; see below.
    worker.on("error", () => {});
    worker.once("exit", () => {
      const client = busy.get(worker);
      if (client !== undefined) owed.push(client);
      const hadBegun = all.delete(worker);
      busy.delete(worker);
      if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1);
      if (hadBegun) warm();
    });
    try {
      await Promise.race([once(worker, "message"), endOf(worker)]);
      all.add(worker);
      idle.push(worker);
      owed.shift();
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

  const run = <Result>(job: Job | PageJob, client: string, signal: AbortSignal): Promise<Result> =>
    new Promise<Result>((resolve, reject) => {
      signal.throwIfAborted();
      const entry: Waiting = {
        client,
        fail: (error) => {
          signal.removeEventListener("abort", leave);
          reject(error);
        },
        begin(worker) {
          const settle = (finish: () => void) => {
            worker.off("message", onReply).off("error", onError).off("exit", onExit);
            signal.removeEventListener("abort", onAbort);
            finish();
          };
          const onReply = (reply: Reply) =>
            settle(() => {
              done(worker);
              if ("answer" in reply) resolve(reply.answer as Result);
              else reject(Object.assign(new Error("A worker failed."), { stack: reply.failed }));
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
          worker.once("message", onReply).once("error", onError).once("exit", onExit);
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
    });

  return {
    get load() {
      return { busy: busy.size, waiting: waiting.length };
    },
    run,
    warm,
    async [Symbol.asyncDispose]() {
      isOver = true;
      await Promise.all([...all].map((worker) => worker.terminate()));
    },
  };
}

async function endOf(worker: Worker): Promise<never> {
  const [code] = await once(worker, "exit");
  throw new Error(`A worker ended with ${code} before it had begun.`);
}
