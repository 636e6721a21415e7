import { parseArgs } from "node:util";
import schemas from "../dialects.ts";
import { createDatabase } from "../faults/databases.ts";
import { fuzzService } from "./fuzzService.ts";

const { values } = parseArgs({
  options: {
    requests: { type: "string", default: "20000" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    from: { type: "string", default: "0" },
    on: { type: "string", default: "SQLite" },
    help: { type: "boolean", short: "h", default: false },
  },
});

if (values.help) {
  console.log(`Sends random requests to a service with the seeds. Fails if an answer is a 5xx, is not a GraphQL answer, has an
undocumented code or does not come; if the service logs something unexpected; or if the service uses too much memory at the end.

  npm run fuzz -- [options]

  --requests <number>  number of requests (default: 20000)
  --seed <number>      the same seed sends the same requests (default: a new one, which is printed)
  --from <number>      number of the first request. To repeat one request: --from 4711 --requests 1 (default: 0)
  --on <database>      SQLite, or PostgreSQL if TEST_DATABASE_URL is set (default: SQLite)`);
} else {
  const [requests, seed, from] = [Number(values.requests), Number(values.seed), Number(values.from)];
  if (values.on !== "SQLite" && values.on !== "PostgreSQL") throw new RangeError("--on must be SQLite or PostgreSQL.");
  console.log(`Seed ${seed}: ${requests} requests on ${values.on}, starting with number ${from}.`);
  const begun = performance.now();
  const report = (done: number) => {
    if (done % 1000 === 0) console.log(`${done} requests, ${Math.round((performance.now() - begun) / 1000)} s`);
  };
  const tidyUp = schemas();
  await using database = await createDatabase(values.on);
  const { faults, statuses, memory, log } = await fuzzService({
    databaseUrl: database.url,
    seed,
    requests,
    from,
    onProgress: report,
  });
  for (const [kind, counts] of [...statuses].sort())
    console.log(
      `${kind.padEnd(16)} ${[...counts]
        .sort(([a], [b]) => a - b)
        .map(([status, count]) => `${status || "closed"}: ${count}`)
        .join(", ")}`,
    );
  console.log(memory);
  if (log.length > 0) console.log(`In the log:\n${log.slice(0, 20).join("\n")}`);
  for (const { number, shot, what } of faults.slice(0, 20))
    console.log(`\nRequest ${number} (${shot.kind}): ${what}\n${JSON.stringify(shot).slice(0, 1500)}`);
  console.log(
    `${faults.length} faults, ${log.length} unexpected lines in the log, ${Math.round((performance.now() - begun) / 1000)} s.`,
  );
  if (faults.length > 0 || log.length > 0) process.exitCode = 1;
  await tidyUp?.();
}
