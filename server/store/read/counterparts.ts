import { sql } from "kysely";
import { affiliationsByMember, organisationsOf } from "../../domain/affiliation.ts";
import {
  type ComparedEvent,
  type ComparedSide,
  DAYS_APART,
  type EventMatch,
  matchEvents,
} from "../../domain/counterparts.ts";
import { fold } from "../../domain/fold.ts";
import { DAY } from "../../domain/time.ts";
import { isInList, listParameter } from "../db/valueList.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { affiliationsAbove } from "./relatedRows.ts";
import { timeSpan } from "./timeSpan.ts";

/** An event of another corpus that may be the same event. */
export interface Counterpart extends EventMatch {
  readonly event: number;
}

/** Events that begin longer before an event are not looked for: the index is searched from here on. */
const LONGEST_BEFORE = 400 * DAY;
/** Degrees of latitude and longitude within which places are compared exactly. */
const NEAR_LATITUDE = 2.5;
const NEAR_LONGITUDE = 5;
/** The most events that are compared with one event: those that begin closest to it. */
const MOST_COMPARED = 200;
/** Below any time: see the index event_current_timeFrom_slug. */
const BELOW_ALL = -9_007_199_254_740_991;

/** For each event, the events of other corpora that may be the same, best first. Four statements for any number of events. */
export async function counterpartsOf(
  scope: ReadScope,
  events: readonly number[],
): Promise<ReadonlyMap<number, readonly Counterpart[]>> {
  const pairs = await candidatesOf(scope, events);
  const others = [...new Set(pairs.map(({ other }) => other))];
  const compared = await comparedEvents(scope, [...new Set([...pairs.map(({ own }) => own), ...others])]);
  const found = new Map<number, Counterpart[]>();
  for (const { own, other } of pairs) {
    const [mine, theirs] = [compared.get(own), compared.get(other)];
    const match = mine && theirs && matchEvents(mine, theirs);
    if (match) found.set(own, [...(found.get(own) ?? []), { event: other, ...match }]);
  }
  for (const matches of found.values()) matches.sort((a, b) => b.score - a.score || a.event - b.event);
  return found;
}

interface Pair {
  readonly own: number;
  readonly other: number;
}

async function candidatesOf(scope: ReadScope, events: readonly number[]): Promise<readonly Pair[]> {
  if (events.length === 0) return [];
  const isNear = (column: "latitude" | "longitude", degrees: number) => {
    const [mine, theirs] = [sql.ref(`ownPlace.${column}`), sql.ref(`otherPlace.${column}`)];
    return sql`(${mine} is null or ${theirs} is null or abs(${mine} - ${theirs}) <= ${degrees})`;
  };
  const { rows } = await sql<Pair>`
    select "own", "other" from (
      select own.record as "own", other.record as "other", row_number() over (
        partition by own.record order by abs(other."timeFrom" - own."timeFrom"), other.record) as "rank"
      from "event" as own
      join "record" as "ownRecord" on "ownRecord".key = own.record
      join "event" as other on ${visibleAt(scope, "other")}
        and other.type = own.type and coalesce(other."timeFrom", ${sql.lit(BELOW_ALL)}) >= own."timeFrom" - ${LONGEST_BEFORE}
        and coalesce(other."timeFrom", ${sql.lit(BELOW_ALL)}) <= own."timeUntil" + ${DAYS_APART * DAY}
        and other."timeUntil" >= own."timeFrom" - ${DAYS_APART * DAY}
      join "record" as "otherRecord" on "otherRecord".key = other.record and "otherRecord".corpus <> "ownRecord".corpus
      left join "place" as "ownPlace" on "ownPlace".record = own.place and ${visibleAt(scope, "ownPlace")}
      left join "place" as "otherPlace" on "otherPlace".record = other.place and ${visibleAt(scope, "otherPlace")}
      where ${isInList(scope.dialect, sql.ref("own.record"), listParameter(scope.dialect, events))}
        and ${visibleAt(scope, "own")} and ${isNear("latitude", NEAR_LATITUDE)} and ${isNear("longitude", NEAR_LONGITUDE)}
        and (other."partOf" is null or other."partOf" <> own.record)
        and (own."partOf" is null or own."partOf" <> other.record)
    ) as "candidate" where "rank" <= ${MOST_COMPARED}`.execute(scope.db);
  return rows;
}

interface EventRow {
  readonly record: number;
  readonly timeFrom: number | null;
  readonly timeUntil: number | null;
  readonly place: number | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly precision: number | null;
  readonly name: string | null;
  readonly namesJson: string | null;
}

async function comparedEvents(
  scope: ReadScope,
  events: readonly number[],
): Promise<ReadonlyMap<number, ComparedEvent>> {
  if (events.length === 0) return new Map();
  const list = listParameter(scope.dialect, events);
  const { rows } = await sql<EventRow>`
    select event.record, event."timeFrom", event."timeUntil", event.place, place.latitude, place.longitude, place.precision,
      place.name, place."namesJson"
    from "event" left join "place" on place.record = event.place and ${visibleAt(scope, "place")}
    where ${isInList(scope.dialect, sql.ref("event.record"), list)} and ${visibleAt(scope, "event")}`.execute(scope.db);
  const sides = await sidesOf(scope, list);
  return new Map(
    rows.map(({ record, timeFrom, timeUntil, place, name, namesJson, ...coordinates }) => [
      record,
      {
        time: timeSpan(timeFrom, timeUntil),
        place: place === null ? null : { record: place, ...coordinates, names: namesIn(name, namesJson) },
        sides: sides.get(record) ?? [],
      },
    ]),
  );
}

const namesIn = (name: string | null, namesJson: string | null): string[] =>
  [name ?? "", ...(JSON.parse(namesJson ?? "[]") as { name: string }[]).map((other) => other.name)].map(fold);

async function sidesOf(scope: ReadScope, events: unknown): Promise<ReadonlyMap<number, readonly ComparedSide[]>> {
  const { rows } = await sql<{ event: number; actor: number; name: string }>`
    select distinct event.record as "event", participant.actor, actor.name
    from "event" join "participant" on participant.event = event.key
    join "actor" on actor.record = participant.actor and ${visibleAt(scope, "actor")}
    where ${isInList(scope.dialect, sql.ref("event.record"), events)} and ${visibleAt(scope, "event")}
      and participant.role in ('ACTOR', 'RECIPIENT')`.execute(scope.db);
  const edges = await affiliationsAbove(scope, [...new Set(rows.map(({ actor }) => actor))]);
  const affiliations = affiliationsByMember(edges);
  const sides = rows.map(({ event, actor, name }) => ({
    event,
    side: { actor, name, belongsTo: organisationsOf(actor, affiliations) },
  }));
  return new Map(
    [...Map.groupBy(sides, ({ event }) => event)].map(([event, own]) => [event, own.map(({ side }) => side)]),
  );
}
