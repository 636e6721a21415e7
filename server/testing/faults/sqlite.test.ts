import { open } from "node:fs/promises";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { corpusFolder, SMALL_CORPUS } from "../testApp.ts";
import { ask } from "./ask.ts";
import { createDatabase } from "./databases.ts";
import { prepareStore } from "./killing.ts";
import { startService } from "./process.ts";
import { acknowledged, articleOf, send, type Write } from "./writes.ts";

const PATIENT = { timeout: 60_000 };
const READ = '{ casualtyReport(slug: "twenty-killed") { count { label } } }';
const WRITE: Write = { key: "one", operation: "ingestArticle", variables: { input: articleOf(1) }, article: 1 };

describe("An SQLite file", PATIENT, () => {
  it("locked by another process refuses writes with a code, and can still be read", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using database = await createDatabase("SQLite");
    const token = await prepareStore(database.url, folder.path);
    await using service = await startService({ databaseUrl: database.url, env: { LIMIT_SECONDS: "4" } });
    const other = new DatabaseSync(database.url);
    other.exec("begin immediate");
    const order: string[] = [];
    const write = send(service.url, token, WRITE).finally(() => order.push("write"));
    for (let reads = 0; reads < 10; reads++) {
      // The key's last use cannot be recorded now, but the key may still read.
      const { status, data } = await ask(service.url, READ, {}, { token });
      expect([status, data.casualtyReport.count.label]).toEqual([200, "at least 20"]);
      order.push("read");
    }
    const { status, codes, headers } = await write;
    expect([status, codes, headers.get("retry-after")]).toEqual([503, ["STORE_BUSY"], "5"]);
    expect(order).toEqual([...Array(10).fill("read"), "write"]);

    // The service waits for a lock that is released in time.
    const waiting = send(service.url, token, WRITE);
    await ask(service.url, READ);
    other.exec("rollback");
    acknowledged(WRITE, await waiting);
    other.close();
  });

  it("that is damaged gives a code and a log line if the damaged part is read, and correct answers if not", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using database = await createDatabase("SQLite");
    await prepareStore(database.url, folder.path);
    const pages = (table: string) => {
      using file = new DatabaseSync(database.url);
      file.exec("pragma wal_checkpoint(truncate)");
      return file
        .prepare("select rootpage from sqlite_schema where name = ? or tbl_name = ?")
        .all(table, table)
        .map(({ rootpage }) => Number(rootpage));
    };
    for (const page of pages("casualtyReport")) {
      await using file = await open(database.url, "r+");
      await file.write(Buffer.alloc(4096, 0xa5), 0, 4096, (page - 1) * 4096);
    }
    await using service = await startService({ databaseUrl: database.url });
    const { status, codes } = await ask(service.url, READ);
    expect([status, codes]).toEqual([503, ["STORE_DAMAGED"]]);
    await expect.poll(() => service.log(), { timeout: 10_000 }).toContain("Restore it from a backup");
    expect((await ask(service.url, '{ actor(slug: "northland") { name } }')).data).toEqual({
      actor: { name: "Northland" },
    });
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
  });

  it("that is damaged at its start is not served, and the message says why", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using database = await createDatabase("SQLite");
    await prepareStore(database.url, folder.path);
    for (const [at, text] of [
      [0, /^The database \S+ cannot be used: file is not a database\. /m],
      [100, /^The database \S+ cannot be used: .*malformed.*\. The file is damaged\. Restore it from a backup/m],
    ] as const) {
      await using file = await open(database.url, "r+");
      const { buffer: before } = await file.read(Buffer.alloc(60), 0, 60, at);
      await file.write(Buffer.alloc(60, 0xa5), 0, 60, at);
      await expect(startService({ databaseUrl: database.url })).rejects.toThrow(text);
      await file.write(before, 0, 60, at);
    }
  });
});
