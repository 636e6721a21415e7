import type { IncomingMessage } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { WebSocket } from "ws";
import type { Reader } from "../clients/backlog.ts";

/** While more bytes than this wait to be sent, no operation begins. */
const MOST_UNSENT = 65_536;
/** How many bytes of messages wait meanwhile, before no more are read. */
const MOST_WAITING = 65_536;
/** How often to check whether they have been sent, in milliseconds. */
const CHECK_INTERVAL = 50;

/** Like HTTP's 429, in the range of codes that applications may define. */
const TOO_MUCH_UNREAD = 4429;

/** A socket with its operations. */
export class SocketReader implements Reader {
  readonly request: IncomingMessage;
  readonly #socket: WebSocket;
  readonly #operations = new Map<string, AbortController>();
  /** The bytes of messages that arrived while too many bytes waited to be sent. */
  #waiting = 0;
  /** The length of the newest message. */
  messageBytes = 0;
  /** All operations wait for the same. */
  #catchingUp: Promise<void> | null = null;

  constructor(socket: WebSocket, request: IncomingMessage) {
    this.#socket = socket;
    this.request = request;
    // One listener for all operations.
    socket.once("close", () => {
      for (const operation of this.#operations.values()) operation.abort();
      this.#operations.clear();
    });
  }

  unread(): number {
    return this.#socket.bufferedAmount;
  }
  end(): void {
    this.#socket.close(TOO_MUCH_UNREAD, "Too many bytes wait to be read (limit: unreadBytes).");
    // The reason may arrive if the client reads. What waits before it is not sent.
    setImmediate(() => this.#socket.terminate());
  }

  /** How many operations are running. */
  get running(): number {
    return this.#operations.size;
  }
  /** @returns a signal that is aborted when nobody waits for the operation any more */
  begin(id: string): AbortSignal {
    const operation = new AbortController();
    this.#operations.set(id, operation);
    if (!this.isOpen) operation.abort();
    return operation.signal;
  }
  finish(id: string): void {
    this.#operations.delete(id);
  }
  /** The client does not wait for an operation any more. */
  abandon(id: string): void {
    this.#operations.get(id)?.abort();
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }
  get #isBehind(): boolean {
    return this.isOpen && this.#socket.bufferedAmount > MOST_UNSENT;
  }
  send(text: string): void {
    // Bytes, because a text takes up to three times as much memory while it waits to be sent.
    if (this.isOpen) this.#socket.send(Buffer.from(text), { binary: false });
  }
  /** Counts a message. Reading stops if too many wait; then the keep-alive answers are not read either. */
  received(bytes: number): void {
    this.messageBytes = bytes;
    if (!this.#isBehind) return;
    this.#waiting += bytes;
    if (this.#waiting > MOST_WAITING) this.#socket.pause();
  }
  /** Waits until the client has read what was sent before. */
  async untilRead(): Promise<void> {
    if (!this.#isBehind) return;
    this.#catchingUp ??= this.#catchUp();
    await this.#catchingUp;
  }
  async #catchUp(): Promise<void> {
    while (this.#isBehind) await sleep(CHECK_INTERVAL);
    this.#catchingUp = null;
    this.#waiting = 0;
    this.#socket.resume();
  }
}
