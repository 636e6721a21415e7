import { once } from "node:events";
import { connect } from "node:net";
import type { FuzzRequest } from "./requests.ts";

/** The answer. */
export interface FuzzResponse {
  /** 0 if the connection was closed without an answer. */
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** In milliseconds: the time limit of an answer, and how long to listen to a stream or for an answer that may not come. */
const TIMEOUT = 30_000;
const LISTEN_TIME = 60;

/** @throws if a request that must be answered gets no answer */
export const sendRequest = (url: string, shot: FuzzRequest): Promise<FuzzResponse> =>
  shot.bytes ? sendBytes(url, shot.bytes) : sendHttp(url, shot);

async function sendHttp(url: string, { path, init, kind }: FuzzRequest): Promise<FuzzResponse> {
  const over = new AbortController();
  const late = new Error(`The answer did not end within ${TIMEOUT} ms.`);
  const clock = setTimeout(() => over.abort(late), TIMEOUT);
  try {
    const response = await fetch(`${url}${path}`, { ...init, redirect: "manual", signal: over.signal });
    const type = response.headers.get("content-type") ?? "";
    const isStream = kind === "subscription" && type.startsWith("text/event-stream");
    const text = isStream ? await readStream(response) : await response.text();
    return { status: response.status, type, text };
  } finally {
    clearTimeout(clock);
  }
}

/** Reads a stream for a short time, then closes it. */
async function readStream({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let isLeft = false;
  const clock = setTimeout(() => {
    isLeft = true;
    void reader?.cancel();
  }, LISTEN_TIME);
  let text = "";
  try {
    for (;;) {
      const { done, value = "" } = (await reader?.read()) ?? { done: true };
      if (done || isLeft) return text;
      text += value;
    }
  } finally {
    clearTimeout(clock);
  }
}

async function sendBytes(url: string, pieces: readonly Buffer[]): Promise<FuzzResponse> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, "connect");
  let text = "";
  socket.on("data", (chunk) => (text += chunk.toString("latin1")));
  // The service may close a connection that sends nonsense.
  socket.on("error", () => {});
  const closed = once(socket, "close").catch(() => {});
  for (const piece of pieces) {
    if (socket.destroyed) break;
    socket.write(piece);
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, LISTEN_TIME / 3))]);
  }
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, LISTEN_TIME))]);
  socket.destroy();
  return { status: Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0), type: "", text };
}
