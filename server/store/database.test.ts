import { sql } from "kysely";
import { expect, it } from "vitest";
import { dialects } from "../testing/dialects.ts";
import { testStore } from "../testing/testApp.ts";

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
