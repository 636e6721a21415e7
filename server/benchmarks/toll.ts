import { parseArgs } from "node:util";
import { parse, validate } from "graphql";
import { eventFactsOf } from "../domain/toll/eventFacts.ts";
import { reconcile } from "../domain/toll/toll.ts";
import { jsonOf } from "../execution/jsonResult.ts";
import { createContext } from "../schema/builder/context.ts";
import { type Caches, createCaches } from "../schema/caches.ts";
import { execute } from "../schema/execute.ts";
import { schema } from "../schema/schema.ts";
import { claimsOf } from "../store/read/claims.ts";
import type { Size } from "./corpus.ts";
import { measure, type Timing, table } from "./measure.ts";
import { type MeasuredStore, onPostgres, onSqlite } from "./stores.ts";

// Measures how long tolls take: `npm run bench:tolls -- --runs 30 --only "toll"`. It only reports times: slowness is not a failure.

const { values: options } = parseArgs({ options: { runs: { type: "string" }, only: { type: "string" } } });
const runs = Number(options.runs ?? 30);

const PAGE = 20;
const SIZE: Size = {
  events: {
    large: 10_000,
    small: 1000,
    few: 20,
    ...Object.fromEntries(Array.from({ length: PAGE }, (_, at) => [`page-${String(at).padStart(2, "0")}`, 500])),
  },
  articles: 200,
  parties: 20,
  claimants: 200,
  places: 20,
};

const FIELDS = `label low high latest { report { slug } undetermined } positionCount claimantCount sourceCount
  used(first: 20) { slug count { label } } usedCount leftOut(first: 20) { report { slug } reason } leftOutCount`;
const toll = (event: string, fields: string) => `{ toll(harm: KILLED, event: "${event}") { ${fields} } }`;

const QUERIES: Readonly<Record<string, string>> = {
  "toll, 10,000 claims": toll("large", FIELDS),
  "toll, 1,000 claims": toll("small", FIELDS),
  "toll, 20 claims": toll("few", FIELDS),
  "toll as of a day, 10,000 claims": `{ toll(harm: KILLED, event: "large", asOf: "2020-11-15") { ${FIELDS} } }`,
  "only its label and bounds": toll("large", "label low high"),
  "its positions": toll("large", "positions(first: 1000) { label party { name } reports { slug } }"),
  "all that is used and left out": toll(
    "large",
    `${FIELDS} all: used(first: 1000) { slug } rest: leftOut(first: 1000) { report { slug } reason explanation }
      positions(first: 1000) { label party { name } reports { slug count { label } } }`,
  ),
  "its sides": toll("large", "sides { side { name } own { label } opposing { label } others { label } }"),
  "its narrower tolls": toll("large", "narrower { subject { label } label low high }"),
  "its breakdown": toll("large", "breakdown { label cells { kind label } }"),
  "its timeline": `{ tollTimeline(harm: KILLED, event: "large") { series { party { name } } steps { from label } } }`,
  "tolls of 20 events, 500 claims each": `{ events(first: ${PAGE}, filter: { text: "page" }) { nodes { toll(harm: KILLED) { ${FIELDS} } } } }`,
  "toll of 1 of them": `{ events(first: 1, filter: { text: "page" }) { nodes { toll(harm: KILLED) { ${FIELDS} } } } }`,
  "widest disagreements": "{ widestDisagreements(harm: KILLED) { label } }",
};

for (const open of [onSqlite, ...(process.env.TEST_DATABASE_URL ? [onPostgres] : [])]) {
  await using measured = await open(SIZE);
  console.log(`\n${measured.name}, ${runs} runs\n`);
  console.log(table(await timingsOf(measured)));
}
if (!process.env.TEST_DATABASE_URL)
  console.log("\nSkipped PostgreSQL: set TEST_DATABASE_URL=postgres://user@host/database to include it.");

async function timingsOf(measured: MeasuredStore): Promise<Map<string, Timing>> {
  const timings = new Map<string, Timing>();
  for (const [name, run] of Object.entries(await parts(measured)))
    timings.set(name, await measure(measured, runs, run));
  for (const [name, query] of Object.entries(QUERIES))
    if (name.includes(options.only ?? "")) {
      timings.set(name, await measure(measured, runs, answering(measured, query, null)));
      // As for each further toll on an event since the last write.
      const kept = answering(measured, query, createCaches(64));
      timings.set(`${name}, claims kept`, await measure(measured, runs, kept));
    }
  return timings;
}

/** The steps of a toll, timed separately. All other times are compared with the first step. */
async function parts({ store }: MeasuredStore): Promise<Record<string, () => unknown>> {
  const { record: event } = await store.db
    .selectFrom("event")
    .select("record")
    .where("slug", "=", "large")
    .executeTakeFirstOrThrow();
  const set = await claimsOf(store, [event], { harm: "KILLED" });
  const facts = eventFactsOf(set, event);
  const subject = { event, victims: "UNSPECIFIED" as const, side: null, place: null, tags: [] };
  const question = {
    harm: "KILLED" as const,
    subject,
    rule: "RANGE" as const,
    asOf: null,
    by: "STATED" as const,
    includeUnreviewed: false,
  };
  return {
    "plain select of the claims' rows": () =>
      store.db.selectFrom("casualtyReport").selectAll().where("event", "=", event).execute(),
    "the claims from the store": () => claimsOf(store, [event], { harm: "KILLED" }),
    "the rules": () => reconcile(question, set.claims, facts),
  };
}

/** Answers a query as the service does, from a cached document to the JSON text. */
function answering({ store }: MeasuredStore, query: string, caches: Caches | null): () => Promise<void> {
  const document = parse(query);
  const [wrong] = validate(schema, document);
  if (wrong) throw wrong;
  return async () => {
    const answer = await execute({ schema, document, contextValue: createContext(store, { caches }) });
    if (answer.errors) throw answer.errors[0];
    jsonOf(answer);
  };
}
