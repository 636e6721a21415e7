// The client from end to end, for every runtime: these files need none of Node's modules, no test runner, and the package alone.
import { core, lists, lookUps, ownQueries } from "./answers.mjs";
import { changes } from "./changes.mjs";
import { aborts, errors, limits } from "./failures.mjs";
import { mocks } from "./mocks.mjs";
import { streams } from "./streams.mjs";

/**
 * Goes through everything; throws where something is not as it should be.
 * @param {string} origin where `server.ts` listens
 * @param {(line: string) => void} print is given a line for each check, and `ok` with their number
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
