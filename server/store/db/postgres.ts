import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { PostgresDialect, type PostgresPool, type PostgresPoolClient } from "kysely";
import type { Pool, PoolClient } from "pg";
import { StoreTimeoutError } from "./storeFaults.ts";

/** How many connections there are at most, where nothing is said of it. */
const DEFAULT_CONNECTIONS = 10;
/** How long one waits for a connection, a new one or one that others give back, in milliseconds. */
const CONNECTION_TIMEOUT = 5000;
/** After how long a silent connection is asked whether its other end is still there, in milliseconds. */
const KEEP_ALIVE_DELAY = 10_000;
/** How long after its limit a statement's server may still say that it has ended it, in milliseconds. */
const CANCEL_GRACE = 2000;
/** How often a server at work for us looks whether we are still there, in milliseconds: a thread may have been ended. */
const CLIENT_CHECK_INTERVAL = 1000;
/** How long the server is given to say goodbye, in milliseconds: one that has gone silent never does. */
const CLOSE_TIMEOUT = 1000;

/** @param statementLimit for how many milliseconds a statement may go on; null: as long as the server lets it */
export async function postgresDialect(
  url: string,
  statementLimit: number | null,
  connections: number = DEFAULT_CONNECTIONS,
): Promise<PostgresDialect> {
  // Loaded here because the embedded default never needs it.
  const { default: pg } = await import("pg");
  const types = new pg.TypeOverrides();
  // int8 comes as text; our times and counts are below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const sockets = new Set<Socket>();
  const stream = (): Socket => {
    const socket = new Socket();
    sockets.add(socket);
    return socket.once("close", () => sockets.delete(socket));
  };
  const pool = new pg.Pool({
    // What the URL says goes before the rest.
    connectionString: url,
    types,
    max: connections,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY,
    stream,
    ...(statementLimit !== null && { connectionTimeoutMillis: CONNECTION_TIMEOUT }),
  });
  // A connection that the server drops must not end the process: the next query opens another. The pool tells of those
  // that are idle; of one that is in use, and waits for no answer, only the connection itself would.
  pool.on("error", () => {});
  pool.on("connect", (connection) => connection.on("error", () => {}));
  return new PostgresDialect({ pool: guardPool(pool, statementLimit, sockets) });
}

/** A pool that takes no connection back which may be lost, and lets no statement go on beyond its limit. */
function guardPool(pool: Pool, limit: number | null, sockets: ReadonlySet<Socket>): PostgresPool {
  const watched = new WeakMap<PoolClient, PostgresPoolClient>();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = watched.get(client);
      if (known) return known;
      const made = guardClient(client, limit);
      watched.set(client, made);
      try {
        // Said here and not while connecting, which some poolers between here and the server would refuse.
        if (limit !== null) {
          await made.query(`set statement_timeout = ${limit}`, []);
          await made.query(`set client_connection_check_interval = ${CLIENT_CHECK_INTERVAL}`, []).catch(ignoreRefusal);
        }
        return made;
      } catch (error) {
        client.release(true);
        throw error;
      }
    },
    async end() {
      await Promise.race([pool.end(), sleep(CLOSE_TIMEOUT, undefined, { ref: false })]);
      for (const socket of sockets) socket.destroy();
    },
  };
}

/** Servers on some systems have no such check; of one that is lost, the next statement tells. */
const ignoreRefusal = (error: unknown): void => {
  if (!isRefusal(error)) throw error;
};

/** A refusal by the server, after which the connection is as good as before. */
const isRefusal = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P|E)/.test(code);
};

function guardClient(client: PoolClient, limit: number | null): PostgresPoolClient {
  let lost: unknown = null;
  const query = async (text: string, parameters: readonly unknown[]) => {
    // Nothing is answered any more: what failed first is why.
    if (lost !== null) throw lost;
    try {
      const answer = client.query(text, [...parameters]);
      return await (limit === null ? answer : withTimeout(answer, limit + CANCEL_GRACE));
    } catch (error) {
      if (!isRefusal(error)) lost = error;
      throw error;
    }
  };
  const release = (isDiscarded?: boolean) => client.release(isDiscarded || lost !== null);
  return { query: query as unknown as PostgresPoolClient["query"], release };
}

/** @throws StoreSlowError where there is no answer in so many milliseconds */
async function withTimeout<Answer>(answer: Promise<Answer>, milliseconds: number): Promise<Answer> {
  const { promise: silence, reject } = Promise.withResolvers<never>();
  const clock = setTimeout(() => reject(new StoreTimeoutError(milliseconds)), milliseconds);
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(clock);
  }
}
