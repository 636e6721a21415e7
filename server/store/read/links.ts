import { sql } from "kysely";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { eventTree } from "./lists/shared.ts";

/** How records lead to lists of others: queries of (`parent`, `child`) pairs for listsByLink, each pair once. */

type Pair = { parent: number; child: number };

const eventsHeld = (on: ReadScope) => sql`select "key", "record" from "event" where ${visibleAt(on)}`;

/** The articles that an event's evidence or the reports on it stand in. */
export const articlesOfEvents = (on: ReadScope, events: readonly number[]) => sql<Pair>`
  select own.record as "parent", evidence.article as "child"
  from "evidence" join (${eventsHeld(on)}) as own on own.key = evidence.event where own.record in (${sql.join(events)})
  union
  select "event", "article" from "casualtyReport" where ${visibleAt(on)} and "event" in (${sql.join(events)})`;

/** The other way round. */
export const eventsOfArticles = (on: ReadScope, articles: readonly number[]) => sql<Pair>`
  select evidence.article as "parent", own.record as "child"
  from "evidence" join (${eventsHeld(on)}) as own on own.key = evidence.event where evidence.article in (${sql.join(articles)})
  union
  select "article", "event" from "casualtyReport" where ${visibleAt(on)} and "article" in (${sql.join(articles)})`;

/** An event with all that are part of it, for their reports. */
export const eventsWithDescendants = (on: ReadScope, events: readonly number[]) => sql<Pair>`
  select "ancestor" as "parent", "descendant" as "child" from ${eventTree(on, events)} as tree`;

/** The events that an actor takes part in, by the key of the event's version. */
export const eventsOfParticipants = (actors: readonly number[]) => sql<Pair>`
  select distinct "actor" as "parent", "event" as "child" from "participant" where "actor" in (${sql.join(actors)})`;

/** The articles, by the key of the version, that credit an agency. */
export const articlesCrediting = (agencies: readonly number[]) => sql<Pair>`
  select distinct "agency" as "parent", "article" as "child" from "articleAgency" where "agency" in (${sql.join(agencies)})`;

/** The actors, by the key of the version, that belong to an organisation. */
export const membersOf = (organisations: readonly number[]) => sql<Pair>`
  select distinct "organisation" as "parent", "actor" as "child" from "affiliation" where "organisation" in (${sql.join(organisations)})`;
