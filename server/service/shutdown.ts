import { once } from "node:events";
import type { Server } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";

interface Serving {
  readonly server: Server;
  /** Ends the open streams, each with a last event. */
  endStreams(): Promise<void>;
  /** Seconds that requests in progress may still take. A client that has stopped reading would take forever. */
  readonly grace: number;
}

/** Accepts no new connections, lets requests in progress finish, and ends streams and idle connections. */
export async function closeServer({ server, endStreams, grace }: Serving, log: Logger): Promise<void> {
  const closed = once(server, "close");
  server.close();
  // A connection is idle only after its last answer. The last answer of a stream is sent now.
  const idle = setInterval(() => server.closeIdleConnections(), 20);
  const finished = new AbortController();
  const cutOff = setTimeout(grace * 1000, undefined, finished).then(
    () => {
      log.warn(`Cut off requests that did not finish in ${grace} s.`);
      server.closeAllConnections();
    },
    () => {},
  );
  await endStreams();
  await closed;
  clearInterval(idle);
  finished.abort();
  await cutOff;
}
