import { type RawBuilder, sql } from "kysely";
import type { Period } from "../../../domain/facets.ts";
import type { ReadScope } from "../asOfRevision.ts";
import type { Dimension } from "./dimension.ts";

const DAY = 86_400_000;
/** Divisions round towards zero. With this many days added, no time is negative: times begin with the year 1000. */
const DAYS_ADDED = 400_000;

/** Days since 1970 began. */
const dayOf = (column: string): RawBuilder<number> =>
  sql`((${sql.ref(column)} + ${sql.lit(DAYS_ADDED * DAY)}) / ${sql.lit(DAY)} - ${sql.lit(DAYS_ADDED)})`;

/** The number of a day's period, as `periodBucket` of the domain takes it. */
function periodOf({ dialect }: ReadScope, period: Period, day: string): RawBuilder<number> {
  const part = (name: "year" | "month") =>
    dialect === "sqlite"
      ? sql`cast(strftime(${sql.lit(name === "year" ? "%Y" : "%m")}, ${sql.ref(day)} * 86400, 'unixepoch') as integer)`
      : sql`cast(extract(${sql.raw(name)} from date '1970-01-01' + cast(${sql.ref(day)} as integer)) as integer)`;
  if (period === "DAY") return sql.ref(day);
  return period === "YEAR" ? sql`${part("year")}` : sql`((${part("year")} - 1970) * 12 + ${part("month")} - 1)`;
}

/**
 * Counts by the day, month or year in which the whole time of a record lies. The rows are grouped by days, of which there are few.
 * @param table the table, and the beginning of the names of its two columns: `casualtyReport.stated`
 */
export function byPeriod(scope: ReadScope, period: Period, time: string): Dimension {
  const [first, last] = ["grouped.first", "grouped.last"].map((day) => periodOf(scope, period, day));
  return {
    groupings: [{ columns: { first: dayOf(`${time}From`), last: dayOf(`${time}Until`) } }],
    value: sql`case when ${first} = ${last} then ${first} end`,
    kind: "number",
  };
}
