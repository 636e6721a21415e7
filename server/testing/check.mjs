// What `npm test` runs: types, lint, unused code, and all tests on every database that is there.
// Plain JavaScript, so that an old Node can still read the sentence that refuses it.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

if (Number(process.versions.node.split(".")[0]) < 24) {
  console.error(
    `The checks need Node.js 24, and this is ${process.versions.node}. Run them as “npm test” after “npm ci”.`,
  );
  process.exit(1);
}

const results = join(mkdtempSync(join(tmpdir(), "conflict-graph-check-")), "results.json");
const steps = [
  ["Types", "tsc", ["--noEmit"]],
  ["Lint and format", "biome", ["ci", "--colors=off", "."]],
  ["Unused files, exports and dependencies", "knip", ["--no-progress"]],
  [
    "Tests",
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${results}`, ...process.argv.slice(2)],
  ],
];

const failed = [];
for (const [title, command, args] of steps) {
  console.log(`\n== ${title}: ${command} ${args.filter((arg) => !arg.includes("json")).join(" ")}`);
  const { status, error } = spawnSync(join("node_modules", ".bin", command), args, {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (error) console.error(error.message);
  if (status !== 0) failed.push(title);
}

if (existsSync(results)) {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, "utf8"));
  console.log("");
  if (!process.env.TEST_DATABASE_URL) {
    console.log(
      "Not run: the tests on a PostgreSQL server. Name one to run them: TEST_DATABASE_URL=postgres://user@host/database",
    );
  }
  if (numPendingTests > 0)
    console.log(
      "Skipped: the tests that say in their names what they need (Chromium: set CHROMIUM to its path; other runtimes: npm ci --prefix sdk/test/runtimes).",
    );
  console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
}
rmSync(join(results, ".."), { recursive: true });
if (failed.length > 0) {
  console.error(`Failed: ${failed.join("; ")}.`);
  process.exit(1);
}
