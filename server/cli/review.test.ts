import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { outputOf, startCommand } from "../testing/commandLine.ts";

const ARTICLE = `---
title: Shells hit market in Alder Bay
published: 2024-03-05
publisher: The Harbour Times
---

At least nine people were killed and 20 wounded when shells hit a market in Alder Bay on Monday, the health ministry of Northland said.

More than 400 people have been killed since the fighting began in January, according to the ministry.
`;

describe("Claims that wait for review", { timeout: 60_000 }, () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "conflict-graph-review-"));
    await writeFile(join(folder, "alder-bay.md"), ARTICLE);
    const { code, err } = await run("", "ingest", "alder-bay.md");
    expect([code, err]).toEqual([0, ""]);
  });
  afterAll(() => rm(folder, { recursive: true }));
  /** Runs a command with the lines that somebody types. */
  function run(typed: string, command: string, ...args: readonly string[]) {
    const child = startCommand([command, ...args, "--database", "texts.db"], { cwd: folder });
    child.stdin?.end(typed);
    return outputOf(child);
  }
  const review = (typed: string, ...args: readonly string[]) => run(typed, "review", ...args);

  it("are shown in their context, with the reasons for doubt, until the reviewer quits", async () => {
    const { code, out } = await review("what?\nq\n");
    expect(code).toBe(0);
    expect(out).toContain("1 of 3: ");
    expect(out).toMatch(/»At least nine people were killed« and 20 wounded|»More than 400 people have been killed«/);
    expect(out).toContain("Doubt    The claim does not say who the people are");
    expect(out).toContain("Type a, r, s or q, and press Enter.");
    expect(out).toContain("Accepted: 0. Rejected: 0. Waiting: 3.");
  });

  it("are decided on one after another, and the end of the input loses nothing", async () => {
    const { code, out } = await review("s\na\n", "--by", "A. Editor");
    expect(code).toBe(0);
    expect(out).toContain("Accepted: 1. Rejected: 0. Waiting: 2.");
    const { out: rest } = await review("r\n\nr\nMisread.\na\n", "--by", "A. Editor");
    expect(rest).toContain("Enter a reason. It is shown in the history.");
    expect(rest).toContain("Accepted: 1. Rejected: 1. Waiting: 0.");
    expect((await review("")).out).toContain("No claims are waiting for review.");
  });

  it("end with the tolls of the events", async () => {
    await writeFile(join(folder, "other.md"), ARTICLE.replaceAll("market in Alder Bay", "school in Fern Hill"));
    const { out: ingested } = await run("", "ingest", "other.md");
    const id = /shells-hit-school\S+(?=:)/.exec(ingested)?.[0] ?? "";
    const { out } = await review("a\na\na\n", "--article", id);
    expect(out).toContain("Accepted: 3. Rejected: 0. Waiting: 0.");
    expect(out).toContain(`Casualties reported in Fern Hill, 5 March 2024 (${id}-event)`);
    expect(out).toContain("  Killed: at least 9 killed, according to health ministry of Northland");
    expect(out).toContain(`from a report of 5 March 2024 (${id}-longer)\n  Killed: more than 400 killed`);
  });

  it("fail to be listed if the article does not exist", async () => {
    const { code, err } = await review("", "--article", "nothing");
    expect(code).toBe(1);
    expect(err).toContain("The database has no article with the id “nothing”.");
  });
});
