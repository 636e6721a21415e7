import { chmod, copyFile, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openStore } from "../../store/db/database.ts";
import { migrate } from "../../store/db/migrate.ts";
import { records } from "../../store/db/migrations/001-records.ts";
import type { ServiceProcess } from "../commandLine.ts";
import { dialects } from "../dialects.ts";
import { corpusFolder, SMALL_CORPUS } from "../testApp.ts";
import { ask } from "./ask.ts";
import { createDatabase } from "./databases.ts";
import { prepareStore } from "./killing.ts";
import { type Start, startService } from "./process.ts";
import { articleOf, send } from "./writes.ts";

const PATIENT = { timeout: 60_000 };

/** A user who cannot write read-only files. Root always can. */
const NOBODY = process.getuid?.() === 0 ? { options: { uid: 65_534, gid: 65_534 } } : {};
const canRestrict = process.platform !== "win32";

/** The service can read, even with a key whose last use it would record, and refuses writes. */
async function readsAndWritesNothing(service: ServiceProcess, token: string): Promise<void> {
  const query = '{ casualtyReport(slug: "twenty-killed") { count { label } } }';
  for (const reader of [{}, { token }]) {
    const { status, data } = await ask(service.url, query, {}, reader);
    expect({ status, data }).toEqual({ status: 200, data: { casualtyReport: { count: { label: "at least 20" } } } });
  }
  const write = { key: "one", operation: "ingestArticle", variables: { input: articleOf(1) }, article: 1 } as const;
  const { status, codes } = await send(service.url, token, write);
  expect([status, codes]).toEqual([503, ["STORE_READ_ONLY"]]);
  expect((await fetch(`${service.url}/ready`)).status).toBe(200);
}

const startError = async (start: Start): Promise<string> =>
  startService(start).then(
    () => "It started.",
    (error: Error) => error.message,
  );

describe.skipIf(!canRestrict)("An SQLite file that may not be written", PATIENT, () => {
  it.each([
    { what: "the file and its folder are read-only", fileMode: 0o444, folderMode: 0o555 },
    { what: "only the file is read-only", fileMode: 0o444, folderMode: 0o777 },
    { what: "only the folder is read-only", fileMode: 0o666, folderMode: 0o555 },
    { what: "the file and its folder are read-only after a kill", fileMode: 0o444, folderMode: 0o555, killed: true },
  ])("is served for reading: $what", async ({ fileMode, folderMode, killed = false }) => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    await using database = await createDatabase("SQLite");
    const token = await prepareStore(database.url, corpus.path);
    if (killed) {
      await using service = await startService({ databaseUrl: database.url });
      await send(service.url, token, {
        key: "x",
        operation: "ingestArticle",
        variables: { input: articleOf(9) },
        article: 9,
      });
      await service.kill();
      for (const file of ["-wal", "-shm"]) await chmod(database.url + file, fileMode);
    }
    await chmod(database.url, fileMode);
    await chmod(database.folder, folderMode);
    try {
      await using service = await startService({ databaseUrl: database.url, ...NOBODY });
      await readsAndWritesNothing(service, token);
      if (killed)
        expect((await ask(service.url, '{ article(slug: "report-9") { slug } }')).data.article).not.toBeNull();
    } finally {
      await chmod(database.folder, 0o777);
    }
  });

  it("is not served if it must be migrated first, and the message says so", async () => {
    await using database = await createDatabase("SQLite");
    {
      await using store = await openStore(database.url);
      await migrate(store, [records]);
    }
    const shut = join(database.folder, "shut");
    await mkdir(shut);
    await copyFile(database.url, join(shut, "store.db"));
    await chmod(join(shut, "store.db"), 0o444);
    await chmod(shut, 0o555);
    await chmod(database.folder, 0o755);
    try {
      expect(await startError({ databaseUrl: join(shut, "store.db"), ...NOBODY })).toMatch(
        /^The database \S+ cannot be used: it needs to be migrated to this release, but is read-only here .*“migrate”/m,
      );
    } finally {
      await chmod(shut, 0o755);
    }
  });
});

describe.skipIf(!dialects.includes("PostgreSQL"))("A read-only PostgreSQL database", PATIENT, () => {
  const readOnly = (url: string) =>
    url.replace("-c+search_path", "-c+default_transaction_read_only%3Don+-c+search_path");

  it("is served read-only (needs TEST_DATABASE_URL)", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    await using database = await createDatabase("PostgreSQL");
    const token = await prepareStore(database.url, corpus.path);
    expect(readOnly(database.url)).not.toBe(database.url);
    await using service = await startService({ databaseUrl: readOnly(database.url) });
    await readsAndWritesNothing(service, token);
  });

  it("is not served if it must be migrated first (needs TEST_DATABASE_URL)", async () => {
    await using database = await createDatabase("PostgreSQL");
    expect(await startError({ databaseUrl: readOnly(database.url) })).toMatch(
      /^The database \S+ cannot be used: it needs to be migrated to this release, but is read-only here/m,
    );
  });
});
