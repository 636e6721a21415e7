// Compares the service with others of its kind on the same data: npm run bench. See CONTRIBUTING.md.
import { deepStrictEqual } from "node:assert";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sql } from "kysely";
import { openStore } from "../../store/db/database.ts";
import { migrate } from "../../store/db/migrate.ts";
import { writeCorpus } from "../../store/write/writeFolder.ts";
import nameSchemas, { newPostgresSchema } from "../../testing/dialects.ts";
import { generateCorpus } from "../corpus.ts";
import { PEERS, type Peer, startPeer } from "./peer.ts";
import { WORKS, type Work } from "./works.ts";

const { values: options } = parseArgs({
  options: {
    claims: { type: "string", default: "100000" },
    rounds: { type: "string", default: "7" },
    requests: { type: "string", default: "150" },
    only: { type: "string", default: "" },
    database: { type: "string", multiple: true, default: [] },
  },
});
const [claims, rounds, requests] = [options.claims, options.rounds, options.requests].map(Number) as [
  number,
  number,
  number,
];
const works = WORKS.filter(({ name }) => name.includes(options.only));

if (!existsSync(new URL("./node_modules", import.meta.url))) {
  console.error("The other servers are not installed. Run: npm ci --prefix server/benchmarks/peers");
  process.exit(1);
}

/** Events of 50 claims each, and five claims for each article. */
const CORPUS = {
  events: Object.fromEntries(
    Array.from({ length: claims / 50 }, (_, at) => [`event-${String(at).padStart(5, "0")}`, 50]),
  ),
  articles: claims / 5,
  parties: 40,
  claimants: 400,
  places: 200,
};

async function fill(url: string): Promise<void> {
  console.error(`Writing ${claims} claims to ${url.startsWith("postgres") ? "PostgreSQL" : "SQLite"} …`);
  await using store = await openStore(url);
  await migrate(store);
  await writeCorpus(store, generateCorpus(CORPUS));
  if (store.dialect === "postgres") await sql`vacuum analyze`.execute(store.db);
}

interface Measured {
  /** Processor time per request, in milliseconds: the median of the rounds. */
  readonly cpu: number;
  /** Latency of one request after another, in milliseconds. */
  readonly p50: number;
  readonly p99: number;
  /** Requests per second over eight connections. */
  readonly rate: number;
}

const quantile = (numbers: readonly number[], share: number): number =>
  numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ?? 0;

/** Asks each server the same, and compares the data with that of the first. */
async function compare(work: Work, peers: readonly Peer[]): Promise<void> {
  let expected: unknown;
  for (const { definition, ask } of peers) {
    const { body } = await ask(work.queries[definition.queries] ?? "");
    const { data, errors } = JSON.parse(body);
    if (errors) throw new Error(`${definition.name}, ${work.name}: ${errors[0].message}`);
    const found = work.plain(data as never);
    expected ??= found;
    deepStrictEqual(found, expected, `${definition.name} has other data: ${work.name}`);
  }
}

async function measure(work: Work, peers: readonly Peer[]): Promise<Map<Peer, Measured>> {
  const asks = new Map<Peer, () => Promise<unknown>>();
  for (const peer of peers) {
    const query = work.queries[peer.definition.queries] ?? "";
    const isKept = work.unchanged && peer.definition.cacheMegabytes;
    const { etag } = isKept ? await peer.ask(query, "none") : {};
    asks.set(peer, () => peer.ask(query, etag));
  }
  const cpu = new Map<Peer, number[]>(peers.map((peer) => [peer, []]));
  const times = new Map<Peer, number[]>(peers.map((peer) => [peer, []]));
  // The servers take turns, so that all are measured while the machine is equally busy. The first rounds warm up.
  for (let round = -WARM_UP; round < rounds; round++)
    for (const [peer, ask] of asks) {
      const before = await peer.usage();
      for (let at = 0; at < requests; at++) {
        const start = performance.now();
        await ask();
        if (round >= 0) times.get(peer)?.push(performance.now() - start);
      }
      if (round >= 0) cpu.get(peer)?.push(((await peer.usage()).cpu - before.cpu) / requests);
    }
  const measured = new Map<Peer, Measured>();
  for (const [peer, ask] of asks) {
    const took = times.get(peer) ?? [];
    measured.set(peer, {
      cpu: quantile(cpu.get(peer) ?? [], 0.5),
      p50: quantile(took, 0.5),
      p99: quantile(took, 0.99),
      rate: await rateOf(ask),
    });
  }
  return measured;
}

/** How many rounds are not counted, while Node.js still optimises the code. */
const WARM_UP = 5;
const CONNECTIONS = 8;
const RATE_SECONDS = 1;

async function rateOf(ask: () => Promise<unknown>): Promise<number> {
  const until = performance.now() + RATE_SECONDS * 1000;
  let answered = 0;
  const connection = async () => {
    for (; performance.now() < until; answered++) await ask();
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return answered / RATE_SECONDS;
}

function print(work: Work, measured: ReadonlyMap<Peer, Measured>): void {
  const [plain] = measured.values();
  console.log(
    `\n| ${work.name} | CPU ms | × plain | requests/s | p50 ms | p99 ms |\n| --- | --- | --- | --- | --- | --- |`,
  );
  for (const [{ definition }, { cpu, rate, p50, p99 }] of measured) {
    const ratio = cpu / (plain?.cpu ?? cpu);
    console.log(
      `| ${definition.name} | ${cpu.toFixed(2)} | ${ratio.toFixed(2)} | ${rate.toFixed(0)} | ${p50.toFixed(2)} | ${p99.toFixed(2)} |`,
    );
  }
}

async function run(database: string): Promise<void> {
  const isPostgres = database.startsWith("postgres");
  using started = new DisposableStack();
  const peers: Peer[] = [];
  for (const definition of PEERS)
    if (isPostgres || !definition.onlyPostgres) peers.push(started.use(await startPeer(definition, database)));
  console.log(`\n## ${isPostgres ? "PostgreSQL" : "SQLite"}, ${claims} claims`);
  const atRest = new Map<Peer, number>();
  for (const peer of peers) atRest.set(peer, (await peer.usage()).memory);
  for (const work of works) {
    const able = peers.filter(({ definition }) => work.queries[definition.queries] !== undefined);
    await compare(work, able);
    print(work, await measure(work, able));
  }
  console.log("\n| memory | MB at rest | MB afterwards |\n| --- | --- | --- |");
  for (const peer of peers)
    console.log(
      `| ${peer.definition.name} | ${atRest.get(peer)?.toFixed(0)} | ${(await peer.usage()).memory.toFixed(0)} |`,
    );
}

/** Removes the views of PostGraphile. */
async function dropViews(database: string): Promise<void> {
  await using store = await openStore(database);
  await sql`drop schema if exists peer cascade`.execute(store.db);
}

const folder = await mkdtemp(join(tmpdir(), "conflict-graph-benchmark-"));
const dropSchemas = nameSchemas();
try {
  const given = options.database;
  const made = [join(folder, "store.sqlite"), ...(process.env.TEST_DATABASE_URL ? [await newPostgresSchema()] : [])];
  for (const database of given.length > 0 ? given : made) {
    if (given.length === 0) await fill(database);
    await run(database);
    if (database.startsWith("postgres")) await dropViews(database);
  }
  if (given.length === 0 && made.length === 1)
    console.log("\nPostgreSQL was left out: set TEST_DATABASE_URL=postgres://user@host/database to include it.");
} finally {
  await dropSchemas?.();
  await rm(folder, { recursive: true });
}
