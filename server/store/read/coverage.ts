import { sql } from "kysely";
import type { Db } from "../db/database.ts";

/** The time and the places of current claims and of the events that they are about. */
export interface Coverage {
  /** The first and the last millisecond of the events, in UTC. Null if no time is known. */
  readonly from: number | null;
  readonly until: number | null;
  /** The first places by name; not more than `MOST_PLACES`. */
  readonly places: readonly CoveredPlace[];
  readonly placeCount: number;
  /** The smallest box around all places with coordinates, in WGS 84 degrees. Null if no place has coordinates. */
  readonly box: { readonly south: number; readonly west: number; readonly north: number; readonly east: number } | null;
}

interface CoveredPlace {
  readonly name: string;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export const MOST_PLACES = 20;

const ofClaims = sql`exists (
  select 1 from "casualtyReport" as report where report."event" = event."record" and report."recordedUntil" is null)`;

const places = sql`"place" as place where place."recordedUntil" is null and (
  exists (select 1 from "casualtyReport" as report where report."place" = place."record" and report."recordedUntil" is null)
  or exists (select 1 from "event" as event
    where event."place" = place."record" and event."recordedUntil" is null and ${ofClaims}))`;

/** Three statements. Each reads every event or every place once, and looks claims up by index. */
export async function claimCoverage(db: Db): Promise<Coverage> {
  const times = await sql<{ from: number | null; until: number | null }>`
    select min(event."timeFrom") as "from", max(event."timeUntil") as "until"
    from "event" as event where event."recordedUntil" is null and ${ofClaims}`.execute(db);
  const bounds = await sql<Bounds>`
    select count(*) as "placeCount", min("latitude") as "south", min("longitude") as "west",
      max("latitude") as "north", max("longitude") as "east" from ${places}`.execute(db);
  const named = await sql<CoveredPlace>`
    select "name", "latitude", "longitude" from ${places} order by "sortName", "slug" limit ${MOST_PLACES}`.execute(db);
  const { from = null, until = null } = times.rows[0] ?? {};
  const { placeCount = 0, south = null, west = null, north = null, east = null } = bounds.rows[0] ?? {};
  const box = south === null || west === null || north === null || east === null ? null : { south, west, north, east };
  return { from, until, places: named.rows, placeCount: Number(placeCount), box };
}

interface Bounds {
  readonly placeCount: number;
  readonly south: number | null;
  readonly west: number | null;
  readonly north: number | null;
  readonly east: number | null;
}
