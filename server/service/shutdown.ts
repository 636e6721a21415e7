import { once } from "node:events";
import type { Server } from "node:http";
import { constants } from "node:os";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { StopSignal } from "./stopped.ts";

/** npm passes on what the terminal has sent to all: a signal that comes so soon, in milliseconds, is the same one. */
const SAME = 1000;

/** Waits for the first signal to stop. A later one ends the process at once, whatever is under way. */
export function firstSignal(log: Logger): Promise<StopSignal> {
  const { promise, resolve } = Promise.withResolvers<StopSignal>();
  let stoppedAt: number | undefined;
  const onSignal = (signal: StopSignal) => {
    if (stoppedAt !== undefined && performance.now() - stoppedAt < SAME) return;
    if (stoppedAt !== undefined) {
      log.warn({ signal }, "Told to stop again: ended at once, with what was under way.");
      process.exit(128 + constants.signals[signal]);
    }
    stoppedAt = performance.now();
    resolve(signal);
  };
  process.on("SIGINT", onSignal).on("SIGTERM", onSignal);
  return promise;
}

interface Serving {
  readonly server: Server;
  /** Ends the streams, each with its last word. */
  endStreams(): Promise<void>;
  /** Seconds that requests under way may still take: with a reader who has stopped reading, it would be for ever. */
  readonly grace: number;
}

/** Takes no new connection, lets requests under way be finished, and ends streams and idle connections. */
export async function finish({ server, endStreams, grace }: Serving, log: Logger): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A connection is idle once its last answer is out, which for a stream is only now.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const impatience = new AbortController();
  const impatient = setTimeout(grace * 1000, undefined, impatience).then(
    () => {
      log.warn(`Cut off what has not been finished, or not been read, in ${grace} s.`);
      server.closeAllConnections();
    },
    () => {},
  );
  await endStreams();
  await closed;
  clearInterval(idle);
  impatience.abort();
  await impatient;
}
