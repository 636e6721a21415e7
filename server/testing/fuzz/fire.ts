import { once } from "node:events";
import { connect } from "node:net";
import type { Shot } from "./shots.ts";

/** The answer. */
export interface Hit {
  /** 0 if the connection was closed without an answer. */
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** The time limit of an answer, and how long to listen to a stream or to a request that may get no answer. Milliseconds. */
const PATIENCE = 30_000;
const LISTENING = 60;

/** @throws if a request that must be answered gets no answer */
export const fire = (url: string, shot: Shot): Promise<Hit> =>
  shot.bytes ? fireBytes(url, shot.bytes) : fireRequest(url, shot);

async function fireRequest(url: string, { path, init, kind }: Shot): Promise<Hit> {
  const over = new AbortController();
  const late = new Error(`There was no end of an answer in ${PATIENCE} ms.`);
  const clock = setTimeout(() => over.abort(late), PATIENCE);
  try {
    const response = await fetch(`${url}${path}`, { ...init, redirect: "manual", signal: over.signal });
    const type = response.headers.get("content-type") ?? "";
    const isStream = kind === "subscription" && type.startsWith("text/event-stream");
    const text = isStream ? await listenedTo(response) : await response.text();
    return { status: response.status, type, text };
  } finally {
    clearTimeout(clock);
  }
}

/** Reads a stream for a short time, then closes it. */
async function listenedTo({ body }: Response): Promise<string> {
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  let isLeft = false;
  const clock = setTimeout(() => {
    isLeft = true;
    void reader?.cancel();
  }, LISTENING);
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

async function fireBytes(url: string, pieces: readonly Buffer[]): Promise<Hit> {
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
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, LISTENING / 3))]);
  }
  await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, LISTENING))]);
  socket.destroy();
  return { status: Number(/^HTTP\/1\.\d (\d{3})/.exec(text)?.[1] ?? 0), type: "", text };
}
