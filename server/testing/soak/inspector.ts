import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { WebSocket } from "ws";

type Result = Readonly<Record<string, unknown>>;

/** A thread of a process that was started with `--inspect`. Methods are those of the Chrome DevTools Protocol. */
export interface InspectedThread {
  call<Of = Result>(method: string, parameters?: object): Promise<Of>;
  /** Evaluates an expression in the thread. Its value must be JSON. */
  evaluate<Value>(expression: string): Promise<Value>;
}

export interface Inspector extends AsyncDisposable {
  readonly main: InspectedThread;
  /** The worker threads when the inspector was opened. */
  readonly workers: readonly InspectedThread[];
  /** Writes a heap snapshot of the main thread, which Chrome's DevTools can open and compare with others. */
  writeSnapshot(file: string): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: { readonly sessionId?: string; readonly message?: string; readonly chunk?: string };
  readonly result?: Result;
  readonly error?: { readonly message: string };
}

/** How long a call may take, in milliseconds: a thread that works answers only when it is done. */
const TIMEOUT = 30_000;

/** Connects to the inspector of a process. @param url as the process prints it: `ws://…` */
export async function openInspector(url: string): Promise<Inspector> {
  const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 2 ** 30 });
  await once(socket, "open");
  const main = createSession((text) => socket.send(text));
  const workers = new Map<string, ReturnType<typeof createSession>>();
  let snapshot: string[] = [];
  socket.on("message", (data) => {
    const message = JSON.parse(String(data)) as Message;
    const { sessionId = "", message: inner = "{}", chunk } = message.params ?? {};
    if (chunk !== undefined) snapshot.push(chunk);
    if (message.method === "NodeWorker.attachedToWorker") {
      const send = (text: string) => void main.call("NodeWorker.sendMessageToWorker", { sessionId, message: text });
      workers.set(sessionId, createSession(send));
    } else if (message.method === "NodeWorker.receivedMessageFromWorker")
      workers.get(sessionId)?.receive(JSON.parse(inner) as Message);
    else main.receive(message);
  });
  // The answer comes after an event for each worker.
  await main.call("NodeWorker.enable", { waitForDebuggerOnStart: false });
  return {
    main,
    workers: [...workers.values()],
    async writeSnapshot(file) {
      snapshot = [];
      await main.call("HeapProfiler.takeHeapSnapshot");
      await writeFile(file, snapshot);
    },
    async [Symbol.asyncDispose]() {
      await main.call("NodeWorker.disable");
      socket.close();
      await once(socket, "close");
    },
  };
}

function createSession(send: (text: string) => void): InspectedThread & { receive(message: Message): void } {
  const pending = new Map<number, (message: Message) => void>();
  let calls = 0;
  const call = async <Of>(method: string, params: object = {}): Promise<Of> => {
    const id = ++calls;
    const { promise, resolve, reject } = Promise.withResolvers<Message>();
    const late = new Error(`The inspector did not answer ${method} within ${TIMEOUT / 1000} s.`);
    const clock = setTimeout(() => reject(late), TIMEOUT);
    pending.set(id, resolve);
    try {
      send(JSON.stringify({ id, method, params }));
      const { error, result } = await promise;
      if (error) throw new Error(`The inspector refused ${method}: ${error.message}`);
      return result as Of;
    } finally {
      clearTimeout(clock);
      pending.delete(id);
    }
  };
  return {
    call,
    async evaluate<Value>(expression: string): Promise<Value> {
      const { result, exceptionDetails } = await call<{ result: { value: Value }; exceptionDetails?: object }>(
        "Runtime.evaluate",
        { expression, returnByValue: true, awaitPromise: true },
      );
      if (exceptionDetails) throw new Error(`${expression} failed: ${JSON.stringify(exceptionDetails)}`);
      return result.value;
    },
    receive(message) {
      if (message.id !== undefined) pending.get(message.id)?.(message);
    },
  };
}
