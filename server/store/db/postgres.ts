import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type DatabaseIntrospector,
  type Kysely,
  PostgresDialect,
  type PostgresPool,
  type PostgresPoolClient,
  sql,
} from "kysely";
import type { Pool, PoolClient, QueryConfig, QueryResult } from "pg";
import { withTimeout } from "../../domain/withTimeout.ts";
import { createStatementNames, isPreparationRefused } from "./preparedStatements.ts";
import { StoreTimeoutError } from "./storeFaults.ts";

/** The default size of the connection pool. */
const DEFAULT_CONNECTIONS = 10;
/** The timeout for getting a connection from the pool, in milliseconds. */
const CONNECTION_TIMEOUT = 5000;
/** The idle time before the first TCP keep-alive probe, in milliseconds. */
const KEEP_ALIVE_DELAY = 10_000;
/** How long we wait, after the statement timeout, for the server to report the timeout, in milliseconds. */
const CANCEL_GRACE = 2000;
/** How often the server checks, during a statement, that our connection is open, in milliseconds: our thread may have ended. */
const CLIENT_CHECK_INTERVAL = 1000;
/** How long closing the pool may take before we destroy the sockets, in milliseconds: the server may be unresponsive. */
const CLOSE_TIMEOUT = 1000;

/** @param statementLimit the timeout of a statement in milliseconds; null for the server's setting */
export async function postgresDialect(
  url: string,
  statementLimit: number | null,
  connections: number = DEFAULT_CONNECTIONS,
): Promise<PostgresDialect> {
  // Imported here because SQLite, the default, does not need it.
  const { default: pg } = await import("pg");
  const types = new pg.TypeOverrides();
  // The driver returns int8 as text; our times and counts are below 2^53.
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const sockets = new Set<Socket>();
  const stream = (): Socket => {
    const socket = new Socket();
    sockets.add(socket);
    return socket.once("close", () => sockets.delete(socket));
  };
  const pool = new pg.Pool({
    // Parameters in the URL take precedence over the rest.
    connectionString: url,
    types,
    max: connections,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY,
    stream,
    ...(statementLimit !== null && { connectionTimeoutMillis: CONNECTION_TIMEOUT }),
  });
  // A connection that the server drops must not crash the process: the next query opens another connection. The pool emits
  // the errors of idle connections. Connections in use emit their own errors.
  pool.on("error", () => {});
  pool.on("connect", (connection) => connection.on("error", () => {}));
  return new OwnSchemaDialect({ pool: guardPool(pool, statementLimit, sockets) });
}

/**
 * Introspection looks only at the first schema of the search_path. Kysely's own introspection reads every column of every
 * schema. That takes long if there are many, and fails if another program drops one of the tables in the meantime. Kysely's
 * Migrator, which alone uses it, needs only the names of its own tables.
 */
class OwnSchemaDialect extends PostgresDialect {
  override createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return {
      getSchemas: async () =>
        (await sql<{ name: string }>`select current_schema() as "name"`.execute(db)).rows.filter(({ name }) => name),
      getTables: async () =>
        (
          await sql<{ name: string; schema: string }>`select c.relname as "name", n.nspname as "schema" from pg_class c
            join pg_namespace n on n.oid = c.relnamespace where n.nspname = current_schema() and c.relkind = 'r'`.execute(
            db,
          )
        ).rows.map((table) => ({ ...table, isView: false, isForeign: false, columns: [] })),
    };
  }
}

/** A pool that discards connections that may be lost, and enforces the statement timeout. */
function guardPool(pool: Pool, limit: number | null, sockets: ReadonlySet<Socket>): PostgresPool {
  const watched = new WeakMap<PoolClient, PostgresPoolClient>();
  const nameOf = createStatementNames();
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect();
      const known = watched.get(client);
      if (known) return known;
      const made = guardClient(client, limit, nameOf);
      watched.set(client, made);
      try {
        // Uses statements, not startup parameters, which some connection poolers refuse.
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

/** Some operating systems do not support the setting. If the connection is lost, the next statement fails. */
const ignoreRefusal = (error: unknown): void => {
  if (!isRefusal(error)) throw error;
};

/** True if the server refused a statement, but the connection is still usable. */
const isRefusal = (error: unknown): boolean => {
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^[0-9A-Z]{5}$/.test(code) && !/^(08|57P|E)/.test(code);
};

function guardClient(
  client: PoolClient,
  limit: number | null,
  nameOf: (text: string) => string | undefined,
): PostgresPoolClient {
  let lost: unknown = null;
  let isInTransaction = false;
  let isPreparing = true;
  const send = (config: QueryConfig): Promise<QueryResult> => {
    const answer = answerTo(client, config);
    return limit === null
      ? answer
      : withTimeout(answer, limit + CANCEL_GRACE, () => {
          throw new StoreTimeoutError(limit + CANCEL_GRACE);
        });
  };
  const execute = async (text: string, values: unknown[]) => {
    // In a transaction, a statement that was refused could not be repeated.
    const name = isPreparing && !isInTransaction && values.length > 0 ? nameOf(text) : undefined;
    if (name === undefined) return await send({ text, values });
    try {
      return await send({ name, text, values });
    } catch (error) {
      if (!isPreparationRefused(error)) throw error;
      isPreparing = false;
      return await send({ text, values });
    }
  };
  const query = async (text: string, parameters: readonly unknown[]) => {
    // The connection is lost: report the first error, which is the cause.
    if (lost !== null) throw lost;
    if (BEGIN.test(text)) isInTransaction = true;
    try {
      return await execute(text, [...parameters]);
    } catch (error) {
      if (!isRefusal(error)) lost = error;
      throw error;
    } finally {
      if (END.test(text)) isInTransaction = false;
    }
  };
  const release = (isDiscarded?: boolean) => client.release(isDiscarded || lost !== null);
  return { query: query as unknown as PostgresPoolClient["query"], release };
}

/** Without a callback, the driver's promises keep all rows in memory until the next full garbage collection. */
function answerTo(client: PoolClient, config: QueryConfig): Promise<QueryResult> {
  const { promise, resolve, reject } = Promise.withResolvers<QueryResult>();
  client.query(config, (error: Error | null, result: QueryResult) => (error ? reject(error) : resolve(result)));
  return promise;
}

const BEGIN = /^(begin|start transaction)\b/;
const END = /^(commit|rollback)$/;
