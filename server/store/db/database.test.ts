import { sql } from "kysely";
import { expect, it } from "vitest";
import { dialects, newPostgresSchema } from "../../testing/dialects.ts";
import { testStore } from "../../testing/testApp.ts";
import { openStore } from "./database.ts";

it.skipIf(!dialects.includes("PostgreSQL"))(
  "A connection that the server ends fails what it was used for, and nothing else (needs TEST_DATABASE_URL)",
  async () => {
    await using test = await testStore("PostgreSQL");
    const { db } = test.store;
    const cut = db.transaction().execute(async (own) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(own);
      // No statement is under way when the end comes, whom it could be told to.
      await sql`select pg_terminate_backend(${rows[0]?.pid})`.execute(db);
      for (;;) await sql`select 1`.execute(own);
    });
    await expect(cut).rejects.toThrow();
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  },
);

it.skipIf(!dialects.includes("PostgreSQL"))(
  "A server stops what it does for a process that has gone (needs TEST_DATABASE_URL)",
  async () => {
    const url = await newPostgresSchema();
    await using watching = await openStore(url);
    const store = await openStore(url, { statementLimit: 120_000 });
    const asking = sql`select pg_sleep(100), 'abandoned' as mark`.execute(store.db).catch(() => null);
    const atWork = async () => {
      const { rows } = await sql<{ pid: number }>`
        select pid from pg_stat_activity
        where query like '%pg_sleep(100), ''abandoned''%' and state = 'active' and pid <> pg_backend_pid()`.execute(
        watching.db,
      );
      return rows.length;
    };
    await expect.poll(atWork, { timeout: 20_000 }).toBe(1);
    // It does not wait for the answer: the connection just ends.
    await store[Symbol.asyncDispose]();
    await asking;
    await expect.poll(atWork, { timeout: 20_000 }).toBe(0);
  },
);
