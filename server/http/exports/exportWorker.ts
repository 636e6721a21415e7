import { parentPort, workerData } from "node:worker_threads";
import { GraphQLError } from "graphql";
import { openStore } from "../../store/db/database.ts";
import { type ExportSink, runExport } from "./exportJob.ts";
import { type FromExporter, type ToExporter, UNREAD_CHUNKS, type WorkerSetup } from "./messages.ts";

// This thread makes one file over its own database connection, and ends. It waits whenever the main thread has not passed on
// what was sent before, so that a slow reader holds little memory.

if (parentPort === null) throw new Error("This file runs as a worker thread only.");
const port = parentPort;
const { databaseUrl, statementLimit, job } = workerData as WorkerSetup;
const send = (message: FromExporter, transfer: readonly ArrayBuffer[] = []) => port.postMessage(message, [...transfer]);

let unread = 0;
let resume: (() => void) | null = null;
port.on("message", (_message: ToExporter) => {
  unread--;
  resume?.();
});

const sink: ExportSink = {
  started: (state) => send({ state }),
  async write(bytes) {
    // A copy of its own, whose memory goes to the main thread.
    const chunk = new Uint8Array(bytes);
    send({ chunk }, [chunk.buffer]);
    unread++;
    while (unread >= UNREAD_CHUNKS)
      await new Promise<void>((resolve) => {
        resume = resolve;
      });
  },
};

try {
  await using store = await openStore(databaseUrl, { statementLimit, connections: 1, mustExist: true });
  await runExport(store, job, sink, new AbortController().signal);
  send({ isDone: true });
} catch (error) {
  if (error instanceof GraphQLError)
    send({ refused: error.message, argument: String(error.extensions.argument ?? "") });
  else {
    const { stack, message, code, errcode } = error as Error & { code?: unknown; errcode?: unknown };
    send({ failed: { stack: stack ?? message, message, code, errcode } });
  }
}
port.close();
