import { type RawBuilder, sql } from "kysely";
import type { Span } from "../../domain/affiliation.ts";
import { coveredTime, type Start } from "../../domain/coveredTime.ts";
import type { ActorKind, Party } from "../../domain/vocabulary.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { isIn } from "./lists/conditions.ts";
import { timeSpan } from "./timeSpan.ts";

/** An event in the hierarchy of `partOf`. */
export interface EventNode {
  readonly record: number;
  readonly partOf: number | null;
  readonly time: Span | null;
  /** When the event began. Null if not known. */
  readonly start: Start | null;
}

const columns = sql`"record", "partOf", "timeFrom", "timeUntil", "timeJson"`;

/** Events and, recursively, all their parts, by record key. One statement. */
export async function eventsWithParts(scope: ReadScope, roots: readonly number[]): Promise<Map<number, EventNode>> {
  const { rows } = await sql<EventRow>`
    with recursive tree("record", "partOf", "timeFrom", "timeUntil", "timeJson") as (
      select ${columns} from "event" where ${visibleAt(scope)} and ${isIn("record", roots)}
      union select child."record", child."partOf", child."timeFrom", child."timeUntil", child."timeJson"
      from "event" as child join tree on child."partOf" = tree."record" where ${visibleAt(scope, "child")}
    ) select ${columns} from tree`.execute(scope.db);
  return toEventNodes(rows);
}

/**
 * The events of some claims and, recursively, the events that they are part of, by record key. One statement.
 * @param where selects the claims, as rows `c` of the table casualtyReport: there may be too many keys to bind
 */
export async function eventsOfClaims(scope: ReadScope, where: RawBuilder<unknown>): Promise<Map<number, EventNode>> {
  const { rows } = await sql<EventRow>`
    with recursive tree("record", "partOf", "timeFrom", "timeUntil", "timeJson") as (
      select ${columns} from "event" where ${visibleAt(scope)}
        and "record" in (select c.event from "casualtyReport" as c where ${where})
      union select above."record", above."partOf", above."timeFrom", above."timeUntil", above."timeJson"
      from "event" as above join tree on above."record" = tree."partOf" where ${visibleAt(scope, "above")}
    ) select ${columns} from tree`.execute(scope.db);
  return toEventNodes(rows);
}

interface EventRow {
  readonly record: number;
  readonly partOf: number | null;
  readonly timeFrom: number | null;
  readonly timeUntil: number | null;
  readonly timeJson: string | null;
}

const toEventNodes = (rows: readonly EventRow[]) =>
  new Map(
    rows.map(({ record, partOf, timeFrom, timeUntil, timeJson }) => {
      const start = timeJson === null ? null : coveredTime((JSON.parse(timeJson) as { at: string }).at);
      return [record, { record, partOf, time: timeSpan(timeFrom, timeUntil), start }];
    }),
  );

export interface EventParticipant {
  readonly event: number;
  readonly actor: number;
  readonly kind: ActorKind;
  readonly party: Party;
}

/** The participants of the events that belong to party A or B, by the actor's slug. One statement. */
export async function participantsWithParty(scope: ReadScope, events: readonly number[]): Promise<EventParticipant[]> {
  const { rows } = await sql<EventParticipant>`
    select event.record as "event", participant.actor, participant.party, actor.kind
    from "event" join "participant" on participant.event = event.key
    join "actor" on actor.record = participant.actor and ${visibleAt(scope, "actor")}
    where ${visibleAt(scope, "event")} and ${isIn("event.record", events)} and participant.party is not null
    order by actor.slug`.execute(scope.db);
  return rows;
}
