import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toFiles } from "./output.ts";
import { dictionaryMarkdown } from "./publish/dictionary.ts";
import { tableOf } from "./publish/tables.ts";
import { manyClaims } from "./testing/manyClaims.ts";
import { readCsv, readTable } from "./testing/readCsv.ts";
import { corpusFolder, SMALL_CORPUS } from "./testing/testApp.ts";

const LAUNCHER = fileURLToPath(new URL("conflict-graph.mjs", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-export-"));
});
afterAll(() => rm(folder, { recursive: true }));

const start = (args: readonly string[], env: Record<string, string> = {}) =>
  spawn(process.execPath, [LAUNCHER, ...args], { cwd: folder, env: { PATH: process.env.PATH ?? "", ...env } });

async function run(args: readonly string[], env?: Record<string, string>) {
  const child = start(args, env);
  let [out, err] = ["", ""];
  child.stdout.setEncoding("utf8").on("data", (chunk) => (out += chunk));
  child.stderr.setEncoding("utf8").on("data", (chunk) => (err += chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out, err };
}
const reports = (...args: string[]) => run(["export", "reports", ...args]);

describe("export", () => {
  it("writes the seeds to standard output, and leaves no file behind", async () => {
    const before = await readdir(folder);
    const { code, out, err } = await reports();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(readTable(out)).toHaveLength(34);
    expect(await readdir(folder)).toEqual(before);
  });

  it("takes filters as flags, and several values for each", async () => {
    const { out } = await reports(
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
    expect(readTable((await reports("--attributed-to", "ilham-aliyev")).out)).toHaveLength(1);
    expect(readTable((await reports("--as-of", "2020-09-27")).out)).toHaveLength(1);
    expect(readTable((await reports("--recorded-as-of", "0")).out)).toHaveLength(0);
    expect(readTable((await reports("--stated-from", "2022", "--stated-until", "2022")).out)).toHaveLength(2);
  });

  it("names the flag that is wrong, and writes nothing", async () => {
    for (const [args, code, err] of [
      [["--event", "nowhere"], 1, "--event names no Event: there is none with the slug or id “nowhere”\n"],
      [["--attributed-to", "nobody"], 1, "--attributed-to names no Actor"],
      [["--stated-from", "2020-13"], 1, '--stated-from is "2020-13": “2020-13” has no month 13'],
      [["--as-of", "soon"], 1, "--as-of cannot be read: “soon” is not a time"],
      [["--recorded-as-of", "9"], 1, "--recorded-as-of is 9, and the newest data revision is 1"],
      [["--recorded-as-of", "x"], 1, "--recorded-as-of takes a data revision or a time"],
      [["--harm", "DEAD"], 2, "Allowed choices are KILLED"],
      [["--format", "markdown"], 2, "--format markdown is for --dictionary"],
      [["--database", "a.db", "--corpus", "b"], 2, "cannot be used with option"],
      [["--database", "none.db"], 1, "The database none.db cannot be used: there is no such file"],
      [["--corpus", "none"], 2, "--corpus is “"],
      [["--output", "none/x.csv"], 1, "“none/x.csv” cannot be written: its folder does not exist."],
      [["--output", "."], 1, "“.” cannot be written: it is a folder."],
    ] as const) {
      expect(await reports(...args)).toEqual({ code, out: "", err: expect.stringContaining(err) });
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it("reads a corpus folder, or a database as it is, which a variable can name", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const ofFolder = await reports("--corpus", corpus.path);
    expect(
      readTable(ofFolder.out)
        .map((row) => row.claim_id)
        .sort(),
    ).toEqual(["five-civilians", "twenty-killed"]);
    const database = join(folder, "small.db");
    await run(["load", corpus.path, "--database", database]);
    expect((await reports("--database", database)).out).toBe(ofFolder.out);
    expect((await run(["export", "reports"], { DATABASE_URL: database })).out).toBe(ofFolder.out);
    expect(
      readTable((await run(["export", "reports", "--corpus", corpus.path], { DATABASE_URL: "x.db" })).out),
    ).toHaveLength(2);
  });

  it("puts a file in its place only once it is whole, with its metadata beside it", async () => {
    const file = join(folder, "whole.csv");
    const link = join(folder, "link.csv");
    await writeFile(file, "what was there before");
    await chmod(file, 0o600);
    await symlink(file, link);
    expect(await reports("--output", link, "--event", "nowhere")).toMatchObject({ code: 1 });
    expect(readFileSync(file, "utf8")).toBe("what was there before");

    expect(await reports("--output", link)).toEqual({ code: 0, out: "", err: "" });
    expect(await readFile(file, "utf8")).toBe((await reports()).out);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const metadata = JSON.parse(readFileSync(`${link}-metadata.json`, "utf8"));
    expect(metadata).toMatchObject({
      url: "link.csv",
      "dc:source": [expect.stringMatching(/^armenia-azerbaijan-clashes 1\.0\.0, SHA-256 [0-9a-f]{64}$/)],
      tableSchema: { primaryKey: "claim_id" },
    });
    const [header] = readCsv(readFileSync(file, "utf8"));
    expect(metadata.tableSchema.columns.map(({ titles }: { titles: string }) => titles)).toEqual(header);
    expect((await readdir(folder)).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it.skipIf(process.platform === "win32")("writes to a device as to a device", async () => {
    expect(await reports("--output", "/dev/null")).toEqual({ code: 0, out: "", err: "" });
    expect(existsSync("/dev/null-metadata.json")).toBe(false);
    expect((await stat("/dev/null")).isCharacterDevice()).toBe(true);
  });

  it("does not mind a reader who has read enough", async () => {
    const child = start(["export", "reports"]);
    let err = "";
    child.stderr.on("data", (chunk) => (err += chunk));
    child.stdout.once("data", () => child.stdout.destroy());
    const [code] = await once(child, "close");
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });

  it.skipIf(process.platform === "win32")("stops when it is told to, and says so", async () => {
    await using corpus = await corpusFolder(manyClaims(1500));
    const child = start(["export", "reports", "--corpus", corpus.path]);
    let err = "";
    child.stderr.on("data", (chunk) => (err += chunk));
    // Not read on, so that it has to wait, as before a pager.
    await once(child.stdout, "readable");
    child.kill("SIGINT");
    const [code] = await once(child, "exit");
    expect({ code, err }).toEqual({ code: 130, err: "Stopped before the export was complete.\n" });
  });

  it("leaves what was there, and nothing half-written, when it is stopped or fails", async () => {
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

  it("prints what its columns mean", async () => {
    const csv = await reports("--dictionary");
    expect(readTable(csv.out).map((row) => row.column)).toEqual(tableOf("reports").columns.map(({ name }) => name));
    const markdown = await reports("--dictionary", "--format", "markdown");
    expect(markdown.out).toBe(dictionaryMarkdown(tableOf("reports").title, tableOf("reports").columns));
  });

  it("keeps a fresh data dictionary in the repository", () => {
    const kept = readFileSync(new URL("../docs/reports-csv.md", import.meta.url), "utf8");
    expect(kept, "Run “npm run codegen”.").toBe(
      dictionaryMarkdown(tableOf("reports").title, tableOf("reports").columns),
    );
  });
});
