// A quick check of what you changed since the branch left main: types, lint, and the nearest tests on SQLite.
// Changes since another commit: npm run test:quick -- HEAD~3
import "./requireNode24.mjs";
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { exitIfFailed, runSteps } from "./runSteps.mjs";

/** More would take longer than a minute. */
const MOST_TESTS = 15;
/** Slow tests of the whole project, which are not near any file. They run only if the tests themselves change. */
const OF_THE_WHOLE = ["server/testing", "server/http/attacks", "server/benchmarks", "sdk/test"];

const git = (...args) => execFileSync("git", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
const lines = (text) => text.split("\n").filter((line) => line !== "");

function branchPoint() {
  for (const main of ["origin/main", "main"]) {
    try {
      return git("merge-base", "HEAD", main);
    } catch {
      // The branch does not exist here.
    }
  }
  return "HEAD";
}

/** Files that differ from the commit, uncommitted and new files included. */
function changedSince(commit) {
  const changed = lines(git("diff", "--name-only", "--no-renames", commit));
  return [...new Set([...changed, ...lines(git("ls-files", "--others", "--exclude-standard"))])].sort();
}

function importsOf(file) {
  const paths = [...readFileSync(file, "utf8").matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)];
  return new Set(paths.map(([, path]) => join(dirname(file), path).replaceAll("\\", "/")));
}

/** The nearest tests first: changed tests, tests in the folder of a changed file, tests that import a changed file. */
function nearestTests(changed, tests) {
  const sources = changed.filter((file) => /\.(ts|mjs|graphql|sql)$/.test(file));
  const folders = new Set(sources.map(dirname));
  const isManual = changed.some((file) => file.endsWith(".md"));
  const distance = (test) => {
    if (changed.includes(test)) return 0;
    if (isManual && test === "server/testing/readme.test.ts") return 1;
    if (OF_THE_WHOLE.some((folder) => test.startsWith(`${folder}/`))) return null;
    if (folders.has(dirname(test))) return 1;
    return sources.some((file) => importsOf(test).has(file)) ? 2 : null;
  };
  return tests
    .map((test) => ({ test, distance: distance(test) }))
    .filter(({ distance }) => distance !== null)
    .sort((a, b) => a.distance - b.distance)
    .map(({ test }) => test);
}

const base = process.argv[2] ?? branchPoint();
const changed = changedSince(base);
const tests = globSync(["server/**/*.test.ts", "sdk/**/*.test.ts"], { exclude: ["**/node_modules/**"] })
  .map((test) => test.replaceAll("\\", "/"))
  .sort();
const near = nearestTests(changed, tests);
const chosen = near.slice(0, MOST_TESTS);
const lintable = changed.filter((file) => existsSync(file));

console.log(`Files changed since ${base.slice(0, 12)}: ${changed.length}.`);
const failed = runSteps(
  [
    ["Types", "tsc", ["--noEmit"]],
    ["Lint and format of what changed", "biome", ["ci", "--colors=off", "--no-errors-on-unmatched", ...lintable]],
    ["The nearest tests", "vitest", ["run", ...chosen]],
  ].filter(([, command]) => (command === "biome" ? lintable : command === "vitest" ? chosen : changed).length > 0),
  { ...process.env, TEST_DIALECTS: "SQLite" },
);

const farther = near.slice(MOST_TESTS);
console.log(`\nRun: ${chosen.length} of ${tests.length} test files, on SQLite.`);
if (farther.length > 0) console.log(`Left out, although near: ${farther.join(", ")}.`);
console.log("Not run: all other tests, other databases, generated files, unused code. “npm test” runs everything.");
exitIfFailed(failed);
