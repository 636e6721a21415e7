import { spawnSync } from "node:child_process";
import { join } from "node:path";

/**
 * Runs commands of node_modules/.bin one after the other, even if a command fails.
 * @param {readonly (readonly [title: string, command: string, args: readonly string[]])[]} steps
 * @returns {string[]} the titles of the steps that failed
 */
export function runSteps(steps, env = process.env) {
  return steps.flatMap(([title, command, args]) => {
    console.log(`\n== ${title}: ${command} ${args.filter((arg) => !arg.includes("json")).join(" ")}`);
    const { status, error } = spawnSync(join("node_modules", ".bin", command), args, {
      stdio: "inherit",
      shell: process.platform === "win32",
      env,
    });
    if (error) console.error(error.message);
    return status === 0 ? [] : [title];
  });
}

export function exitIfFailed(failed) {
  if (failed.length === 0) return;
  console.error(`Failed: ${failed.join("; ")}.`);
  process.exit(1);
}
