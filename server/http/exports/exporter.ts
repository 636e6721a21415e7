import { Worker } from "node:worker_threads";
import { InputError } from "../../schema/builder/errors.ts";
import type { Store } from "../../store/db/database.ts";
import { type ExportJob, type ExportState, runExport } from "./exportJob.ts";
import type { FromExporter, ToExporter, WorkerSetup } from "./messages.ts";

type Bytes = Uint8Array<ArrayBuffer>;

/** A file that is being made. */
export interface RunningExport {
  readonly state: ExportState;
  /** The bytes, in slices. Whoever stops reading must call `return`, which ends the work. */
  readonly body: AsyncGenerator<Bytes>;
}

/** @throws InputError if the request is not valid; the signal's reason once it is aborted */
export type Exporter = (job: ExportJob, signal: AbortSignal) => Promise<RunningExport>;

/** Makes the file in this thread: only for small stores, since the file is made before it is sent. */
export const exportHere =
  (store: Store): Exporter =>
  async (job, signal) => {
    let state: ExportState | undefined;
    const chunks: Bytes[] = [];
    await runExport(
      store,
      job,
      {
        started: (found) => {
          state = found;
        },
        write: async (bytes) => {
          chunks.push(new Uint8Array(bytes));
        },
      },
      signal,
    );
    if (state === undefined) throw new Error("The export did not start.");
    return { state, body: sliced(chunks) };
  };

async function* sliced(chunks: Iterable<Bytes>): AsyncGenerator<Bytes> {
  for (const chunk of chunks) yield* slices(chunk);
}

/** In bytes. So few that a connection with a slow reader does not count as one that never reads (see backlog.ts). */
const SLICE = 16_384;
function* slices(bytes: Bytes): Generator<Bytes> {
  for (let at = 0; at < bytes.length; at += SLICE) yield bytes.subarray(at, at + SLICE);
}

const SCRIPT = new URL("exportWorker.ts", import.meta.url);
/** In megabytes. An export needs less; if it does not, it fails, and not the service. */
const MEMORY = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 16 };

/** Makes each file in a thread of its own, which ends with it. */
export const exportInThreads =
  (setup: Omit<WorkerSetup, "job">): Exporter =>
  async (job, signal) => {
    signal.throwIfAborted();
    const worker = new Worker(SCRIPT, { workerData: { ...setup, job } satisfies WorkerSetup, resourceLimits: MEMORY });
    const messages = messagesOf(worker, signal);
    const first = await messages.next();
    if (!first.done && "state" in first.value) return { state: first.value.state, body: bodyOf(worker, messages) };
    await messages.return();
    throw new Error("The thread of an export ended before it began.");
  };

async function* bodyOf(worker: Worker, messages: AsyncGenerator<FromExporter, void>): AsyncGenerator<Bytes> {
  for await (const message of messages) {
    if (!("chunk" in message)) return;
    yield* slices(message.chunk);
    worker.postMessage({ isRead: true } satisfies ToExporter);
  }
}

/** The messages of a thread. Ends the thread when it is no longer read, or when the signal is aborted. */
async function* messagesOf(worker: Worker, signal: AbortSignal): AsyncGenerator<FromExporter, void> {
  const queue: (FromExporter | Error)[] = [];
  let wake: () => void = () => {};
  const push = (message: FromExporter | Error): void => {
    queue.push(message);
    wake();
  };
  const leave = () => push(signal.reason as Error);
  worker.on("message", push);
  worker.on("error", push);
  worker.on("exit", (code) => push(new Error(`The thread of an export ended with code ${code}.`)));
  signal.addEventListener("abort", leave, { once: true });
  try {
    for (;;) {
      const message = queue.shift();
      if (message === undefined)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      else if (signal.aborted) throw signal.reason;
      else if (message instanceof Error) throw message;
      else if ("failed" in message) throw Object.assign(new Error(message.failed.message), message.failed);
      else if ("refused" in message) throw refusal(message);
      else yield message;
    }
  } finally {
    signal.removeEventListener("abort", leave);
    await worker.terminate();
  }
}

const refusal = ({ refused, argument }: { readonly refused: string; readonly argument: string }): Error =>
  new InputError(argument, refused.slice(argument.length + 1));
