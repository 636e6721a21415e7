import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FORMAT_NAMES } from "../export/formats.ts";
import { exportInThreads } from "../http/exports/exporter.ts";
import { openStore, type Store } from "../store/db/database.ts";
import { migrate } from "../store/db/migrate.ts";
import { newestRevision } from "../store/read/asOfRevision.ts";
import { writeCorpus } from "../store/write/writeFolder.ts";
import nameSchemas, { newPostgresSchema } from "../testing/dialects.ts";
import { generateCorpus } from "./corpus.ts";

// Measures exports of invented claims, each in a thread of its own, as the service makes them: `npm run bench:exports`. Meanwhile, a
// light query over another connection measures how long other readers wait. It only reports: slowness is not a failure.

const { values: options } = parseArgs({ options: { claims: { type: "string" }, runs: { type: "string" } } });
const EVENTS = 200;
const claims = Number(options.claims ?? 100_000);
const runs = Number(options.runs ?? 3);

const size = {
  events: Object.fromEntries(Array.from({ length: EVENTS }, (_, at) => [`event-${at}`, Math.ceil(claims / EVENTS)])),
  articles: 2000,
  parties: 20,
  claimants: 200,
  places: 50,
};

async function measure(name: string, databaseUrl: string): Promise<void> {
  await using store = await openStore(databaseUrl);
  await migrate(store);
  await writeCorpus(store, generateCorpus(size));
  const exporter = exportInThreads({ databaseUrl, statementLimit: 60_000 });
  for (const format of FORMAT_NAMES)
    for (const encoding of format === "parquet" ? [null] : [null, "gzip" as const]) {
      let [best, cpu, bytes, memory, wait] = [Infinity, Infinity, 0, 0, 0];
      const before = process.memoryUsage.rss();
      for (let run = 0; run < runs; run++) {
        const readers = lightReaders(store);
        const [start, cpuStart] = [performance.now(), process.cpuUsage()];
        const { body } = await exporter({ asked: { table: "claims", format }, encoding }, new AbortController().signal);
        bytes = 0;
        for await (const slice of body) {
          bytes += slice.length;
          memory = Math.max(memory, process.memoryUsage.rss());
        }
        best = Math.min(best, performance.now() - start);
        const { user, system } = process.cpuUsage(cpuStart);
        cpu = Math.min(cpu, (user + system) / 1000);
        wait = Math.max(wait, await readers.stop());
      }
      const rate = (milliseconds: number) => Math.round((claims / milliseconds) * 1000).toLocaleString("en");
      console.log(
        `${name}, ${format}${encoding ? `, ${encoding}` : ""}: ${rate(best)} claims/s, ${rate(cpu)} per second of processor time, ${Math.round(bytes / 1e6)} MB; memory grew by at most ${Math.max(0, Math.round((memory - before) / 1e6))} MB; light readers waited at most ${Math.round(wait)} ms`,
      );
    }
}

/** Reads a little every 20 ms, as another client would. `stop` returns the longest wait in milliseconds. */
function lightReaders(store: Store) {
  let isOver = false;
  const longest = (async () => {
    let most = 0;
    while (!isOver) {
      const start = performance.now();
      await newestRevision(store);
      await new Promise((resolve) => setTimeout(resolve, 20));
      most = Math.max(most, performance.now() - start - 20);
    }
    return most;
  })();
  return {
    stop() {
      isOver = true;
      return longest;
    },
  };
}

const folder = await mkdtemp(join(tmpdir(), "conflict-graph-exports-"));
await measure("SQLite", join(folder, "store.db")).finally(() => rm(folder, { recursive: true }));
if (process.env.TEST_DATABASE_URL) {
  const dropSchemas = nameSchemas();
  await measure("PostgreSQL", await newPostgresSchema()).finally(() => dropSchemas?.());
}
