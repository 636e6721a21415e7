import { sql } from "kysely";
import { expect, it } from "vitest";
import { dialects, newPostgresSchema } from "../../testing/dialects.ts";
import { testStore } from "../../testing/testApp.ts";
import { openStore } from "./database.ts";

it.skipIf(!dialects.includes("PostgreSQL"))(
  "If the server ends a connection, only the work on this connection fails (needs TEST_DATABASE_URL)",
  async () => {
    await using test = await testStore("PostgreSQL");
    const { db } = test.store;
    const interrupted = db.transaction().execute(async (connection) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(connection);
      // No statement is running on the connection when the server ends it.
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db);
      for (;;) await sql`select 1`.execute(connection);
    });
    await expect(interrupted).rejects.toThrow();
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  },
);

it.skipIf(!dialects.includes("PostgreSQL"))(
  "The server stops a statement when its client has disconnected (needs TEST_DATABASE_URL)",
  async () => {
    const url = await newPostgresSchema();
    await using observer = await openStore(url);
    const store = await openStore(url, { statementLimit: 120_000 });
    const abandoned = sql`select pg_sleep(100), 'abandoned' as mark`.execute(store.db).catch(() => null);
    const activeStatements = async () => {
      const { rows } = await sql<{ pid: number }>`
        select pid from pg_stat_activity
        where query like '%pg_sleep(100), ''abandoned''%' and state = 'active' and pid <> pg_backend_pid()`.execute(
        observer.db,
      );
      return rows.length;
    };
    await expect.poll(activeStatements, { timeout: 20_000 }).toBe(1);
    // Ends the connection without waiting for the answer.
    await store[Symbol.asyncDispose]();
    await abandoned;
    await expect.poll(activeStatements, { timeout: 20_000 }).toBe(0);
  },
);
