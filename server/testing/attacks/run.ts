import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { attackService, startTarget } from "./attackService.ts";
import { ATTACKS } from "./attacks.ts";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "60" },
    recovery: { type: "string", default: "60" },
    addresses: { type: "string", default: "1,3,50" },
    only: { type: "string", default: "" },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) {
  console.log(`Attacks a service with clients that take its memory or its time, such as those that do not read their answers, and
prints how much memory the service needed, and how long another client waited.

  npm run attack -- [options]

  --seconds <number>     how long each attack takes (default: 60)
  --recovery <number>    how many seconds to wait after each attack (default: 60)
  --addresses <numbers>  how many clients attack, each from its own address (default: 1,3,50)
  --only <text>          only the attacks with this text in their name`);
} else {
  const folder = await mkdtemp(join(tmpdir(), "conflict-graph-memory-"));
  const row = (cells: readonly unknown[]) => console.log(`| ${cells.join(" | ")} |`);
  try {
    row([
      "attack",
      "addresses",
      "MB at rest",
      "most MB",
      "MB afterwards",
      "most files",
      "files afterwards",
      "p50 ms",
      "p99 ms",
      "failed",
    ]);
    row(Array(10).fill("---"));
    for (const attack of Object.keys(ATTACKS))
      for (const addresses of attack.includes(values.only) ? values.addresses.split(",").map(Number) : []) {
        await using service = await startTarget(folder);
        const { atRest, most, afterwards, files, p50, p99, failed } = await attackService(service, {
          attack,
          addresses,
          seconds: Number(values.seconds),
          recoverySeconds: Number(values.recovery),
        });
        const figures = [atRest, most, afterwards, files?.most, files?.afterwards, p50, p99];
        row([attack, addresses, ...figures.map((figure) => figure?.toFixed(0) ?? "?"), failed]);
      }
  } finally {
    await rm(folder, { recursive: true });
  }
}
