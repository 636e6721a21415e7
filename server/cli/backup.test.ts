import { copyFileSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { setImmediate } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { SEEDS } from "../config/config.ts";
import { readCorpus } from "../ingest/readCorpus.ts";
import { createKey, findKey } from "../store/auth/apiKeys.ts";
import { openStore, type Store } from "../store/db/database.ts";
import { migrate, openMigrated } from "../store/db/migrate.ts";
import { writeCorpus } from "../store/write/writeFolder.ts";
import { outputOf, startCommand } from "../testing/commandLine.ts";
import { enlarge } from "../testing/corpora/enlarge.ts";
import { dialects, newPostgresSchema } from "../testing/dialects.ts";
import { digest } from "../testing/digest.ts";
import { openReleasedStore, RELEASES, releasedFile } from "../testing/releases.ts";
import { serviceOver } from "../testing/service.ts";
import { corpusFolder, SMALL_CORPUS } from "../testing/testApp.ts";
import { type BackupOptions, backup, restore } from "./backup.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-backup-"));
});
afterEach(() => rm(folder, { recursive: true }));

/** The databases that have an address. The commands need an address. */
const kinds = dialects.filter((dialect) => dialect !== "PGlite");
type Kind = (typeof kinds)[number];
const pairs = kinds.flatMap((from) => kinds.map((to): [Kind, Kind] => [from, to]));

let made = 0;
const emptyDatabase = async (kind: Kind): Promise<string> =>
  kind === "SQLite" ? join(folder, `database-${++made}.db`) : newPostgresSchema();

async function filled(url: string, corpus = SEEDS): Promise<Store> {
  const store = await openMigrated(url);
  await writeCorpus(store, await readCorpus(corpus));
  return store;
}

const KEEP: BackupOptions = { overwrite: false };
const OVERWRITE: BackupOptions = { overwrite: true };

describe("A backup", () => {
  it.each(pairs)("of %s is restored on %s to the last row, including callers' keys", async (from, to) => {
    const [source, target] = [await emptyDatabase(from), await emptyDatabase(to)];
    await using store = await filled(source);
    const { token } = await createKey(store, { name: "A. Editor", scopes: ["review"], now: Date.now() });
    const file = join(folder, "backup.db");

    const written = await backup(source, file, KEEP);
    expect(await restore(target, file, KEEP)).toEqual(written);

    await using restored = await openStore(target);
    expect(await digest(restored)).toEqual(await digest(store));
    expect(await findKey(restored, token, Date.now())).toMatchObject({ name: "A. Editor" });
  });

  it.each(kinds)("of %s contains one state, however much is written meanwhile", async (kind) => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const url = await emptyDatabase(kind);
    await using store = await filled(url, corpus.path);
    await enlarge(store, "small");
    const named = async (name: string) => {
      await corpus.write({ "more.yaml": `places: [{ id: bridge, name: ${name} }]` });
      return readCorpus(corpus.path);
    };
    const [one, other] = [await named("Old Bridge"), await named("New Bridge")];
    let [writes, isOver] = [0, false];
    const writing = (async () => {
      await using writer = await openStore(url);
      for (; !isOver; await setImmediate()) await writeCorpus(writer, ++writes % 2 === 0 ? one : other);
    })();
    await expect.poll(() => writes).toBeGreaterThan(1);
    const begun = writes;
    const file = join(folder, "backup.db");
    let rows = 0;
    await backup(url, file, {
      ...KEEP,
      onProgress: () => {
        rows++;
      },
    });
    isOver = true;
    await writing;
    expect(rows).toBeGreaterThan(10);
    expect(writes).toBeGreaterThan(begun);

    await using held = await openStore(file);
    const { rows: found } = await sql<Record<string, number>>`
      select (select max("number") from "write") as "revision", (select count(*) from "write") as "writes",
        (select max("write") from "change") as "changed",
        (select max("version") from "place" where "slug" = 'bridge') as "version"`.execute(held.db);
    const { revision = 0 } = found[0] ?? {};
    expect(found[0]).toEqual({ revision, writes: revision, changed: revision, version: revision - 1 });
    expect(revision).toBeLessThan(writes + 2);
  });

  it("is one file that only its owner may read, and that can be served as it is", async () => {
    await using _store = await filled(join(folder, "source.db"));
    const file = join(folder, "backup.db");
    await backup(join(folder, "source.db"), file, KEEP);
    expect((await readdir(folder)).filter((name) => name.startsWith("backup"))).toEqual(["backup.db"]);
    // The journal mode in SQLite's file format: 2 would mean a write-ahead log in a separate file.
    expect((await readFile(file))[18]).toBe(1);
    if (process.platform !== "win32") expect((await stat(file)).mode & 0o777).toBe(0o600);
    await using store = await openStore(file);
    expect(await migrate(store)).toEqual([]);
    await using service = await serviceOver(store);
    const answer = await service.post({ query: '{ search(query: "soldiers") { totalCount } }' });
    expect(
      ((await answer.json()) as { data: { search: { totalCount: number } } }).data.search.totalCount,
    ).toBeGreaterThan(0);
  });

  it("replaces a file only if asked to, and never with half a file", async () => {
    const source = join(folder, "source.db");
    await using _store = await filled(source);
    const file = join(folder, "backup.db");
    await writeFile(file, "precious");
    await expect(backup(source, file, KEEP)).rejects.toThrow(/exists\. Name another file, or add --overwrite/);
    const onProgress = () => process.emit("SIGINT", "SIGINT");
    await expect(backup(source, file, { overwrite: true, onProgress })).rejects.toThrow(
      "Stopped before the backup was complete.",
    );
    expect(await readFile(file, "utf8")).toBe("precious");
    expect((await readdir(folder)).filter((name) => name.includes("backup"))).toEqual(["backup.db"]);
    await backup(source, file, OVERWRITE);
    expect((await readFile(file)).subarray(0, 15).toString()).toBe("SQLite format 3");
  });

  it("of a missing database is refused, and does not create that database", async () => {
    await expect(backup(join(folder, "none.db"), join(folder, "backup.db"), KEEP)).rejects.toThrow(
      "there is no such file",
    );
    expect(await readdir(folder)).toEqual([]);
  });
});

describe("Restoring", () => {
  it.each(kinds)("under a running service on %s makes the service go on with the restored data", async (kind) => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const url = await emptyDatabase(kind);
    await using store = await filled(url, corpus.path);
    const file = join(folder, "backup.db");
    await backup(url, file, KEEP);
    const before = await digest(store);
    await corpus.write({ "more.yaml": "places: [{ id: bridge, name: Bridge }]" });
    await writeCorpus(store, await readCorpus(corpus.path));
    await using service = await serviceOver(store);
    const names = async () => {
      const response = await service.post({ query: "{ places { nodes { slug } } dataRevision }" });
      return ((await response.json()) as { data: { places: { nodes: object[] } } }).data.places.nodes;
    };
    expect(await names()).toHaveLength(2);

    await expect(restore(url, file, KEEP)).rejects.toThrow(/is not empty\. Name another database, or add --overwrite/);
    expect(await names()).toHaveLength(2);
    await restore(url, file, OVERWRITE);

    expect(await names()).toHaveLength(1);
    expect(await digest(store)).toEqual(before);
    expect(await writeCorpus(store, await readCorpus(corpus.path))).toMatchObject({ added: 1, write: 3 });
    expect(await names()).toHaveLength(2);
  });

  it.each(kinds)("that is stopped leaves %s as it was", async (kind) => {
    const [source, url] = [join(folder, "source.db"), await emptyDatabase(kind)];
    await using _source = await filled(source);
    await backup(source, join(folder, "backup.db"), KEEP);
    await using corpus = await corpusFolder(SMALL_CORPUS);
    await using store = await filled(url, corpus.path);
    const before = await digest(store);
    const onProgress = () => process.emit("SIGTERM", "SIGTERM");
    await expect(restore(url, join(folder, "backup.db"), { overwrite: true, onProgress })).rejects.toThrow(
      "Stopped before the restore was complete: nothing was changed.",
    );
    expect(await digest(store)).toEqual(before);
  });

  it.each(RELEASES)("accepts the database of release %s, and leaves that file as it is", async (release) => {
    const [file, url] = [join(folder, "older.db"), join(folder, "target.db")];
    await writeFile(file, releasedFile(release));
    expect(await restore(url, file, KEEP)).toMatchObject({ dataRevision: 3 });
    expect((await readFile(file)).equals(releasedFile(release))).toBe(true);
    await using migrated = await openReleasedStore(release, "SQLite");
    await migrate(migrated);
    await using restored = await openStore(url);
    expect(await digest(restored)).toEqual(await digest(migrated));
  });

  it.each(RELEASES.slice(0, -1))("has to wait until a database of release %s is migrated", async (release) => {
    const file = join(folder, "older.db");
    await writeFile(file, releasedFile(release));
    await expect(backup(file, join(folder, "backup.db"), KEEP)).rejects.toThrow(
      /has the structure of an older release/,
    );
  });

  it("refuses files that are not backups, and changes nothing", async () => {
    const url = join(folder, "target.db");
    await using store = await filled(url);
    const before = await digest(store);
    const good = join(folder, "good.db");
    await backup(url, good, KEEP);
    const file = (name: string) => join(folder, name);
    await writeFile(file("text"), "No database. ".repeat(100));
    new DatabaseSync(file("empty")).close();
    const foreign = new DatabaseSync(file("foreign"));
    foreign.exec("create table event (a)");
    foreign.close();
    copyFileSync(good, file("newer"));
    const newer = new DatabaseSync(file("newer"));
    newer.exec("insert into kysely_migration values ('999-of-tomorrow', '2999-01-01')");
    newer.close();
    copyFileSync(good, file("cut"));
    await truncate(file("cut"), Math.floor((await stat(good)).size / 2));
    copyFileSync(good, file("dangling"));
    const dangling = new DatabaseSync(file("dangling"), { enableForeignKeyConstraints: false });
    dangling.exec("delete from record where key = 1");
    dangling.close();

    for (const [name, reason] of [
      ["none", /does not exist/],
      ["text", /is not a database/],
      ["empty", /is empty|of an older/],
      ["foreign", /belongs to another program/],
      ["newer", /made by a newer release: it has the migrations 999-of-tomorrow/],
      ["cut", /damaged|malformed/],
      ["dangling", /refer to rows that do not exist\. The file is damaged/],
      ["target.db", /is the database itself/],
    ] as const)
      await expect(restore(url, file(name), OVERWRITE), name).rejects.toThrow(reason);
    expect(await digest(store)).toEqual(before);
  });

  it("works from the command line, as the README says", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const run = (...args: string[]) => outputOf(startCommand(args, { cwd: folder }));
    await run("load", corpus.path, "--database", "a.db");
    expect(await run("backup", "a-backup.db", "--database", "a.db")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Wrote \d+ rows to a-backup\.db \(data revision 1\)\.\n$/),
    });
    expect(await run("restore", "a-backup.db", "--database", "b.db")).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Restored \d+ rows from a-backup\.db \(data revision 1\)\./),
    });
    expect(await run("restore", "a-backup.db", "--database", "b.db")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^The database b\.db is not empty\..*Nothing was changed\.\n$/),
    });
  });
});
