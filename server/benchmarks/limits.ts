import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import pino from "pino";
import { createApp } from "../http/app.ts";
import { createPool } from "../http/workers/pool.ts";
import { openMigrated } from "../store/db/migrate.ts";
import { isLargeDatabase } from "../store/read/recordCounts.ts";
import { writeCorpus } from "../store/write/writeFolder.ts";
import { workerSetup } from "../testing/service.ts";
import { generateCorpus } from "./corpus.ts";

// Measures how long one client delays other clients: `node server/benchmarks/limits.ts --database /tmp/large.db`. The first
// run creates 100,000 claims in that file. The report says for each request how long the shared main thread was busy.

const { values: options } = parseArgs({ options: { database: { type: "string" } } });
if (!options.database)
  throw new Error("Name the file in which to create the 100,000 claims: --database <SQLite file>.");
const databaseUrl = options.database;

const SIZE = {
  events: {
    large: 10_000,
    ...Object.fromEntries(Array.from({ length: 180 }, (_, at) => [`event-${String(at).padStart(3, "0")}`, 500])),
  },
  articles: 2000,
  parties: 20,
  claimants: 200,
  places: 100,
};

await using store = await openMigrated(databaseUrl);
if (!(await isLargeDatabase(store.db))) await writeCorpus(store, generateCorpus(SIZE));
await using pool = createPool(workerSetup(databaseUrl));
// Without kept answers, since the same requests are repeated and each shall be executed.
const app = createApp(store, { corsOrigins: "local", pool, answerCacheMegabytes: 0 }, pino({ level: "silent" }));

const MANIFEST = new URL("../../sdk/persisted-operations.json", import.meta.url);
const shipped = Object.values(JSON.parse(readFileSync(MANIFEST, "utf8")) as Record<string, string>);
const operation = (name: string) => shipped.find((text) => text.startsWith(`query ${name}(`)) ?? "";

const FIELDS = ["id", "slug", "harm", "victims", "tags", "scope", "status", "review", "note", "isDenied"];

/** Ordinary requests, the slowest known requests that the default limits allow, and documents just within the limits. */
const REQUESTS: readonly (readonly [name: string, query: string, variables?: object])[] = [
  ["(first request)", "{ casualtyReports { nodes { slug } } }"],
  ["control", "{ casualtyReports(first: 20) { nodes { slug count { label } } } }"],
  ["the client's casualtyReports, 100", operation("casualtyReports"), { first: 100 }],
  ["the client's changes, 100", operation("changes"), { first: 100 }],
  ["the client's search, 100", operation("search"), { first: 100, query: "killed" }],
  ["words in a filter", '{ casualtyReports(filter: { text: "killed" }) { totalCount nodes { slug } } }'],
  ["a toll of all claims", "{ toll(harm: KILLED) { label } }"],
  ["the client's toll, 10,000 claims", operation("toll"), { event: "large", harm: "KILLED" }],
  ["tolls of 20 events", "{ events(first: 20) { nodes { toll(harm: KILLED) { label } } } }"],
  ["widest disagreements", "{ widestDisagreements(harm: KILLED) { label } }"],
  ["figures and who carries them", '{ event(slug: "large") { carriedFigures(harm: KILLED) { label } } }'],
  ["one field at a place, 20 times each", `{ casualtyReports { ${"nodes { slug evidence { quote } } ".repeat(20)} } }`],
  ["100 fragments side by side", fragmentsSideBySide()],
];

/** Fragments in one selection, which validation compares pairwise. No fragment is spread more often than a field may repeat. */
function fragmentsSideBySide(): string {
  const names = Array.from({ length: 99 }, (_, at) => `F${at}`);
  const definitions = names.map((name, at) => `fragment ${name} on CasualtyReport { ${FIELDS[at % FIELDS.length]} }`);
  return `{ casualtyReports { nodes { ${names.map((name) => `...${name}`).join(" ")} } } } ${definitions.join(" ")}`;
}

for (const [name, query, variables] of REQUESTS) {
  const { busy, took, answer } = await measured(query, variables);
  const { errors } = (await answer.json()) as { errors?: { extensions: { code: string } }[] };
  const outcome = errors?.[0]?.extensions.code ?? "";
  console.log(
    `${name.padEnd(38)} ${busy.toFixed(0).padStart(6)} ms busy ${took.toFixed(0).padStart(7)} ms in all  cost ${answer.headers.get("x-cost") ?? "-"} ${outcome}`,
  );
}

/** @returns the longest time for which this thread was blocked, and the time to the answer */
async function measured(query: string, variables: object = {}) {
  let [busy, last, isOver] = [0, performance.now(), false];
  const turn = () => {
    const now = performance.now();
    busy = Math.max(busy, now - last);
    last = now;
    if (!isOver) setImmediate(turn);
  };
  turn();
  const start = performance.now();
  const answer = await app.fetch("http://localhost/graphql", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query, variables }),
  });
  const took = performance.now() - start;
  await new Promise(setImmediate);
  isOver = true;
  return { busy, took, answer };
}
