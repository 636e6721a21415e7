import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outputOf, startCommand } from "../testing/commandLine.ts";

const TEXT = "The health ministry told Reuters that nine people, including two children, were killed.";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-extract-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function extract(input: string | Buffer, ...args: string[]) {
  const child = startCommand(["extract", ...args], { cwd: folder });
  child.stdin.end(input);
  return outputOf(child);
}

describe("extract", () => {
  it("prints the claims of a text as a table", async () => {
    await writeFile(join(folder, "article.txt"), TEXT);
    const { code, out } = await extract("", "article.txt");
    expect(code).toBe(0);
    const [header, whole, part] = out.split("\n");
    expect(header).toMatch(/^words +figure +of whom +said by +through$/);
    expect(whole).toMatch(
      /^“nine people, including two children, were kill… +9 killed +people +health ministry +Reuters$/,
    );
    expect(part).toMatch(/^“including two children” +2 killed +civilians +health ministry +Reuters$/);
    expect((await extract("Nothing happened.")).out).toBe("No casualty claims were found.\n");
  });

  it("prints them as JSON with their offsets", async () => {
    const { out } = await extract(TEXT, "--json");
    const [whole, part] = JSON.parse(out);
    expect(TEXT.slice(whole.start, whole.end)).toBe("nine people, including two children, were killed");
    expect(part).toMatchObject({ harm: "KILLED", min: 2, max: 2, victims: "CIVILIAN", partOf: whole.id });
  });

  it("reads lines, and prints them in the format of annotated passages", async () => {
    const lines = [
      { id: "a", text: TEXT },
      { id: 7, text: "Dozens were hurt." },
      { id: 8, text: "Several hundred people were hurt." },
    ].map((line) => JSON.stringify(line));
    const { code, out } = await extract(`${lines.join("\n")}\n\n`, "--jsonl");
    expect(code).toBe(0);
    const [first, second, third] = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({
      id: "a",
      claims: [{ id: "c1", attributedTo: "health ministry", via: "Reuters" }, { partOf: "c1" }],
    });
    expect(second).toEqual({
      id: 7,
      claims: [
        expect.objectContaining({
          harm: "WOUNDED",
          count: { min: null, max: null, qualifier: "dozens" },
          span: [0, 16],
        }),
      ],
    });
    expect(third.claims).toMatchObject([{ count: { min: null, max: null, qualifier: "hundreds" } }]);
  });

  it.each([
    ["an empty text", " \n", [], /^standard input is empty/],
    ["bytes that are no text", Buffer.from([80, 75, 3, 4, 0, 0]), [], /^standard input is not a text/],
    ["another encoding", Buffer.from("Neuf personnes tu\u00e9es", "latin1"), [], /^standard input is not in UTF-8/],
    ["lines that are no JSON", '{"id":1,"text":"x"}\nnine', ["--jsonl"], /^standard input, line 2: is not JSON/],
    ["lines without a text", '{"id":1}', ["--jsonl"], /^standard input, line 1: must have/],
  ])("says what is wrong with %s", async (_what, input, args, message) => {
    expect(await extract(input, ...args)).toMatchObject({ code: 1, err: expect.stringMatching(message) });
  });

  it("reads files of lines, and says what is wrong with its arguments", async () => {
    expect(await extract("", "no-such-file.txt")).toMatchObject({
      code: 1,
      err: expect.stringContaining("no-such-file.txt"),
    });
    expect(await extract("", "--jsonl", "no-such-file.jsonl")).toMatchObject({
      code: 1,
      err: expect.stringContaining("no-such-file.jsonl"),
    });
    await writeFile(join(folder, "lines.jsonl"), JSON.stringify({ id: "x", text: TEXT }));
    expect((await extract("", "--jsonl", "lines.jsonl")).out).toMatch(/^\{"id":"x","claims":\[\{/);
    expect(await extract("", "--json", "--jsonl")).toMatchObject({
      code: 2,
      err: expect.stringContaining("cannot be used with"),
    });
  });
});
