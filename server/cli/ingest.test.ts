import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outputOf, startCommand } from "../testing/commandLine.ts";
import { corpusFolder, type Folder, SMALL_CORPUS } from "../testing/testApp.ts";

const SENTENCES = [
  "At least 40 people were killed in the flood of the valley on Monday, the Valley Observatory said in a report.",
  "The road to the valley was closed for the whole day, and the bridge at its end has been gone since the spring.",
  "Helpers brought water and bread to the houses on the hill, where many had spent the night in the open.",
  "Another 25 people were wounded when a wall of the old mill came down on the people who had fled there.",
];
const FILES = {
  "first.txt": `A wall falls in the valley\n\n${SENTENCES.join(" ")}`,
  "copy.html": `<html lang="en"><head><title>Mill wall kills many</title><meta property="article:published_time" content="2021-06-09"></head><body><article><h1>Mill wall kills many</h1>${SENTENCES.map((sentence) => `<p>${sentence}</p>`).join("")}<p>Our reporters are on their way to the valley, and will tell more in the evening.</p></article></body></html>`,
  "lines.jsonl": `${JSON.stringify({ title: "Shots at a gate", text: "Two guards were killed at the gate of the town on Tuesday, police said.", date: "2021-06-10" })}\nnot JSON\n`,
  // The same article again, and one with a figure that cannot be stored.
  "first-again.txt": `A wall falls in the valley\n\n${SENTENCES.join(" ")}`,
  "many.txt":
    "Numbers in the north\n\nAt least 99999999999 soldiers were killed, and six guards were wounded, police said.",
  "french.txt":
    "Le ministère a dit que douze soldats ont été tués dans les combats de dimanche près de la ville, selon un porte-parole du gouvernement.",
  "picture.png": "\u0000",
};

// Each command starts a process, which takes long on a busy machine.
describe("Texts from the command line", { timeout: 120_000 }, () => {
  let folder: string;
  let texts: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conflict-graph-ingest-"));
    texts = join(folder, "texts");
    await mkdir(texts);
    for (const [name, text] of Object.entries(FILES)) await writeFile(join(texts, name), text);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const run = (...args: string[]) => outputOf(startCommand(args, { cwd: folder }));
  const ingest = (...args: string[]) => run("ingest", ...args, "--database", "texts.db");

  it("are ingested from files of all kinds; what cannot be read is skipped with the reason", async () => {
    const { code, out, err } = await ingest("texts", "nowhere");
    expect(code).toBe(0);
    expect(out).toMatch(/first-again\.txt: a-wall-falls-in-the-valley-[0-9a-f]{8}: 2 claims/);
    expect(out).toMatch(/lines\.jsonl, line 1: shots-at-a-gate-[0-9a-f]{8}: 1 claim\./);
    expect(out).toMatch(/a copy of mill-wall-kills-many-[0-9a-f]{8}, with \d+% of its wording, such as “/);
    expect(out).toMatch(/Imported 4 articles with 7 claims to review\. Already in the database: 1\. Skipped: 3\./);
    expect(err).toMatch(/french\.txt does not look like English/);
    expect(err).toMatch(/lines\.jsonl, line 2/);
    expect(err).toMatch(/nowhere cannot be read/);

    const again = await ingest("texts");
    expect(again.out).toMatch(/Imported 0 articles with 0 claims to review\. Already in the database: 5/);
  });

  it("are ingested as far as a stopped command came, each article completely, and the rest by the next one", async () => {
    const articles = Array.from({ length: 600 }, (_, at) => ({
      title: `Report ${at}`,
      text: `At least ${at + 10} people were killed on Monday, the Valley Observatory said.`,
    }));
    await writeFile(join(folder, "many.jsonl"), articles.map((article) => JSON.stringify(article)).join("\n"));
    const args = ["ingest", "many.jsonl", "--database", "stopped.db"];
    const child = startCommand(args, { cwd: folder });
    child.stdout.once("data", () => child.kill("SIGINT"));
    const { code, out, err } = await outputOf(child);
    expect([code, err]).toEqual([130, expect.stringContaining("Stopped between two articles.")]);
    const done = out.split("\n").filter((line) => line.includes(": 1 claim")).length;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(600);
    expect((await run(...args)).out).toContain(
      `Imported ${600 - done} articles with ${600 - done} claims to review. Already in the database: ${done}.`,
    );
  });

  it("are not ingested if none can be read", async () => {
    const { code, err } = await ingest(join("texts", "french.txt"));
    expect([code, err]).toEqual([1, expect.stringContaining("No articles were imported.")]);
  });

  it("are written into a corpus folder, which is valid then, and never over what is there", async () => {
    await using corpus: Folder = await corpusFolder(SMALL_CORPUS);
    const draft = () => run("draft", join("texts", "first.txt"), "--into", corpus.path);
    const { code, out } = await draft();
    expect([code, out]).toEqual([0, expect.stringMatching(/^Wrote .*\.md and .*\.yaml: 2 claims to check\.\n$/)]);
    const [records = ""] = (await readdir(join(corpus.path, "records"))).filter((name) => name.startsWith("a-wall"));
    expect(await readFile(join(corpus.path, "records", records), "utf8")).toContain("review: EXTRACTED");
    expect((await run("validate", corpus.path)).out).toMatch(/is valid: .* 2 articles/);
    expect(await draft()).toMatchObject({ code: 1, err: expect.stringContaining("is in the folder already") });
  });
});
