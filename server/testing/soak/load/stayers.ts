import { type OpenSocket, openSocket } from "./sockets.ts";
import { openStream } from "./streams.ts";
import type { UserSettings, Users } from "./users.ts";
import { failureOf, type Visitor } from "./visitor.ts";

const INGESTED = "subscription { articleIngested { position slug } }";
const CHANGES = "subscription { casualtyReportChanged(since: 0) { position } }";
const LIGHT = "{ actors(first: 3) { nodes { name } } }";

export interface Stayers extends AsyncDisposable {
  /** What they do while the load runs. */
  readonly users: Users;
}

/**
 * Clients that stay for the whole run: a stream and a socket with a subscription each, and operations that come and go on
 * that socket. What each operation leaves on the connection, such as a listener, shows only here.
 */
export async function createStayers(visitor: Visitor, { recorder: { record } }: UserSettings): Promise<Stayers> {
  const onEvent = () => record("event", 0);
  const stream = await openStream(visitor, INGESTED, onEvent);
  const socket: OpenSocket = await openSocket(visitor.port, visitor.address, (id) => {
    if (id === subscription) onEvent();
  });
  const subscription = socket.start(INGESTED);
  const visit = async () => {
    const start = performance.now();
    let code: string | null = stream.hasEnded ? "THE STREAM ENDED" : null;
    try {
      await socket.answered(socket.start(LIGHT), 1);
      const changes = socket.start(CHANGES);
      await socket.answered(changes, 2);
      socket.complete(changes);
    } catch (error) {
      code = failureOf(error);
    }
    record("stayer", performance.now() - start, code);
  };
  return {
    users: { count: 1, pause: 200, visit },
    async [Symbol.asyncDispose]() {
      stream[Symbol.dispose]();
      await socket.close();
    },
  };
}
