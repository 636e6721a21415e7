import { existsSync } from "node:fs";
import { copyFile, rename, rm, stat, truncate } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { ServiceProcess } from "../commandLine.ts";
import { corpusFolder, SMALL_CORPUS } from "../testApp.ts";
import { ask } from "./ask.ts";
import { createDatabase } from "./databases.ts";
import { prepareStore } from "./killing.ts";
import { startService } from "./process.ts";
import { acknowledged, articleOf, send, type Write } from "./writes.ts";

const READ = '{ casualtyReport(slug: "twenty-killed") { count { label } } }';
/** Is executed by a worker thread. */
const HEAVY = `{ ${Array.from({ length: 20 }, (_, at) => `a${at}: search(query: "killed", first: 20) { nodes { score } }`).join(" ")} }`;

const writeOf = (number: number): Write => ({
  key: `key-${number}`,
  operation: "ingestArticle",
  variables: { input: articleOf(number) },
  article: number,
});

/** `/ready` gives one check of the database to all who ask within half a second. */
const expectReady = (service: ServiceProcess, status: 200 | 503): Promise<void> =>
  expect.poll(async () => (await fetch(`${service.url}/ready`)).status, { timeout: 5000 }).toBe(status);

async function served() {
  const folder = await corpusFolder(SMALL_CORPUS);
  const database = await createDatabase("SQLite");
  const token = await prepareStore(database.url, folder.path);
  const service = await startService({ databaseUrl: database.url });
  return {
    path: database.url,
    token,
    service,
    async [Symbol.asyncDispose]() {
      await service[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

describe("While a service runs, an SQLite file", { timeout: 60_000 }, () => {
  it.each([
    ["that is deleted", (path: string) => rm(path), "The database file was deleted or moved"],
    [
      "whose log is deleted",
      (path: string) => rm(`${path}-wal`),
      "has lost its log (-wal), which was deleted or moved",
    ],
    [
      "that is replaced by a copy",
      async (path: string) => {
        await copyFile(path, `${path}.copy`);
        await rename(`${path}.copy`, path);
      },
      "The database file was replaced by another file",
    ],
    ["that is emptied", (path: string) => truncate(path, 0), "was truncated from at least"],
    [
      "that is cut in half",
      async (path: string) => truncate(path, Math.floor((await stat(path)).size / 2)),
      "was truncated from at least",
    ],
  ] as const)("%s makes /ready and writes fail, and is not made again", async (_what, damage, reason) => {
    await using running = await served();
    const { path, token, service } = running;
    acknowledged(writeOf(1), await send(service.url, token, writeOf(1)));
    await expectReady(service, 200);
    await damage(path);
    const isLeft = existsSync(path);
    await expectReady(service, 503);
    const { status, codes, headers } = await send(service.url, token, writeOf(2));
    expect([status, codes, headers.get("retry-after")]).toEqual([503, ["STORE_DAMAGED"], null]);
    // Reading may still work, with the file that the service has open.
    for (const query of [READ, HEAVY]) {
      const answer = await ask(service.url, query);
      expect([200, 503]).toContain(answer.status);
      for (const code of answer.codes) expect(["STORE_DAMAGED", "SERVICE_UNAVAILABLE"]).toContain(code);
    }
    expect(existsSync(path)).toBe(isLeft);
    expect((await fetch(`${service.url}/health`)).status).toBe(200);
    await expect.poll(() => service.log(), { timeout: 10_000 }).toContain(reason);
    expect(service.log()).toContain("Stop the service. Put the file back, or restore a backup");
  });

  it("that is moved away and put back can be used again", async () => {
    await using running = await served();
    const { path, token, service } = running;
    await rename(path, `${path}.moved`);
    await expectReady(service, 503);
    await rename(`${path}.moved`, path);
    await expectReady(service, 200);
    acknowledged(writeOf(1), await send(service.url, token, writeOf(1)));
  });

  it("that another program vacuums is still usable", async () => {
    await using running = await served();
    const { path, token, service } = running;
    const { DatabaseSync } = await import("node:sqlite");
    using other = new DatabaseSync(path);
    other.exec("create table filler as select randomblob(1000000) as bytes; pragma wal_checkpoint(truncate)");
    await expectReady(service, 200);
    const before = (await stat(path)).size;
    other.exec("drop table filler; vacuum; pragma wal_checkpoint(truncate)");
    expect((await stat(path)).size).toBeLessThan(before);
    await expectReady(service, 200);
    acknowledged(writeOf(1), await send(service.url, token, writeOf(1)));
  });
});
