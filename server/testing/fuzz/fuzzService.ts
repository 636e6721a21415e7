import { fileURLToPath } from "node:url";
import { SEEDS } from "../../config/config.ts";
import { ask } from "../faults/ask.ts";
import { prepareStore } from "../faults/killing.ts";
import { startService } from "../faults/process.ts";
import { fuzz, memoryOf, type Outcome } from "./fuzz.ts";

interface Settings {
  readonly databaseUrl: string;
  readonly seed: number;
  readonly requests: number;
  readonly from?: number;
  readonly onProgress?: (done: number) => void;
}

interface FuzzResult extends Outcome {
  /** A report of memory use. */
  readonly memory: string;
  /** Unexpected lines of the service's log. */
  readonly log: readonly string[];
}

/** No rate limits, which this many requests would exceed. */
const NO_RATE_LIMITS = {
  LIMIT_CONCURRENT: "1000",
  LIMIT_STREAMS: "1000",
  LIMIT_COST_PER_MINUTE: "2000000000",
  LOG_LEVEL: "warn",
};

/**
 * The number of requests that fill the caches: parsed documents, prepared statements, texts by hash, and memory that
 * the allocator does not return after a peak.
 */
const WARM_UP = 10_000;
/** The limits for the growth of the live heap and of the whole process after the warm-up, in bytes. */
const MAX_HEAP_GROWTH = 24 * 2 ** 20;
const MAX_RSS_GROWTH = 64 * 2 ** 20;

/** Starts a service with the seeds, sends it random requests, and checks its log and memory. */
export async function fuzzService({
  databaseUrl,
  seed,
  requests,
  from = 0,
  onProgress,
}: Settings): Promise<FuzzResult> {
  const token = await prepareStore(databaseUrl, SEEDS);
  const memory = fileURLToPath(new URL("memory.mjs", import.meta.url));
  await using service = await startService({
    databaseUrl,
    env: NO_RATE_LIMITS,
    command: [process.execPath, "--expose-gc", "--max-semi-space-size=4", "--import", memory],
  });
  const first = Math.min(WARM_UP, requests);
  const warm = await fuzz({ service, token, seed, requests: first, from, ...(onProgress && { onProgress }) });
  const before = await memoryOf(service);
  const rest = await fuzz({
    service,
    token,
    seed,
    requests: requests - first,
    from: from + first,
    ...(onProgress && { onProgress: (done: number) => onProgress(first + done) }),
  });
  const after = await memoryOf(service);

  const faults = [...warm.faults, ...rest.faults];
  const log = service.log().split("\n").filter(isUnexpected);
  const { status, data } = await ask(service.url, "{ dataRevision }");
  if (status !== 200 || !data.dataRevision) log.push(`At the end, an ordinary query was answered with ${status}.`);
  if (requests > WARM_UP) {
    if (after.heapUsed - before.heapUsed > MAX_HEAP_GROWTH)
      log.push(`The heap grew by ${megabytes(after.heapUsed - before.heapUsed)}.`);
    if (after.rss - before.rss > MAX_RSS_GROWTH) log.push(`The process grew by ${megabytes(after.rss - before.rss)}.`);
  }
  const code = await service.stop();
  if (code !== 0) log.push(`The service ended with ${code}.`);
  const shown = ({ heapUsed, rss, external }: typeof after) =>
    `heap ${megabytes(heapUsed)}, outside the heap ${megabytes(external)}, process ${megabytes(rss)}`;
  return {
    faults,
    statuses: addStatuses(warm.statuses, rest.statuses),
    memory: `Memory after garbage collection, after ${first} requests: ${shown(before)}; after ${requests}: ${shown(after)}.`,
    log,
  };
}

const megabytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

/** Whether a line of a service's log says that something failed. */
export const isUnexpected = (line: string): boolean =>
  line !== "" && !line.startsWith('{"memory"') && /"level":[56]0|unhandled|uncaught|Warning| {4}at /i.test(line);

function addStatuses(one: Outcome["statuses"], other: Outcome["statuses"]): Outcome["statuses"] {
  const all = new Map<string, Map<number, number>>();
  for (const [kind, counts] of [...one, ...other]) {
    const of = all.get(kind) ?? new Map<number, number>();
    for (const [status, count] of counts) of.set(status, (of.get(status) ?? 0) + count);
    all.set(kind, of);
  }
  return all;
}
