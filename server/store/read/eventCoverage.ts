import { sql } from "kysely";
import type { Span } from "../../domain/affiliation.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { eventTree } from "./lists/conditions.ts";
import { timeSpan } from "./timeSpan.ts";

/** Which articles cover events, and with which words. Each function runs one statement for any number of events. */

export interface ArticleOnEvent {
  readonly event: number;
  readonly article: number;
  readonly slug: string;
  readonly published: Span | null;
}

/** The articles with evidence of an event or its parts, or with claims about them, grouped by event and sorted by slug. */
export async function articlesOnEvents(
  scope: ReadScope,
  events: readonly number[],
): Promise<ReadonlyMap<number, readonly ArticleOnEvent[]>> {
  const { rows } = await sql<{
    event: number;
    article: number;
    slug: string;
    publishedFrom: number | null;
    publishedUntil: number | null;
  }>`
    with tree as (select "ancestor", "descendant" from ${eventTree(scope, events)} as t),
    pair as (${articleEventPairs(scope)})
    select pair.event, a.record as "article", a.slug, a."publishedFrom", a."publishedUntil"
    from pair join "article" as a on a.record = pair.article and ${visibleAt(scope, "a")} order by a.slug`.execute(
    scope.db,
  );
  return Map.groupBy(
    rows.map(({ publishedFrom, publishedUntil, ...row }) => ({
      ...row,
      published: timeSpan(publishedFrom, publishedUntil),
    })),
    ({ event }) => event,
  );
}

const articleEventPairs = (scope: ReadScope) => sql`
  select tree.ancestor as "event", evidence.article from "evidence"
  join "event" as e on e.key = evidence.event and ${visibleAt(scope, "e")} join tree on tree.descendant = e.record
  union
  select tree.ancestor, c.article from "casualtyReport" as c join tree on tree.descendant = c.event where ${visibleAt(scope, "c")}`;

/** How often an article uses some words for an actor or a place. */
export interface NamingRow {
  readonly event: number;
  readonly article: number;
  readonly slug: string;
  readonly actor: number | null;
  readonly place: number | null;
  readonly voice: number | null;
  readonly words: string;
  readonly count: number;
}

/**
 * The words with which the articles about each event name the places and parties of the event and its parts, grouped by
 * event. Sorted by article; the most used words come first.
 */
export async function namingInEvents(
  scope: ReadScope,
  events: readonly number[],
): Promise<ReadonlyMap<number, readonly NamingRow[]>> {
  const { rows } = await sql<NamingRow>`
    with tree as (select "ancestor", "descendant" from ${eventTree(scope, events)} as t),
    pair as (${articleEventPairs(scope)}),
    named as (
      select tree.ancestor as "event", p.actor, null as "place" from "participant" as p
      join "event" as e on e.key = p.event and ${visibleAt(scope, "e")} join tree on tree.descendant = e.record
      where p.party is not null
      union
      select tree.ancestor, null, e.place from "event" as e join tree on tree.descendant = e.record
      where ${visibleAt(scope, "e")} and e.place is not null
    )
    select pair.event, a.record as "article", a.slug, m.actor, m.place, m.voice, m.quote as "words", count(*) as "count"
    from pair join "article" as a on a.record = pair.article and ${visibleAt(scope, "a")}
    join "mention" as m on m.version = a.key
    join named on named.event = pair.event and (named.actor = m.actor or named.place = m.place)
    group by pair.event, a.record, a.slug, m.actor, m.place, m.voice, m.quote`.execute(scope.db);
  // Sorted here because the collations of the two databases differ.
  const sorted = rows.map((row) => ({ ...row, count: Number(row.count) })).sort(byArticleAndUse);
  return Map.groupBy(sorted, ({ event }) => event);
}

const byArticleAndUse = (a: NamingRow, b: NamingRow): number =>
  compareText(a.slug, b.slug) || b.count - a.count || compareText(a.words, b.words) || (a.voice ?? 0) - (b.voice ?? 0);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
