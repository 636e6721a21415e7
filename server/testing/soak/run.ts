import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { ExpectedError } from "../../domain/errors.ts";
import { onStopSignal } from "../../service/signals.ts";
import { isUnexpected } from "../fuzz/fuzzService.ts";
import { ownDatabase } from "./database.ts";
import { openInspector } from "./inspector.ts";
import { growthText, roundText, tableOf } from "./report.ts";
import { type MeasuredService, prepareDatabase, startMeasured } from "./service.ts";
import { type Round, soak } from "./soak.ts";
import { measureDelivery } from "./subscribers.ts";
import { findFaults, growthOf } from "./verdict.ts";

interface Flags {
  readonly minutes: number;
  readonly database?: string;
  readonly subscribers: number;
  readonly answerCache: number;
  readonly snapshots?: string;
  readonly seed: number;
}

/** In minutes: how long caches may fill. */
const WARM_UP = 2;
/** Heaps and what is outside of them may differ by so much: caches hold other answers, and V8 other compiled code. */
const BOUNDS = { memory: 10_000_000, descriptors: 0, objectsPerRequest: 1 };

const number =
  (least: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === "" || !Number.isInteger(value) || value < least)
      throw new InvalidArgumentError(`Use a whole number from ${least}.`);
    return value;
  };

const program = new Command("npm run soak --")
  .description(
    `Puts a service under mixed load for minutes, and measures after each minute what it holds: memory after garbage
collection, file descriptors, sockets, objects. Fails if it holds more at the end than after minute ${WARM_UP}, if a request
fails, or if the service logs something unexpected. Requires Linux, for other loopback addresses and /proc.`,
  )
  .option("--minutes <number>", "how long to load the service; 0 loads nothing", number(0), 10)
  .option(
    "--database <file or url>",
    "an SQLite file that does not exist yet, or a PostgreSQL database, which gets a temporary schema (default: a temporary SQLite file)",
  )
  .option(
    "--subscribers <number>",
    "before the load, measure how long events take to reach so many subscriptions",
    number(0),
    0,
  )
  .option(
    "--answer-cache <megabytes>",
    "ANSWER_CACHE of the service: a small cache is full before the warm-up ends",
    number(0),
    1,
  )
  .option("--snapshots <folder>", "write a heap snapshot after the warm-up and one at the end, to compare in Chrome")
  .option("--seed <number>", "the same seed makes the same random choices", number(0), Date.now() % 1_000_000)
  .helpOption("-h, --help", "show this help");

async function run({ minutes, database, subscribers, answerCache, snapshots, seed }: Flags): Promise<void> {
  const stop = new AbortController();
  using _ = onStopSignal(() => {
    console.log("Stopping. A second signal ends this program at once.");
    stop.abort();
  });
  await using own = await ownDatabase(database);
  const token = await prepareDatabase(own.url);
  await using service = await startMeasured(own.url, { ANSWER_CACHE: String(answerCache) });
  const shared = { service, token, signal: stop.signal };
  if (subscribers > 0)
    for (const selects of ["position", "record"] as const) {
      const deliveries = await measureDelivery({ ...shared, subscribers, selects, writes: 5 });
      for (const { half, all } of deliveries)
        console.log(
          `An event with its ${selects} reached half of ${subscribers} subscribers ${half.toFixed(0)} ms after the write was answered, and all after ${all.toFixed(0)} ms.`,
        );
    }
  const rounds: Round[] = [];
  if (minutes > 0) console.log(`Seed ${seed}, ${minutes} minutes.`);
  await soak({
    ...shared,
    rounds: Array(minutes).fill({ seconds: 60 }),
    newTexts: 0.2,
    seed,
    async onRound(round) {
      rounds.push(round);
      console.log(roundText(round, `Minute ${rounds.length}`));
      if (snapshots !== undefined && (rounds.length === WARM_UP || rounds.length === minutes))
        await writeSnapshot(service, join(snapshots, `minute-${rounds.length}.heapsnapshot`));
    },
  });
  if (rounds.length > 0) console.log(`\n${tableOf(rounds)}\n`);
  const growth = growthOf(rounds, WARM_UP);
  if (growth) console.log(growthText(growth));
  const log = service.log().split("\n").filter(isUnexpected);
  const code = await service.stop();
  const faults = [
    ...findFaults(rounds, WARM_UP, BOUNDS),
    ...log.slice(0, 20),
    ...(code === 0 ? [] : [`The service ended with ${code}.`]),
  ];
  console.log(faults.length === 0 ? "No faults." : `Faults:\n${faults.join("\n")}`);
  if (faults.length > 0) process.exitCode = 1;
}

async function writeSnapshot({ inspectorUrl }: MeasuredService, file: string): Promise<void> {
  await using inspector = await openInspector(inspectorUrl);
  await inspector.writeSnapshot(file);
}

try {
  await run(program.parse().opts<Flags>());
} catch (error) {
  if (!(error instanceof ExpectedError)) throw error;
  console.error(error.message);
  process.exitCode = error.exitCode;
}
