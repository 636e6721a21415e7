// End-to-end checks for every runtime. These files need only the package, without Node's modules or a test runner.
import { core, lists, lookUps, ownQueries } from "./answers.mjs";
import { changes } from "./changes.mjs";
import { aborts, errors, limits } from "./failures.mjs";
import { mocks } from "./mocks.mjs";
import { streams } from "./streams.mjs";

/**
 * Runs all checks and throws if one fails.
 * @param {string} origin the origin of `server.ts`
 * @param {(line: string) => void} print receives a line for each check, and finally `ok` with the number of checks
 */
export async function checkAll(origin, print) {
  let count = 0;
  const check = async (what, work) => {
    await work().catch((cause) => {
      throw new Error(`${what}: ${cause?.message ?? cause}`, { cause });
    });
    print(`${++count} ${what}`);
  };
  for (const checks of [lookUps, lists, errors, limits, aborts, ownQueries, core, mocks, streams, changes])
    await checks(check, origin);
  print(`ok ${count}`);
}
