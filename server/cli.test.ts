import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { corpusFolder, SMALL_CORPUS } from "./testing/testApp.ts";

const LAUNCHER = fileURLToPath(new URL("conflict-graph.mjs", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "conflict-graph-cli-"));
});
afterAll(() => rm(folder, { recursive: true }));

function start(args: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [LAUNCHER, ...args], { cwd: folder, env: { PATH: process.env.PATH ?? "", ...env } });
}

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const child = start(args);
  let [out, err] = ["", ""];
  child.stdout?.on("data", (chunk) => (out += chunk));
  child.stderr?.on("data", (chunk) => (err += chunk));
  const [code] = (await once(child, "close")) as [number];
  return { code, out, err };
}

/** A running service, once it says that it is ready. */
async function serving(
  ...args: string[]
): Promise<{ url: string; stop(): Promise<{ code: number | null; err: string }> }> {
  const child = start(["serve", "--port", "0", ...args]);
  let [out, err] = ["", ""];
  child.stderr?.on("data", (chunk) => (err += chunk));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout?.on("data", (chunk) => {
      out += chunk;
      const found = /http:\/\/\S+?:\d+/.exec(out)?.[0];
      if (found) resolve(found);
    });
    child.once("close", () => reject(new Error(`It ended: ${err}`)));
  });
  return {
    url,
    async stop() {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      const [code] = (await closed) as [number | null];
      return { code, err };
    },
  };
}

async function ask(url: string, query: string) {
  const response = await fetch(`${url}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query }),
  });
  return (await response.json()) as { data: Record<string, never> };
}

describe("The command line", () => {
  it("explains itself, and each of its commands", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    for (const command of ["serve", "load", "validate", "migrate", "schema"]) {
      expect(out).toMatch(new RegExp(`^ {2}${command}\\b`, "m"));
      const help = await run(command, "--help");
      expect(help.code).toBe(0);
      expect(help.out).toContain("Usage: conflict-graph");
    }
  });

  it("tells a wrong command (2) from wrong input (1)", async () => {
    expect(await run("srve")).toMatchObject({ code: 2, err: expect.stringContaining("Did you mean serve?") });
    expect(await run("load")).toMatchObject({
      code: 2,
      err: expect.stringContaining("missing required argument 'folder'"),
    });
    expect(await run("serve", "--port", "x")).toMatchObject({ code: 2, err: expect.stringContaining("--port is “x”") });
    expect(await run("validate", "nowhere")).toMatchObject({
      code: 1,
      err: expect.stringContaining("is not a folder"),
    });
  });

  it("validates the seeds, and names every fault of a broken corpus", async () => {
    expect(await run("validate")).toMatchObject({ code: 0, out: expect.stringMatching(/is in order: .*5 articles/) });
    await using broken = await corpusFolder({
      ...SMALL_CORPUS,
      "records.yaml": SMALL_CORPUS["records.yaml"]
        .replace("harm: KILLED", "harm: DEAD")
        .replace("actor: southland,", "actor: suthland,"),
    });
    const { code, err } = await run("validate", broken.path);
    expect(code).toBe(1);
    expect(err).toMatch(/has \d+ faults/);
    expect(err).toContain("takes one of KILLED");
    expect(err).toContain("did you mean “southland”?");
  });

  it("loads a corpus, says what changed, and leaves nothing of one that is broken", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const database = join(folder, "load.db");
    const load = () => run("load", corpus.path, "--database", database);
    expect(await load()).toMatchObject({
      code: 0,
      out: expect.stringContaining("8 added, 0 revised, 0 withdrawn, 0 unchanged (data revision 1)"),
    });
    expect(await load()).toMatchObject({
      code: 0,
      out: expect.stringContaining("0 added, 0 revised, 0 withdrawn, 8 unchanged (data revision 1)"),
    });
    await corpus.write({ "records.yaml": SMALL_CORPUS["records.yaml"].replace("harm: KILLED", "harm: DEAD") });
    expect(await load()).toMatchObject({ code: 1, err: expect.stringContaining("nothing of it was loaded") });
    await corpus.write({ "records.yaml": SMALL_CORPUS["records.yaml"].replace("name: Southland", "name: South Land") });
    expect(await load()).toMatchObject({
      code: 0,
      out: expect.stringContaining("0 added, 1 revised, 0 withdrawn, 7 unchanged (data revision 2)"),
    });
  });

  it("migrates a database once", async () => {
    const database = join(folder, "migrate.db");
    expect(await run("migrate", "--database", database)).toMatchObject({
      code: 0,
      out: expect.stringContaining("001-records"),
    });
    expect(await run("migrate", "--database", database)).toMatchObject({
      code: 0,
      out: "The database is up to date.\n",
    });
  });

  it("prints the schema", async () => {
    const { code, out } = await run("schema");
    expect(code).toBe(0);
    expect(out).toContain("type CasualtyReport implements Node");
  });

  it("serves another corpus without the seeds, from a database of its own, and stops when asked to", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const service = await serving("--corpus", corpus.path);
    const { data } = await ask(service.url, "{ articles { nodes { slug } } corpora { slug } }");
    expect(data).toEqual({ articles: { nodes: [{ slug: "flood-of-reports" }] }, corpora: [{ slug: "small" }] });
    expect(await service.stop()).toMatchObject({ code: 0 });

    const again = await serving("--no-corpus", "--database", join(folder, "data/small.db"));
    expect((await ask(again.url, "{ articles { totalCount } }")).data).toEqual({ articles: { totalCount: 1 } });
    await again.stop();
  });

  it("does not serve a broken corpus, and says why", async () => {
    await using corpus = await corpusFolder({ ...SMALL_CORPUS, "corpus.yaml": "id: small" });
    const { code, err } = await run("serve", "--corpus", corpus.path, "--port", "0");
    expect(code).toBe(1);
    expect(err).toContain("corpus.yaml");
  });

  it("says that a port is taken", async () => {
    await using corpus = await corpusFolder(SMALL_CORPUS);
    const service = await serving("--corpus", corpus.path);
    const second = await run(
      "serve",
      "--corpus",
      corpus.path,
      "--database",
      ":memory:",
      "--port",
      new URL(service.url).port,
    );
    expect(second).toMatchObject({ code: 1, err: expect.stringContaining("EADDRINUSE") });
    await service.stop();
  });
});
