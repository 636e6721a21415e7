import { execFile } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CHROMIUM, launchBrowser } from "../../server/testing/browser.ts";
import { serverFor } from "./everywhere/server.ts";
import { projectOf } from "./packed.ts";
import { type SeedService, seedService } from "./seedService.ts";

const run = promisify(execFile);
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The path of a runtime's binary for this platform; undefined if it is not installed. */
function installed(packages: string, binary: string) {
  const cwd = here("runtimes/node_modules");
  const [manifest] = globSync(`${packages}/package.json`, { cwd });
  const [path] = globSync(`${packages}/${binary}{,.exe}`, { cwd });
  if (manifest === undefined || path === undefined) return undefined;
  const { version } = JSON.parse(readFileSync(join(cwd, manifest), "utf8")) as { version: string };
  return { version, binary: join(cwd, path) };
}

const RUNTIMES = [
  { name: "the project's Node.js", found: { version: process.versions.node, binary: process.execPath }, args: [] },
  { name: "Node.js 20", found: installed("node-*", "bin/node"), args: [] },
  // May only connect to this machine: no files, no environment.
  {
    name: "Deno",
    found: installed("@deno/*", "deno"),
    args: ["run", "--allow-net=127.0.0.1", "--no-lock", "--node-modules-dir=manual"],
  },
  { name: "Bun", found: installed("@oven/*", "bin/bun"), args: ["run", "--no-install"] },
].map(({ name, found, args }) => ({
  name: `${name} (${found?.version.replace(/^v/, "") ?? "needs npm ci --prefix sdk/test/runtimes"})`,
  ...{ found, args },
}));

// The tests run in parallel, because they mostly wait. The timeout only catches hangs.
const TOGETHER = { concurrent: true, timeout: 240_000 };

let service: SeedService;
let project: string;

beforeAll(async () => {
  service = await seedService();
  const checks = globSync("*.mjs", { cwd: here("everywhere") });
  const texts = checks.map((file) => [file, readFileSync(here(`everywhere/${file}`), "utf8")]);
  project = await projectOf({ ...Object.fromEntries(texts), "page.html": page() });
});
afterAll(() => service[Symbol.asyncDispose]());

/** Each check prints a line. The last line is the number of checks. */
function expectAll(lines: readonly string[]): void {
  expect(lines.at(-1)).toBe(`ok ${lines.length - 1}`);
  expect(lines.length).toBeGreaterThan(30);
}

describe("every feature of the client works on", TOGETHER, () => {
  for (const { name, found, args } of RUNTIMES) {
    test.skipIf(found === undefined)(name, async () => {
      await using server = await serverFor(service, project);
      const main = join(project, `${name.replaceAll(/\W/g, "-")}.mjs`);
      await writeFile(
        main,
        `import { checkAll } from "./checks.mjs"; await checkAll(${JSON.stringify(server.origin)}, console.log);`,
      );
      const env = { ...process.env, DENO_DIR: join(project, ".deno"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" };
      const options = { cwd: project, env, timeout: TOGETHER.timeout - 5_000 };
      const { stdout, stderr } = await run(found?.binary ?? "", [...args, main], options).catch(
        (error: { stdout: string; stderr: string }) => error,
      );
      expect(stderr).toBe("");
      expectAll(stdout.trim().split("\n"));
    });
  }

  test.skipIf(CHROMIUM === undefined)("Chromium (needs Chromium; set CHROMIUM to its path)", async () => {
    await using server = await serverFor(service, project);
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const [lines, errors]: [string[], string[]] = [[], []];
      page.on("console", (message) => message.type() === "log" && lines.push(message.text()));
      page.on("pageerror", (error) => errors.push(error.message));
      // The origin differs from the service's, as for an app's page.
      await page.goto(`${server.origin.replace("127.0.0.1", "localhost")}/files/page.html`);
      await page.evaluate(`import("./checks.mjs").then(({ checkAll }) => checkAll("${server.origin}", console.log))`);
      expect(errors).toEqual([]);
      expectAll(lines);
    } finally {
      await browser.close();
    }
  });
});

/** A page with an import map for the package's entries. */
function page(): string {
  const manifest = JSON.parse(readFileSync(here("../package.json"), "utf8")) as {
    name: string;
    exports: Record<string, { default?: string }>;
  };
  const entries = Object.entries(manifest.exports).map(([entry, target]) => [
    posix.join(manifest.name, entry),
    posix.join("/files/node_modules", manifest.name, target.default ?? ""),
  ]);
  return `<!doctype html><script type="importmap">${JSON.stringify({ imports: Object.fromEntries(entries) })}</script>`;
}
