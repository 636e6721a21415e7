import { parseArgs } from "node:util";
import { sql } from "kysely";
import { openMigrated } from "../store/db/migrate.ts";
import { countFacet } from "../store/read/facets/countFacet.ts";
import { CASUALTY_REPORT_FACETS } from "../store/read/facets/facets.ts";
import { type CasualtyReportFilter, casualtyReports, withKeysFound } from "../store/read/lists/casualtyReports.ts";
import { topLevelList } from "../store/read/lists/children.ts";
import { recordKeys } from "../store/read/recordKeys.ts";
import type { Size } from "./corpus.ts";
import { measure, type Timing } from "./measure.ts";
import { multiplyClaims } from "./multiply.ts";
import { type MeasuredStore, onPostgres, onSqlite } from "./stores.ts";

// Measures how long facets of all claims take, beside a plain `group by` of the same table: `npm run bench:facets -- --times 20`
// for 2,000,000 claims. It only reports times: slowness is not a failure.

const { values: options } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    only: { type: "string", default: "" },
    times: { type: "string", default: "1" },
    database: { type: "string" },
  },
});

const SIZE: Size = {
  events: {
    large: 10_000,
    ...Object.fromEntries(Array.from({ length: 180 }, (_, at) => [`event-${String(at).padStart(3, "0")}`, 500])),
  },
  articles: 2000,
  parties: 20,
  claimants: 200,
  places: 100,
};

/** The plain statement that a user would write, for some dimensions. */
const PLAIN: Readonly<Record<string, string>> = {
  HARM: `select "harm", count(*) from "casualtyReport" where "recordedUntil" is null group by "harm"`,
  REVIEW: `select "review", count(*) from "casualtyReport" where "recordedUntil" is null group by "review"`,
  CLAIMANT: `select "claimant", count(*) from "casualtyReport" where "recordedUntil" is null group by "claimant"`,
  PARTY: `select "claimant", count(*) from "casualtyReport" where "recordedUntil" is null group by "claimant"`,
  PLACE: `select "place", count(*) from "casualtyReport" where "recordedUntil" is null group by "place"`,
  EVENT_TYPE: `select e."type", count(*) from "casualtyReport" as c join "event" as e on e."record" = c."event"
    where c."recordedUntil" is null and e."recordedUntil" is null group by e."type"`,
  PUBLISHER: `select a."publisher", count(*) from "casualtyReport" as c join "article" as a on a."record" = c."article"
    where c."recordedUntil" is null and a."recordedUntil" is null group by a."publisher"`,
  DAY: `select "statedFrom" / 86400000, count(*) from "casualtyReport" where "recordedUntil" is null group by "statedFrom" / 86400000`,
};

for (const open of stores()) {
  await using measured = await open();
  if (!options.database) await multiplyClaims(measured.store, Number(options.times));
  const { rows } = await sql<{ total: number }>`
    select count(*) as "total" from "casualtyReport" where "recordedUntil" is null`.execute(measured.store.db);
  console.log(
    `\n${measured.name}, ${Number(rows[0]?.total).toLocaleString("en")} claims, the median of ${options.runs} runs\n`,
  );
  await report(measured);
}
if (!options.database && !process.env.TEST_DATABASE_URL)
  console.log("\nSkipped PostgreSQL: set TEST_DATABASE_URL=postgres://user@host/database to include it.");

function stores(): (() => Promise<MeasuredStore>)[] {
  const { database } = options;
  if (database) return [() => onExisting(database)];
  return [() => onSqlite(SIZE), ...(process.env.TEST_DATABASE_URL ? [() => onPostgres(SIZE)] : [])];
}

async function onExisting(url: string): Promise<MeasuredStore> {
  const statements: number[] = [];
  const store = await openMigrated(url, { onStatement: (_sql, milliseconds) => statements.push(milliseconds) });
  return { store, name: store.name, statements, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() };
}

async function report(measured: MeasuredStore): Promise<void> {
  const { store } = measured;
  const [party] = (await recordKeys(store, [{ type: "Actor", slug: "party-00001" }])).values();
  const filters: Readonly<Record<string, CasualtyReportFilter>> = {
    "all claims": {},
    "those about one harm": { harm: ["WOUNDED"] },
    "those of one party": { party: [party ?? 0] },
  };
  for (const [name, make] of Object.entries(CASUALTY_REPORT_FACETS)) {
    if (!name.includes(options.only)) continue;
    const plain = PLAIN[name];
    const beside = plain ? await timed(measured, () => sql.raw(plain).execute(store.db)) : null;
    const shown: string[] = [];
    for (const [title, filter] of Object.entries(filters)) {
      const given = await withKeysFound(store, filter);
      const count = () => {
        const lists = topLevelList(() => casualtyReports(store, given), "casualtyReport");
        return countFacet(store, lists, [0], make(store), 20);
      };
      shown.push(`${title} ${(await timed(measured, count)).median.toFixed(0).padStart(5)} ms`);
    }
    console.log(
      `${name.padEnd(11)} ${shown.join("   ")}   plain group by ${beside ? `${beside.median.toFixed(0).padStart(5)} ms` : "-"}`,
    );
  }
}

function timed(on: MeasuredStore, run: () => unknown): Promise<Timing> {
  return measure(on, Number(options.runs), run);
}
