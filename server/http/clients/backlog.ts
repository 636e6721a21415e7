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
  /** Whether another event should wait, because the client has too many unread bytes, or this connection has more than a few. */
  isBehind(client: Client | null, connection: IncomingMessage | null): boolean;
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
/** How often the bytes of all connections are added up, at most. */
const SHORT_INTERVAL = 50;

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
  const readerOf = new WeakMap<IncomingMessage, Reader>();
  const clients = new WeakMap<IncomingMessage, Client>();
  const readersOf = new Map<string, Set<Reader>>();
  /** Since when each reader has been behind, and with how many bytes. */
  const behind = new Map<Reader, { readonly since: number; readonly bytes: number }>();
  let timer: NodeJS.Timeout | null = null;

  const remove = (reader: Reader): void => {
    readers.delete(reader);
    behind.delete(reader);
    const name = clients.get(reader.request)?.name ?? "";
    const own = readersOf.get(name);
    own?.delete(reader);
    if (own?.size === 0) readersOf.delete(name);
  };

  const end = (reader: Reader, reason: string): void => {
    log.warn({ client: clients.get(reader.request)?.name, bytes: reader.unread() }, reason);
    remove(reader);
    reader.end();
  };

  const bytesOf = (some: ReadonlySet<Reader> | undefined): number => {
    let bytes = 0;
    for (const reader of some ?? []) bytes += reader.unread();
    return bytes;
  };

  let addedUpAt = Number.NEGATIVE_INFINITY;
  /** Adding up takes time if there are thousands of connections. */
  const checkAll = (): void => {
    const now = performance.now();
    if (now - addedUpAt < SHORT_INTERVAL) return;
    addedUpAt = now;
    const bytes = bytesOf(readers);
    if (bytes > mostInAll) makeRoom(bytes);
  };

  const allowedFor = ({ multiple }: Client): number => limits.unreadBytes * multiple;
  const hasTooMany = (client: Client): boolean => bytesOf(readersOf.get(client.name)) > allowedFor(client);

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
    checkAll();
    if (readers.size > 0) return;
    clearInterval(timer ?? undefined);
    timer = null;
  };

  return {
    add(reader) {
      readers.add(reader);
      readerOf.set(reader.request, reader);
      timer ??= setInterval(tick, CHECK_INTERVAL).unref();
      return () => remove(reader);
    },
    setClient(request, client) {
      const reader = readerOf.get(request);
      if (client === null || !reader || clients.has(request)) return;
      clients.set(request, client);
      const own = readersOf.get(client.name);
      if (own) own.add(reader);
      else readersOf.set(client.name, new Set([reader]));
    },
    check(client) {
      checkAll();
      if (client === null || !hasTooMany(client)) return;
      const found = String(bytesOf(readersOf.get(client.name)));
      throw new LimitError({ ...limits, unreadBytes: allowedFor(client) }, "unreadBytes", found, { retryAfter: 1 });
    },
    isBehind(client, connection) {
      checkAll();
      const reader = connection === null ? undefined : readerOf.get(connection);
      return (reader !== undefined && reader.unread() > FEW_BYTES) || (client !== null && hasTooMany(client));
    },
    get bytes() {
      return bytesOf(readers);
    },
  };
}
