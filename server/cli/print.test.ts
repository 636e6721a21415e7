import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outputOf, startCommand } from "../testing/commandLine.ts";
import { corpusFolder, SMALL_CORPUS } from "../testing/testApp.ts";

/** Clears the screen, begins a line of its own, and turns the direction of what follows. */
const ODD = "odd\u001b[2J\nrecords.yaml:1: is valid\u202e";
const PRINTED = "odd\\u{1b}[2J\\u{a}records.yaml:1: is valid\\u{202e}";

describe("What the command line prints", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conflict-graph-print-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const run = (...args: string[]) => outputOf(startCommand(args, { cwd: folder }));

  it("names a file of a corpus in one line, and indents a fault of several lines", async () => {
    await using corpus = await corpusFolder({
      ...SMALL_CORPUS,
      [`${ODD}.yaml`]: "unknown: 1\n",
      "more.yaml":
        'actors:\n  - { id: other, name: Other, kind: STATE, aliases: [{ name: A, language: "x\\nb.yaml: fine" }] }\n',
    });
    const { code, err } = await run("validate", corpus.path);
    expect(code).toBe(1);
    expect(err).toContain(`\n${PRINTED}.yaml`);
    expect(err).toContain("“x\n  b.yaml: fine” is not a BCP 47 language tag");
    expect(err.match(/^[a-z]+\.yaml/gm)).toEqual(["more.yaml"]);
  });

  it.each([
    ["a folder that does not exist", ["validate", ODD], 1],
    ["a backup that does not exist", ["restore", ODD], 1],
    ["an output in a folder that does not exist", ["export", "reports", "--output", `${ODD}/x.csv`], 1],
    ["a database in a folder that is a file", ["export", "reports", "--database", `/dev/null/${ODD}`], 1],
    ["a value of a setting", ["serve", "--port", ODD], 2],
    ["the id of a key", ["keys", "revoke", ODD], 1],
  ])("shows the characters of a name that would control the terminal as escapes: %s", async (_what, args, exitCode) => {
    const { code, err } = await run(...args);
    expect([code, err]).toEqual([exitCode, expect.stringContaining(PRINTED)]);
    expect(err).not.toMatch(/(?!\n)\p{Cc}|\u202e|^records\.yaml/mu);
  });

  it("shows them as escapes in what the parser of arguments says too", async () => {
    const { code, err } = await run(ODD);
    expect(code).toBe(2);
    expect(err).not.toMatch(/(?!\n)\p{Cc}|\u202e/u);
  });
});
