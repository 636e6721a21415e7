// Runs everything that `npm test` checks: types, lint, unused code, and all tests on every database that is available.
import "./requireNode24.mjs";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { exitIfFailed, runSteps } from "./runSteps.mjs";

const results = join(mkdtempSync(join(tmpdir(), "conflict-graph-check-")), "results.json");
const failed = runSteps([
  ["Types", "tsc", ["--noEmit"]],
  ["Lint and format", "biome", ["ci", "--colors=off", "."]],
  ["Unused files, exports and dependencies", "knip", ["--no-progress"]],
  [
    "Tests",
    "vitest",
    ["run", "--reporter=default", "--reporter=json", `--outputFile.json=${results}`, ...process.argv.slice(2)],
  ],
]);

if (existsSync(results)) {
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(results, "utf8"));
  console.log("");
  if (!process.env.TEST_DATABASE_URL) {
    console.log(
      "Not run: the tests on a PostgreSQL server. To run them, set TEST_DATABASE_URL=postgres://user@host/database",
    );
  }
  if (numPendingTests > 0)
    console.log(
      "Skipped: the tests whose names say what they need (Chromium: set CHROMIUM to its path; bibtex: install texlive-binaries; other runtimes: npm ci --prefix sdk/test/runtimes).",
    );
  console.log(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
}
rmSync(join(results, ".."), { recursive: true });
exitIfFailed(failed);
