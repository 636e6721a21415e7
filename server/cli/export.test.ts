import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dictionaryMarkdown } from "../export/dictionary.ts";
import { tableFile } from "../export/tableFile.ts";
import { TABLES } from "../export/tables.ts";
import { TOLL_COLUMNS } from "../publish/csv/tollColumns.ts";
import { TOLL_TITLE, tollFile } from "../publish/csv/tollTable.ts";
import { outputOf, startCommand } from "../testing/commandLine.ts";
import { manyClaims } from "../testing/corpora/manyClaims.ts";
import { collect, readCsv, readTable } from "../testing/readCsv.ts";
import { corpusFolder, type Folder, SMALL_CORPUS, testStore } from "../testing/testApp.ts";
import { ofFlags } from "./exportFlags.ts";
import { toFiles } from "./outputFiles.ts";

let folder: string;
/** A corpus that is read faster than the seeds. */
let corpus: Folder;
let small: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-export-"));
  corpus = await corpusFolder(SMALL_CORPUS);
  small = corpus.path;
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await corpus[Symbol.asyncDispose]();
});

const start = (args: readonly string[], env: Record<string, string> = {}) => startCommand(args, { cwd: folder, env });

const run = (args: readonly string[], env?: Record<string, string>) => outputOf(start(args, env));
const tolls = (...args: string[]) => run(["export", "tolls", ...args]);
const claims = (...args: string[]) => run(["export", "claims", ...args]);

/** Each test starts some processes. */
describe("export", { timeout: 60_000 }, () => {
  it("writes the seeds to standard output, and leaves no file behind", async () => {
    const before = await readdir(folder);
    const { code, out, err } = await claims();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(readTable(out)).toHaveLength(34);
    expect(await readdir(folder)).toEqual(before);
  });

  it("accepts filters as flags, with several values each", async () => {
    const { out } = await claims(
      "--harm",
      "KILLED",
      "WOUNDED",
      "--event",
      "clashes-september-2020",
      "--victims",
      "CIVILIAN",
    );
    const rows = readTable(out);
    expect(new Set(rows.map((row) => row.harm))).toEqual(new Set(["KILLED", "WOUNDED"]));
    expect(new Set(rows.map((row) => row.victims))).toEqual(new Set(["CIVILIAN"]));
    expect(readTable((await claims("--attributed-to", "ilham-aliyev")).out)).toHaveLength(1);
    expect(readTable((await claims("--as-of", "2020-09-27")).out)).toHaveLength(1);
    expect(readTable((await claims("--recorded-as-of", "0")).out)).toHaveLength(0);
    expect(readTable((await claims("--stated-from", "2022", "--stated-until", "2022")).out)).toHaveLength(2);
  });

  it("names what is wrong, and writes nothing", async () => {
    const left = await readdir(folder);
    const cases = [
      [
        ["--corpus", small, "--event", "nowhere"],
        1,
        "--event names no Event: there is none with the slug or id “nowhere”\n",
      ],
      [["--corpus", small, "--output", "none/x.csv"], 1, "“none/x.csv” cannot be written: its folder does not exist."],
      [["--corpus", small, "--output", "."], 1, "“.” cannot be written: it is a folder."],
      [["--database", "none.db"], 1, "The database none.db cannot be used: there is no such file"],
      [["--corpus", "none"], 2, "--corpus is “"],
      [["--harm", "DEAD"], 2, "Allowed choices are KILLED"],
      [["--format", "markdown"], 2, "--format markdown is only for --dictionary"],
      [["--database", "a.db", "--corpus", "b"], 2, "cannot be used with option"],
    ] as const;
    for (const [args, code, err] of cases)
      expect(await claims(...args)).toEqual({ code, out: "", err: expect.stringContaining(err) });
    expect(await readdir(folder)).toEqual(left);
  });

  it("names the flag in a message of the schema about an argument", async () => {
    await using store = await testStore("SQLite");
    await store.load(small);
    for (const [name, asked, message] of [
      ["claims", { filter: { attributedTo: ["nobody"] } }, "--attributed-to names no Actor"],
      [
        "claims",
        { filter: { statedAt: { from: "2020-13" } } },
        '--stated-from is "2020-13": “2020-13” has the month 13',
      ],
      [
        "claims",
        { filter: { statedAt: { from: "2021", until: "2020" } } },
        "--stated-from … --stated-until … ends before",
      ],
      ["claims", { filter: { asOf: "soon" } }, '--as-of is "soon": “soon” is not a time'],
      ["claims", { recordedAsOf: 9 }, "--recorded-as-of is 9, but the newest data revision is 1"],
      ["claims", { recordedAsOf: "x" }, "--recorded-as-of must be a data revision or a time"],
      ["tolls", { event: ["nowhere"] }, "--event names no Event"],
      ["tolls", { side: "nobody" }, "--side names no Actor"],
      ["tolls", { asOf: 'a "soon"' }, '--as-of is "a \\"soon\\"": “a "soon"” is not a time'],
      ["tolls", { tags: ["A b"] }, "--tags contains “A b”, which is not a tag"],
    ] as const) {
      const open = async () =>
        name === "tolls"
          ? tollFile(store.store, asked as object)
          : tableFile(store.store, { ...asked, table: name, format: "csv" });
      const refused = await open()
        .then(({ pieces }) => collect(pieces))
        .catch((error: Error) => ofFlags(error.message));
      expect(refused).toContain(message);
    }
  });

  it("writes the tolls of each event, or of those that are named", async () => {
    const all = readTable((await tolls()).out);
    expect(new Set(all.map((row) => row.event_id))).toContain("clashes-september-2022");
    const some = readTable(
      (await tolls("--event", "clashes-september-2020", "--victims", "CIVILIAN", "--side", "azerbaijan")).out,
    );
    expect(some.map((row) => [row.is_whole, row.low, row.high])).toEqual([["true", "10", "12"]]);
    const captured = await tolls("--harm", "CAPTURED", "--rule", "LOWEST", "--include-unreviewed");
    expect({ code: captured.code, rows: readTable(captured.out) }).toEqual({ code: 0, rows: [] });
  });

  it("reads a corpus folder, or a database as it is, also from DATABASE_URL", async () => {
    const ofFolder = await claims("--corpus", corpus.path);
    expect(
      readTable(ofFolder.out)
        .map((row) => row.claim_id)
        .sort(),
    ).toEqual(["five-civilians", "twenty-killed"]);
    const database = join(folder, "small.db");
    await run(["load", corpus.path, "--database", database]);
    expect((await claims("--database", database)).out).toBe(ofFolder.out);
    expect((await run(["export", "reports"], { DATABASE_URL: database })).out).toBe(ofFolder.out);
    expect(
      readTable((await run(["export", "reports", "--corpus", corpus.path], { DATABASE_URL: "x.db" })).out),
    ).toHaveLength(2);
  });

  it("replaces a file only once the new one is complete, with its metadata beside it", async () => {
    const file = join(folder, "whole.csv");
    const link = join(folder, "link.csv");
    await writeFile(file, "what was there before");
    await chmod(file, 0o600);
    await symlink(file, link);
    expect(await claims("--output", link, "--event", "nowhere")).toMatchObject({ code: 1 });
    expect(readFileSync(file, "utf8")).toBe("what was there before");

    expect(await claims("--output", link)).toEqual({ code: 0, out: "", err: "" });
    expect(await readFile(file, "utf8")).toBe((await claims()).out);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const metadata = JSON.parse(readFileSync(`${link}-metadata.json`, "utf8"));
    expect(metadata).toMatchObject({
      url: "link.csv",
      "dc:source": [expect.stringMatching(/^armenia-azerbaijan-clashes 1\.1\.0, SHA-256 [0-9a-f]{64}$/)],
      tableSchema: { primaryKey: "claim_id" },
    });
    const [header] = readCsv(readFileSync(file, "utf8"));
    expect(metadata.tableSchema.columns.map(({ titles }: { titles: string }) => titles)).toEqual(header);
    expect((await readdir(folder)).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("writes into a device, and does not replace it", async () => {
    expect(await claims("--output", "/dev/null")).toEqual({ code: 0, out: "", err: "" });
    expect(existsSync("/dev/null-metadata.json")).toBe(false);
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  it("ends without an error if its reader stops early", async () => {
    // More than fits into the pipe between the two processes at once.
    await using many = await corpusFolder(manyClaims(1500));
    const child = start(["export", "reports", "--corpus", many.path]);
    let err = "";
    child.stderr.on("data", (chunk) => (err += chunk));
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = await once(child, "close");
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it.skipIf(process.platform === "win32")("stops on a signal, and says so", async () => {
    await using many = await corpusFolder(manyClaims(1500));
    const child = start(["export", "reports", "--corpus", many.path]);
    let err = "";
    child.stderr.on("data", (chunk) => (err += chunk));
    // The rest is not read, so that the command has to wait, as it would before a pager.
    await once(child.stdout, "readable");
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    expect({ code, err }).toEqual({ code: 130, err: "Stopped before the export was complete.\n" });
  });

  it("leaves the old file, and nothing half-written, if it is stopped or fails", async () => {
    const stop = new AbortController();
    const file = join(folder, "kept.csv");
    await writeFile(file, "kept");
    async function* pieces(then: () => void) {
      yield "half";
      then();
      yield "whole";
    }
    const stopped = toFiles([{ path: file, pieces: pieces(() => stop.abort(new Error("Stopped."))) }], stop.signal);
    await expect(stopped).rejects.toThrow("Stopped.");
    const fails = pieces(() => {
      throw new Error("Failed.");
    });
    const second = { path: join(folder, "second.csv"), pieces: fails };
    await expect(toFiles([{ path: file, pieces: ["new"] }, second], new AbortController().signal)).rejects.toThrow(
      "Failed.",
    );
    expect(readFileSync(file, "utf8")).toBe("kept");
    expect((await readdir(folder)).filter((name) => /partial|second/.test(name))).toEqual([]);
  });

  it.each([...Object.keys(TABLES), "tolls"])("prints what the columns of %s mean, as in docs/", async (name) => {
    const tables: Readonly<Record<string, Parameters<typeof dictionaryMarkdown>[1]>> = {
      ...Object.fromEntries(Object.entries(TABLES).map(([own, { columns }]) => [own, columns])),
      tolls: TOLL_COLUMNS,
    };
    const columns = tables[name] ?? [];
    const title = Object.entries(TABLES).find(([own]) => own === name)?.[1].title ?? TOLL_TITLE;
    const csv = await run(["export", name, "--dictionary"]);
    expect(readTable(csv.out).map((row) => row.column)).toEqual(columns.map((column) => column.name));
    const markdown = await run(["export", name, "--dictionary", "--format", "markdown"]);
    expect(markdown.out).toBe(dictionaryMarkdown(title, columns));
    const kept = readFileSync(new URL(`../../docs/tables/${name}.md`, import.meta.url), "utf8");
    expect(kept, "Run “npm run codegen”.").toBe(markdown.out);
  });

  it("still knows the table of claims by its name in earlier releases", async () => {
    const { code, out } = await run(["export", "reports", "--corpus", small]);
    expect({ code, ids: readTable(out).map((row) => row.claim_id) }).toEqual({
      code: 0,
      ids: ["twenty-killed", "five-civilians"],
    });
  });

  it("writes a corpus that can be loaded again, as a new folder or an archive", async () => {
    const copy = join(folder, "copy");
    const corpus = (...args: string[]) => run(["export", "corpus", "--corpus", small, ...args]);
    expect(await corpus("--output", copy)).toMatchObject({ code: 0, out: "" });
    expect((await claims("--corpus", join(copy, "small"))).out).toBe((await claims("--corpus", small)).out);
    expect(await corpus("--output", copy)).toMatchObject({
      code: 1,
      err: expect.stringContaining("the folder is not empty"),
    });
    expect(await corpus("--output", join(folder, "copy.tar.gz"))).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "copy.tar.gz")).subarray(0, 2)).toEqual(Buffer.from([0x1f, 0x8b]));
    expect(await corpus("--output", join(folder, "none"), "--only", "other")).toMatchObject({
      code: 1,
      err: expect.stringContaining("is not a corpus of this store; it has small"),
    });
  });

  it("writes other tables and formats, filtered by any field", async () => {
    const civilians = await claims(
      "--corpus",
      small,
      "--format",
      "jsonl",
      "--filter",
      "victims=CIVILIAN",
      "isPart=true",
    );
    expect(
      civilians.out
        .trimEnd()
        .split("\n")
        .map((line) => JSON.parse(line).claim_id),
    ).toEqual(["five-civilians"]);
    const events = await run(["export", "events", "--corpus", small, "--format", "geojson"]);
    expect(JSON.parse(events.out).features).toMatchObject([{ geometry: { coordinates: [20, 10] } }]);
    const actors = await run(["export", "actors", "--corpus", small, "--filter", "kind=STATE", "--after", "northland"]);
    expect(readTable(actors.out).map((row) => row.actor_id)).toEqual(["southland"]);
    const refused = await run(["export", "events", "--corpus", small, "--filter", "kind=STATE"]);
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringContaining("“kind” is not a parameter here; use assertion,"),
    });
  });
});
