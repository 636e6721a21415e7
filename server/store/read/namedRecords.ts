import { sql } from "kysely";
import type { Alias } from "../../domain/records.ts";
import type { Store } from "../db/database.ts";

/** A record with the names under which a text may speak of it. */
export interface NamedRecord {
  readonly slug: string;
  readonly names: readonly string[];
}

/** An event that a claim can be about. Times are UTC milliseconds. */
export interface RecentEvent {
  readonly slug: string;
  readonly title: string;
  /** A PLOVER type, such as ASSAULT. */
  readonly type: string;
  readonly from: number | null;
  readonly until: number | null;
  readonly place: string | null;
  readonly participants: readonly string[];
}

/** In UTC milliseconds: the time within which events are looked for. */
interface Window {
  readonly from: number;
  readonly until: number;
}

/** All actors and places with their names, and the events of a time with their place and their participants. Five statements. */
export async function namedRecords({ db }: Pick<Store, "db">, window: Window | null) {
  const [actors, places, taken] = await Promise.all([
    sql<NamesRow>`select "slug", "name", "aliasesJson" as "others" from "actor" where "recordedUntil" is null`.execute(
      db,
    ),
    sql<NamesRow>`select "slug", "name", "namesJson" as "others" from "place" where "recordedUntil" is null`.execute(
      db,
    ),
    sql<{ type: string; slug: string }>`select "type", "slug" from "record" where "type" in ('Actor', 'Place')`.execute(
      db,
    ),
  ]);
  return {
    actors: actors.rows.map(named),
    places: places.rows.map(named),
    taken: new Set(taken.rows.map(({ type, slug }) => `${type}/${slug}`)),
    events: window === null ? [] : await eventsIn(db, window),
  };
}

interface NamesRow {
  readonly slug: string;
  readonly name: string;
  readonly others: string;
}

const named = ({ slug, name, others }: NamesRow): NamedRecord => ({
  slug,
  names: [name, ...(JSON.parse(others) as Alias[]).map((other) => other.name)],
});

async function eventsIn(db: Store["db"], { from, until }: Window): Promise<RecentEvent[]> {
  const isRecent = sql`"event"."recordedUntil" is null and "event"."timeFrom" <= ${until}
    and ("event"."timeUntil" is null or "event"."timeUntil" >= ${from})`;
  const { rows: events } = await sql<Omit<RecentEvent, "participants"> & { key: number }>`
    select "event"."key", "event"."slug", "event"."title", "event"."type", "event"."timeFrom" as "from",
      "event"."timeUntil" as "until", "place"."slug" as "place"
    from "event" left join "place" on "place"."record" = "event"."place" and "place"."recordedUntil" is null
    where ${isRecent} order by "event"."slug"`.execute(db);
  const { rows: participants } = await sql<{ event: number; slug: string }>`
    select "participant"."event", "actor"."slug" from "participant"
    join "actor" on "actor"."record" = "participant"."actor" and "actor"."recordedUntil" is null
    join "event" on "event"."key" = "participant"."event" where ${isRecent}`.execute(db);
  const byEvent = Map.groupBy(participants, ({ event }) => event);
  return events.map(({ key, ...event }) => ({
    ...event,
    participants: (byEvent.get(key) ?? []).map(({ slug }) => slug),
  }));
}
