import type { IncomingMessage } from "node:http";
import type { Logger } from "pino";
import type { Limits } from "../../config/limits.ts";
import { LimitError } from "../limits/limitError.ts";
import type { Client } from "../request/client.ts";

/** A connection, or a response on it. */
export interface Reader {
  /** The request that opened it. */
  readonly request: IncomingMessage;
  /** How many bytes wait to be sent. */
  unread(): number;
  /** Ends the connection. What waits is not sent. */
  end(): void;
}

/** The bytes of answers that wait to be sent, because clients do not read them, or read them slowly. */
export interface Backlog {
  /** @returns a function to call when the response or the connection has ended */
  add(reader: Reader): () => void;
  /** Notes the client of a request, so that its bytes count for this client. */
  setClient(request: IncomingMessage, client: Client | null): void;
  /**
   * Called before an answer is made.
   * @throws LimitError if the client has too many unread bytes
   */
  check(client: Client | null): void;
  /** How many bytes wait, for all clients together. */
  readonly bytes: number;
}

/** How many bytes may wait for all clients together. Beyond that, the connections with the most are ended. */
const MOST_IN_ALL = 32_000_000;

/** A reader may take this long, in milliseconds, plus the time that its bytes take at the least rate. */
const GRACE = 15_000;
/** In bytes per millisecond. */
const LEAST_RATE = 16;
/** Fewer bytes may wait as long as the connection is open: they take hardly any memory. */
const FEW_BYTES = 65_536;
const CHECK_INTERVAL = 1000;

export interface BacklogOptions {
  readonly mostInAll?: number;
  readonly grace?: number;
  readonly leastRate?: number;
}

export function createBacklog(
  limits: Limits,
  log: Logger,
  { mostInAll = MOST_IN_ALL, grace = GRACE, leastRate = LEAST_RATE }: BacklogOptions = {},
): Backlog {
  const readers = new Set<Reader>();
  const clients = new WeakMap<IncomingMessage, Client>();
  /** Since when each reader has been behind, and with how many bytes. */
  const behind = new Map<Reader, { readonly since: number; readonly bytes: number }>();
  let timer: NodeJS.Timeout | null = null;

  const end = (reader: Reader, reason: string): void => {
    log.warn({ client: clients.get(reader.request)?.name, bytes: reader.unread() }, reason);
    readers.delete(reader);
    behind.delete(reader);
    reader.end();
  };

  const total = (): number => {
    let bytes = 0;
    for (const reader of readers) bytes += reader.unread();
    return bytes;
  };

  /** Ends the connections with the most bytes until the others fit. */
  const makeRoom = (bytes: number): void => {
    let left = bytes;
    for (const reader of [...readers].sort((a, b) => b.unread() - a.unread())) {
      if (left <= mostInAll) return;
      left -= reader.unread();
      end(reader, "A connection was ended, because too many bytes waited to be read by all clients together.");
    }
  };

  const endSlowReaders = (): void => {
    const now = performance.now();
    for (const reader of readers) {
      const bytes = reader.unread();
      const start = behind.get(reader);
      if (bytes <= FEW_BYTES) behind.delete(reader);
      else if (start === undefined) behind.set(reader, { since: now, bytes });
      else if (now - start.since > grace + start.bytes / leastRate)
        end(reader, "A connection was ended, because its client does not read the answers, or reads them too slowly.");
    }
  };

  const tick = (): void => {
    endSlowReaders();
    const bytes = total();
    if (bytes > mostInAll) makeRoom(bytes);
    if (readers.size > 0) return;
    clearInterval(timer ?? undefined);
    timer = null;
  };

  return {
    add(reader) {
      readers.add(reader);
      timer ??= setInterval(tick, CHECK_INTERVAL).unref();
      return () => {
        readers.delete(reader);
        behind.delete(reader);
      };
    },
    setClient(request, client) {
      if (client !== null) clients.set(request, client);
    },
    check(client) {
      let [all, own] = [0, 0];
      for (const reader of readers) {
        const bytes = reader.unread();
        all += bytes;
        if (bytes > 0 && client !== null && clients.get(reader.request)?.name === client.name) own += bytes;
      }
      if (all > mostInAll) makeRoom(all);
      if (client !== null && own > limits.unreadBytes * client.multiple) {
        const allowed = { ...limits, unreadBytes: limits.unreadBytes * client.multiple };
        throw new LimitError(allowed, "unreadBytes", String(own), { retryAfter: 1 });
      }
    },
    get bytes() {
      return total();
    },
  };
}
