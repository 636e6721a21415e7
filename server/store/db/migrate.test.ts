import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dialects, emptyStore } from "../../testing/dialects.ts";
import { MIGRATION_NAMES } from "../../testing/migrations.ts";
import { DatabaseError, openStore, type Store, withDatabaseErrors } from "./database.ts";
import { isPostgres, maskPassword } from "./databaseUrl.ts";
import { migrate } from "./migrate.ts";
import { records } from "./migrations/001-records.ts";

const broken = {
  name: "002-broken",
  async up(db: Parameters<typeof records.up>[0]) {
    await db.schema.createTable("half").addColumn("a", "integer").execute();
    throw new Error("power cut");
  },
};

describe.each(dialects)("Migrating %s", (dialect) => {
  it("rolls back when a migration fails in the middle, and succeeds afterwards", async () => {
    await using store = await emptyStore(dialect);
    await expect(migrate(store, [records, broken])).rejects.toThrow("power cut");
    expect((await tables(store)).filter((name) => !name.startsWith("kysely_"))).toEqual([]);
    expect(await migrate(store)).toEqual(MIGRATION_NAMES);
  });

  it("applies only the pending migrations, and none of them when one fails", async () => {
    await using store = await emptyStore(dialect);
    expect(await migrate(store, [records])).toEqual(["001-records"]);
    const before = await tables(store);
    await expect(migrate(store, [records, broken])).rejects.toThrow("power cut");
    expect(await tables(store)).toEqual(before);
    expect(await migrate(store)).toEqual(MIGRATION_NAMES.slice(1));
  });

  it("refuses another program's database before creating anything", async () => {
    await using store = await emptyStore(dialect);
    await sql`create table "event" ("a" integer)`.execute(store.db);
    const refused = migrate(store);
    await expect(refused).rejects.toThrow(DatabaseError);
    await expect(refused).rejects.toThrow(/belongs to another program: it has tables \(event\), but none of ours/);
    expect(await tables(store)).toEqual(["event"]);
  });

  it("refuses a database with another program's migrations", async () => {
    await using store = await emptyStore(dialect);
    await sql`create table "kysely_migration" ("name" text, "timestamp" text)`.execute(store.db);
    await sql`insert into "kysely_migration" values ('2020-users', '2020-01-01')`.execute(store.db);
    await expect(migrate(store)).rejects.toThrow(/belongs to another program/);
    expect(await tables(store)).toEqual(["kysely_migration"]);
  });
});

describe.runIf(dialects.includes("PostgreSQL"))("A PostgreSQL database", () => {
  it("is migrated while another program creates and drops its own tables", async () => {
    await using other = await emptyStore("PostgreSQL");
    let isDone = false;
    const others = (async () => {
      for (let turn = 0; !isDone; turn++) {
        await sql`create table ${sql.id(`passing_${turn}`)} (a serial)`.execute(other.db);
        await sql`drop table ${sql.id(`passing_${turn}`)}`.execute(other.db);
      }
    })();
    for (let turn = 0; turn < 3; turn++) {
      await using store = await emptyStore("PostgreSQL");
      expect(await migrate(store)).toEqual(MIGRATION_NAMES);
    }
    isDone = true;
    await others;
  });
});

describe("An SQLite file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conflict-graph-migrate-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it("of another program stays the same, byte for byte, and the message names the file", async () => {
    const path = join(folder, "foreign.db");
    const foreign = new DatabaseSync(path);
    foreign.exec("create table event (a)");
    foreign.close();
    const before = await readFile(path);
    await using store = await openStore(path);
    await expect(migrate(store)).rejects.toThrow(`The database ${path} cannot be used: it belongs to another program`);
    expect(await readFile(path)).toEqual(before);
  });

  it("uses a write-ahead log after it was migrated", async () => {
    const path = join(folder, "ours.db");
    await using store = await openStore(path);
    await migrate(store);
    expect((await sql`pragma journal_mode`.execute(store.db)).rows).toEqual([{ journal_mode: "wal" }]);
  });

  it("is opened and read without waiting while another process holds its lock", async () => {
    const path = join(folder, "held.db");
    await using store = await openStore(path);
    await migrate(store);
    const other = new DatabaseSync(path);
    other.exec("begin immediate");
    await using reader = await openStore(path, { lockWait: 0 });
    expect(await migrate(reader)).toEqual([]);
    other.close();
  });

  it("reports a full disk, although SQLite has already rolled back", async () => {
    await using store = await openStore(join(folder, "full.db"));
    await migrate(store);
    await sql`pragma max_page_count = 1`.execute(store.db);
    const words = "words ".repeat(1_000_000);
    const filling = withDatabaseErrors("full.db", () =>
      store.db.transaction().execute((db) => sql`create table "filled" as select ${words} as "words"`.execute(db)),
    );
    await expect(filling).rejects.toThrow(/full\.db cannot be used: database or disk is full\. Free disk space/);
  });

  it.each([
    ["stays locked", /held-new\.db cannot be used: .*locked\. Another process is writing to it/, "held-new.db"],
    [
      "is not a database",
      /text\.db cannot be used: file is not a database\. The file is not an SQLite database/,
      "text.db",
    ],
    ["cannot be opened", /cannot be used: unable to open database file\. Allow this user to write/, ""],
    ["is below a file", /text\.db\/x\.db cannot be used: .*Allow this user to write/, "text.db/x.db"],
  ])("that %s is reported in one line that says what to do", async (_, message, name) => {
    await writeFile(join(folder, "text.db"), "Not a database. ".repeat(100));
    using other = new DatabaseSync(join(folder, "held-new.db"));
    other.exec("begin immediate");
    const start = withDatabaseErrors(join(folder, name), async (path) => {
      await using store = await openStore(path, { lockWait: 10 });
      await migrate(store);
    });
    await expect(start).rejects.toThrow(DatabaseError);
    await expect(start).rejects.toThrow(message);
    await expect(start).rejects.not.toThrow(/\n/);
  });
});

describe("The error of a database", () => {
  const failing = (error: unknown) =>
    withDatabaseErrors("postgres://me:secret@host/db?password=secret", () => Promise.reject(error));
  const coded = (code: string) => Object.assign(new Error(`It says ${code}.`), { code });

  it.each(["42501", "53300", "57P03", "3D000", "28P01", "08006", "EAI_AGAIN", "ENOTFOUND", "ECONNREFUSED", "53100"])(
    "%s becomes one line that names the database without its password",
    async (code) => {
      const refused = failing(coded(code));
      await expect(refused).rejects.toThrow(
        new RegExp(`^The database postgres://…@host/db cannot be used: It says ${code}\\. [A-Z].*\\.$`),
      );
      await expect(refused).rejects.not.toThrow(/secret/);
    },
  );

  it("of a host with several addresses states the reason", async () => {
    const each = [coded("ECONNREFUSED"), coded("ECONNREFUSED")];
    const error = Object.assign(new AggregateError(each), { code: "ECONNREFUSED" });
    await expect(failing(error)).rejects.toThrow(/cannot be used: It says ECONNREFUSED\. No server listens there/);
  });

  it("keeps its stack trace if it is a bug of ours", async () => {
    const fault = coded("42P01");
    await expect(failing(fault)).rejects.toBe(fault);
    await using store = await emptyStore("SQLite");
    const wrong = withDatabaseErrors(":memory:", () => sql`selec 1`.execute(store.db));
    await expect(wrong).rejects.toMatchObject({ code: "ERR_SQLITE_ERROR" });
  });
});

describe("The URL of a database", () => {
  it.each([
    ["postgres://me:secret@host/db", "postgres://…@host/db"],
    ["postgres://me:se@cret@host/db", "postgres://…@host/db"],
    ["postgres://me:cret/cret@host/db", "postgres://…@host/db"],
    ["postgres://me:1?cret@host/db", "postgres://…"],
    ["postgres://me:1#cret@host/db", "postgres://…"],
    ["postgres://host:5432/db?user=me&password=secret", "postgres://host:5432/db"],
    ["postgres://host/db?password=se@cret", "postgres://…"],
    ["POSTGRES://me:secret@host/db", "POSTGRES://…@host/db"],
    ["mysql://me:secret@host/db", "mysql://…@host/db"],
    ["postgres:me:secret@host/db", "postgres:…@host/db"],
    ["data/me@home.db", "data/me@home.db"],
    ["C:\\data\\me@home.db", "C:\\data\\me@home.db"],
    [":memory:", ":memory:"],
  ])("%s is shown as %s", (url, shown) => {
    expect(maskPassword(url)).toBe(shown);
  });

  it("may have its scheme in capitals", () => {
    expect(["postgres://h/d", "POSTGRES://h/d", "PostgreSQL://h/d"].every(isPostgres)).toBe(true);
    expect(["data/x.db", "mysql://h/d", ":memory:"].some(isPostgres)).toBe(false);
  });
});

/** The names of the tables in the current schema. */
async function tables({ db, dialect }: Store): Promise<string[]> {
  const { rows } = await (dialect === "sqlite"
    ? sql<{ name: string }>`select name from sqlite_schema where type = 'table' order by name`
    : sql<{ name: string }>`select tablename as name from pg_tables where schemaname = current_schema() order by 1`
  ).execute(db);
  return rows.map(({ name }) => name);
}
