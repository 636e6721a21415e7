import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { Agent, request } from "node:http";
import { setTimeout } from "node:timers/promises";
import { parseArgs } from "node:util";
import { LAUNCHER, startedService } from "../testing/commandLine.ts";

// Measures how long one client delays another: `node server/benchmarks/attack.ts --database /tmp/large.db`, after
// limits.ts has created the claims there. For each attack, 20 connections send the heaviest requests that the limits
// allow as fast as they are answered, while another client sends an ordinary request ten times a second. Compare with
// the line “nobody else”, which shows the speed of the machine.

const { values: options } = parseArgs({
  options: { database: { type: "string" }, seconds: { type: "string", default: "5" }, only: { type: "string" } },
});
if (!options.database)
  throw new Error("Name the database that limits.ts has filled: --database <file or postgres://…>.");

const MANIFEST = new URL("../../sdk/persisted-operations.json", import.meta.url);
const shipped = Object.values(JSON.parse(readFileSync(MANIFEST, "utf8")) as Record<string, string>);
const operation = (name: string) => shipped.find((text) => text.startsWith(`query ${name}(`)) ?? "";
const times = (count: number, part: (at: number) => string) =>
  Array.from({ length: count }, (_, at) => part(at)).join(" ");

interface Attack {
  readonly path: string;
  readonly body?: object;
}
const query = (text: string, variables: object = {}): Attack => ({
  path: "/graphql",
  body: { query: text, variables },
});

/** Each request is repeated. Requests under the same name take turns. */
const ATTACKS: Readonly<Record<string, readonly Attack[]>> = {
  "nobody else": [],
  "pages of 100": [
    query(operation("casualtyReports"), { first: 100 }),
    query(operation("changes"), { first: 100 }),
    query(operation("search"), { first: 100, query: "killed" }),
  ],
  "tolls of everything": [
    query("{ toll(harm: KILLED) { label leftOut { reason } } }"),
    query("{ tollTimeline(harm: KILLED) { steps { label } } }"),
    query("{ widestDisagreements(harm: KILLED) { label } }"),
  ],
  "who carries what": [query('{ event(slug: "large") { carriedFigures(harm: KILLED) { label } } }')],
  "lists of lists": [
    query("{ events(first: 100) { nodes { casualtyReports(first: 1) { nodes { slug } } } } }"),
    query('{ casualtyReports(filter: { asOf: "1900" }) { totalCount nodes { slug } } }'),
  ],
  "just not heavy": [query(`{ casualtyReports { nodes { ${times(40, (at) => `a${at}: count { label text }`)} } } }`)],
  "faults by the thousand": [query(`{ casualtyReports { nodes { ${times(4900, (at) => `evidenc${at}`)} } } }`)],
  introspection: [query(`{ ${times(2, (at) => `a${at}: __schema { types { fields { description } } }`)} }`)],
  "pages to cite": [
    { path: "/tolls/killed.json?event=large&recordedAsOf=1" },
    { path: "/tolls/killed?recordedAsOf=1" },
    { path: "/claims/large-00001" },
  ],
  "a subgraph's SDL": [{ path: "/subgraph", body: { query: "{ _service { sdl } }" } }],
  "large bodies": [query(`{ dataRevision } #${"x".repeat(250_000)}`)],
  "refusals alone": [query(`{ ${times(21, (at) => `a${at}: dataRevision`)} }`)],
};

const CONTROLS: Readonly<Record<string, Attack>> = {
  light: query("{ casualtyReports(first: 20) { nodes { slug count { label } } } }"),
  "a toll": query('{ event(slug: "event-001") { toll(harm: KILLED) { label } } }'),
};

/** Milliseconds. */
const RECOVERY = 4000;

const agents = new Map<string, Agent>();

async function send(port: number, client: string, { path, body }: Attack): Promise<{ status: number; took: number }> {
  const agent = agents.get(client) ?? new Agent({ keepAlive: true, maxSockets: 20 });
  agents.set(client, agent);
  const start = performance.now();
  const asked = request({
    host: "127.0.0.1",
    port,
    path,
    agent,
    method: body ? "POST" : "GET",
    headers: { "x-forwarded-for": client, ...(body && { "content-type": "application/json" }) },
  });
  asked.end(body && JSON.stringify(body));
  const [answer] = await once(asked, "response");
  for await (const _chunk of answer);
  return { status: answer.statusCode, took: performance.now() - start };
}

const start = () =>
  spawn(process.execPath, [LAUNCHER, "serve", "--no-corpus"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: {
      ...process.env,
      // The same requests are repeated, and each shall be executed.
      ANSWER_CACHE: "0",
      DATABASE_URL: options.database,
      PORT: "0",
      LOG_LEVEL: "error",
      TRUSTED_PROXIES: "127.0.0.1",
    },
  });

/** @returns the time of each answer, and how many requests of the attack were accepted and refused */
async function runAttack(port: number, client: string, attack: readonly Attack[], control: Attack) {
  const until = performance.now() + Number(options.seconds) * 1000;
  const statuses = new Map<number, number>();
  const attackers = Array.from({ length: attack.length === 0 ? 0 : 20 }, async (_, at) => {
    for (let turn = at; performance.now() < until; turn++) {
      const { status } = await send(port, client, attack[turn % attack.length] as Attack);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  const waits: number[] = [];
  while (performance.now() < until) {
    waits.push((await send(port, "198.51.100.1", control)).took);
    await setTimeout(100);
  }
  await Promise.all(attackers);
  return { waits: waits.sort((a, b) => a - b), statuses };
}

await using service = await startedService(start());
const port = Number(new URL(service.url).port);
let client = 0;
// The start of the threads is not measured.
for (const control of Object.values(CONTROLS)) for (let at = 0; at < 5; at++) await send(port, "192.0.2.1", control);
for (const [name, attack] of Object.entries(ATTACKS)) {
  if (options.only && !name.includes(options.only)) continue;
  for (const [what, control] of Object.entries(CONTROLS)) {
    // A thread that was ended at its time limit restarts, which must not count against the next attack.
    await setTimeout(RECOVERY);
    const { waits, statuses } = await runAttack(port, `203.0.113.${++client}`, attack, control);
    const at = (share: number) => (waits[Math.floor((waits.length - 1) * share)] ?? 0).toFixed(0).padStart(5);
    const seen = [...statuses].map(([status, count]) => `${count}×${status}`).join(" ");
    console.log(`${name.padEnd(24)} ${what.padEnd(8)} median${at(0.5)} ms  longest${at(1)} ms  ${seen}`);
  }
}
