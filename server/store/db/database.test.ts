import { sql } from "kysely";
import { describe, expect, it } from "vitest";
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

describe.skipIf(!dialects.includes("PostgreSQL"))("A prepared statement (needs TEST_DATABASE_URL)", () => {
  /** One connection, and a statement with a parameter that is executed so often that it is prepared. */
  async function prepared() {
    const store = await openStore(await newPostgresSchema(), { connections: 1 });
    await sql`create table item (id integer)`.execute(store.db);
    await sql`insert into item values (7)`.execute(store.db);
    const items = async () => (await sql`select * from item where id > ${0}`.execute(store.db)).rows;
    const names = async () =>
      (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(store.db)).rows;
    await items();
    expect(await names()).toEqual([]);
    await items();
    expect(await names()).toEqual([{ statement: "select * from item where id > $1" }]);
    return { ...store, items, names };
  }

  it("is executed without preparation if the server's connection has changed, as behind a pooler", async () => {
    await using store = await prepared();
    await sql`deallocate all`.execute(store.db);
    expect(await store.items()).toEqual([{ id: 7 }]);
    expect(await store.items()).toEqual([{ id: 7 }]);
    expect(await store.names()).toEqual([]);
  });

  it("is executed without preparation if another process has changed its table", async () => {
    await using store = await prepared();
    await sql`alter table item add column name text`.execute(store.db);
    expect(await store.items()).toEqual([{ id: 7, name: null }]);
  });

  it("is not used in a transaction, which would fail with it", async () => {
    await using store = await prepared();
    await sql`deallocate all`.execute(store.db);
    const rows = await store.db.transaction().execute(async (connection) => {
      await sql`insert into item values (8)`.execute(connection);
      return (await sql`select * from item where id > ${0}`.execute(connection)).rows;
    });
    expect(rows).toEqual([{ id: 7 }, { id: 8 }]);
    expect(await store.items()).toEqual(rows);
  });
});
