import { execFile, spawn, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ERROR_MEANINGS } from "../http/errors/errorCodes.ts";
import { readExamples } from "../http/pages/examples.ts";
import type { Answer } from "./answer.ts";
import { LAUNCHER } from "./commandLine.ts";
import { brokenLinks, brokenPaths, codeBlocks, guide, guides, manuals } from "./guides.ts";
import { serviceOver } from "./service.ts";
import { corpusFolder, SMALL_CORPUS, type TestApp, testApp } from "./testApp.ts";

const ROOT = new URL("../..", import.meta.url);
const blocks = (language: string) => codeBlocks(guides).filter((block) => block.language === language);
const theBlock = (language: string) => {
  const [block] = blocks(language);
  if (!block) throw new Error(`The guides have no example in ${language}.`);
  return block;
};

let app: TestApp;
beforeAll(async () => {
  app = await testApp("SQLite");
});
afterAll(() => app[Symbol.asyncDispose]());

describe("The README and its guides", () => {
  it("have no broken links", () => {
    expect(brokenLinks()).toEqual([]);
  });

  it("name no file of the project that does not exist", () => {
    expect(brokenPaths()).toEqual([]);
  });

  it("name no npm script that does not exist", () => {
    const { scripts } = JSON.parse(guide("package.json"));
    const named = [...manuals.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, script = ""]) => script);
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });

  const commands = codeBlocks(manuals)
    .filter(({ language }) => language === "sh")
    .flatMap(({ code }) => [...code.matchAll(/^npm (start|run (?:-s )?cli) -- ([^>\n]*)/gm)])
    .map(([, script, args = ""]) => (script === "start" ? `serve ${args}` : args).trim());
  it.each(commands)("name a command and flags that exist: %s", async (command) => {
    const [args = ""] = /^[^-]*/.exec(command) ?? [];
    const { stdout } = await promisify(execFile)(process.execPath, [LAUNCHER, ...args.split(" "), "--help"]);
    const flags = command.match(/(?<= )--[\w-]+/g) ?? [];
    expect(flags.filter((flag) => !new RegExp(`${flag}[ ,\n]`).test(stdout))).toEqual([]);
  });

  it.each(blocks("graphql").map(({ code, output }, at) => [at + 1, code, output] as const))(
    "shows the answer that its query gives: %i",
    async (_number, query, output) => {
      const answer = JSON.parse(output ?? "null");
      if (!query.startsWith("mutation")) return expect(await app.query(query)).toEqual(answer);
      await using own = await testApp("SQLite");
      const key = await own.key("A. Editor", "ingest", "review", "admin");
      expect(await own.query(query, {}, key)).toEqual(answer);
    },
  );

  it("shows the real output of its program", async () => {
    await using service = await serviceOver(app.store);
    const folder = await mkdtemp(join(tmpdir(), "conflict-graph-readme-"));
    const sdk = fileURLToPath(new URL("sdk/src/index.ts", ROOT));
    const { code, output } = theBlock("ts");
    const program = code.replace("@conflict-graph/sdk", sdk).replace("http://localhost:4000", service.url);
    await writeFile(join(folder, "program.mts"), program);
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, "program.mts")]);
    expect(stdout).toBe(output);
    await rm(folder, { recursive: true });
  });

  it.skipIf(spawnSync("curl", ["--version"]).status !== 0)(
    "shows the real output of curl for a stream (needs curl)",
    async () => {
      await using service = await serviceOver(app.store);
      const { code = "", output } = blocks("sh").find(({ code }) => code.startsWith("curl -N")) ?? {};
      // Only curl itself can be told to end: a shell around curl would leave curl behind.
      const curl = spawn("sh", ["-c", `exec ${code.replace("http://localhost:4000", service.url)}`]);
      const shown = output ?? "";
      let printed = "";
      for await (const chunk of curl.stdout) {
        printed += chunk;
        if (printed.replaceAll(/^:\n\n/gm, "").length >= shown.length) break;
      }
      curl.kill();
      expect(printed.replaceAll(/^:\n\n/gm, "").trim()).toBe(shown.trim());
    },
  );
});

it("The guide to errors lists every code with its meaning", () => {
  const listed = [...guide("docs/errors.md").matchAll(/^\| `([A-Z_]+)` \| (.*) \|$/gm)].map(([, code, meaning]) => [
    code,
    meaning,
  ]);
  expect(listed).toEqual(Object.entries(ERROR_MEANINGS));
});

describe("The guide to CSV", () => {
  const hasPython = spawnSync("python3", ["--version"]).status === 0;

  it.skipIf(!hasPython)("gives the shown output in Python (needs python3)", async () => {
    const folder = await mkdtemp(join(tmpdir(), "conflict-graph-readme-"));
    const [, command = ""] = /npm run -s cli -- (export claims .*)/.exec(guide("docs/exporting.md")) ?? [];
    const run = promisify(execFile);
    await run(process.execPath, [LAUNCHER, ...command.split(" ")], { cwd: folder });
    const { code, output } = theBlock("python");
    const { stdout } = await run("python3", ["-c", code], { cwd: folder });
    expect(stdout).toBe(output);
    await rm(folder, { recursive: true });
  });

  for (const [program, file] of [
    ["python3", "claims.py"],
    ["Rscript", "claims.R"],
  ] as const)
    it.skipIf(spawnSync(program, ["--version"]).status !== 0)(
      `has a program that reads claims from a service: ${file} (needs ${program})`,
      async () => {
        await using seeds = await testApp("SQLite");
        await using service = await serviceOver(seeds.store);
        const path = fileURLToPath(new URL(`docs/examples/${file}`, ROOT));
        const { stdout } = await promisify(execFile)(program, [path, service.url]);
        expect(stdout).toContain("Agence France-Presse | at least 95 | CC-BY-4.0\n");
        expect(stdout).toContain("Nobody named | at least 95 | CC-BY-4.0\n");
      },
    );
});

describe("Each GraphiQL example about the seeds works, and its explanation is true:", () => {
  type Named = { name: string } | null;
  type Claim = { count: { label: string } };
  const labelsOf = (figures: readonly { label: string }[]) => figures.map(({ label }) => label);
  const labels = (claims: readonly Claim[]) => claims.map(({ count }) => count.label);

  /** Checks that the answers contain what the explanations and the start page say. */
  const TRUE: Readonly<Record<string, (data: Answer["data"]) => void>> = {
    "what-makes-the-95": ({ event: { toll } }) => {
      type Cell = { kind: string; label: string; isSummed: boolean; subject: { label: string }; reports: Claim[] };
      const summed = (toll.breakdown.cells as Cell[]).filter(({ isSummed }) => isSummed);
      expect(summed.map(({ label, subject }) => [label, subject.label])).toEqual([
        ["9", "civilians in Azerbaijan"],
        ["2", "civilians (side: Armenian side (not told apart))"],
        ["84", "members of the military (side: Nagorno-Karabakh authorities)"],
      ]);
      expect(toll.breakdown.label).toMatch(/sum to 95, all of the claimed total of 95/);
      const without = (toll.breakdown.cells as Cell[]).filter(({ kind }) => kind === "NO_CLAIM");
      expect(without.map(({ subject }) => subject.label)).toContain("members of the military (side: Azerbaijan)");
    },
    "who-denies-what": ({ casualtyReports, events }) => {
      const [jet] = casualtyReports.nodes;
      expect(
        jet.denials.map(({ matter, deniedBy }: { matter: string; deniedBy: { party: Named } }) => [
          matter,
          deniedBy.party?.name,
        ]),
      ).toEqual([
        ["RESPONSIBILITY", "Azerbaijan"],
        ["RESPONSIBILITY", "Turkey"],
      ]);
      expect(
        events.nodes.flatMap(({ denials }: { denials: { matter: string }[] }) => denials.map(({ matter }) => matter)),
      ).toContain("OCCURRENCE");
    },
    "10-11-and-12-civilians": ({ everybody, ofAzerbaijan, compareReports }) => {
      expect(everybody.label).toMatch(/^at least 11 killed/);
      expect(ofAzerbaijan.label).toMatch(/^10 to 12 killed, according to Azerbaijan/);
      expect(ofAzerbaijan.latest.report).toBeNull();
      expect(compareReports.map(({ relation }: { relation: string }) => relation)).toEqual([
        "OTHER_SIDE",
        "UNKNOWN",
        "OTHER_SIDE",
      ]);
    },
    "who-said-what-by-when": ({ event }) => {
      const { sunday, monday, tuesday, tollTimeline } = event;
      expect(sunday.label).toMatch(/^at least 24 killed, according to reports/);
      expect(monday.label).toMatch(/^at least 95 killed, according to 2 articles/);
      expect(tuesday.label).toMatch(/^at least 95 killed, according to Agence France-Presse and 2 articles/);
      expect(labelsOf(tollTimeline.steps)).toEqual(["at least 24", "at least 95", "at least 95"]);
    },
    "one-territory-in-whose-words": ({ place }) => {
      expect(place.ownWords.nodes.map(({ words }: { words: string }) => words).join()).toMatch(/breakaway/);
      expect(place.quotedWords.nodes.length).toBeGreaterThan(0);
    },
    "who-carries-which-figure": ({ event }) => {
      type Figure = { label: string; carriedBy: unknown[]; missingFrom: { isEarlier: boolean }[] };
      const figures = event.carriedFigures as Figure[];
      expect(figures.every(({ carriedBy, missingFrom }) => carriedBy.length + missingFrom.length === 4)).toBe(true);
      expect(
        figures.find(({ label }) => label === "at least 11")?.missingFrom.map(({ isEarlier }) => isEarlier),
      ).toEqual([false, true, true]);
    },
    "how-many-of-what-by-whom": ({ casualtyReports: { facets } }) => {
      for (const { totalCount, bucketCount, withoutValueCount, buckets } of facets) {
        expect(totalCount).toBe(34);
        expect(buckets.length).toBe(Math.min(bucketCount, 10));
        const counted = buckets.reduce((sum: number, { count }: { count: number }) => sum + count, withoutValueCount);
        if (bucketCount <= 10) expect(counted).toBe(totalCount);
      }
    },
    "two-figures-of-2022": ({ event, compareReports }) => {
      expect(labels(event.casualtyReports.nodes)).toEqual(["105", "at least 100"]);
      expect(compareReports).toMatchObject([{ relation: "OTHER_MEASURE" }]);
      expect(event.toll).toMatchObject({
        label: expect.stringMatching(/^105 killed, according to Nikol Pashinyan/),
        leftOut: [{ reason: "OTHER_MEASURE", report: { slug: "azerbaijan-100-bodies-offered" } }],
      });
    },
  };

  it.each(readExamples("seeds"))("$name", async ({ name, query, title, explanation }) => {
    const { data, errors } = await app.query(query);
    expect(errors).toBeUndefined();
    expect(title.length * explanation.length).toBeGreaterThan(0);
    expect(Object.keys(TRUE)).toContain(name);
    TRUE[name]?.(data);
  });
});

describe("Each GraphiQL example for any corpus works:", () => {
  it.each(readExamples("any"))("$name", async ({ query, title, explanation }) => {
    const { data, errors } = await app.query(query);
    expect(errors).toBeUndefined();
    const lists = Object.values<{ nodes?: unknown[]; facets?: unknown[] }>(data);
    expect(lists.every(({ nodes, facets }) => (nodes ?? facets ?? []).length > 0)).toBe(true);
    expect(title.length * explanation.length).toBeGreaterThan(0);
  });

  it("and the start page asks nothing about the seeds", async () => {
    await using folder = await corpusFolder(SMALL_CORPUS);
    await using other = await testApp("SQLite", folder.path);
    const page = await (await other.fetch("/")).text();
    expect(page).toContain("A small corpus");
    expect(page).toContain("Who claims what");
    expect(page).not.toContain("Which figures sum to 95");
  });
});
