import { type RawBuilder, sql } from "kysely";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";
import { eventTree } from "./lists/conditions.ts";

/** An SQL query that relates records to those of the given parents: distinct pairs (`parent`, `child`). */
export type Relation = (scope: ReadScope, parents: readonly number[]) => RawBuilder<ParentChild>;

type ParentChild = { parent: number; child: number };

const visibleEvents = (scope: ReadScope) => sql`select "key", "record" from "event" where ${visibleAt(scope)}`;

/** Events to the articles with evidence of the event or with a report about it. */
export const articlesOfEvents: Relation = (scope, events) => sql<ParentChild>`
  select own.record as "parent", evidence.article as "child"
  from "evidence" join (${visibleEvents(scope)}) as own on own.key = evidence.event where own.record in (${sql.join(events)})
  union
  select "event", "article" from "casualtyReport" where ${visibleAt(scope)} and "event" in (${sql.join(events)})`;

/** The inverse of articlesOfEvents. */
export const eventsOfArticles: Relation = (scope, articles) => sql<ParentChild>`
  select evidence.article as "parent", own.record as "child"
  from "evidence" join (${visibleEvents(scope)}) as own on own.key = evidence.event where evidence.article in (${sql.join(articles)})
  union
  select "article", "event" from "casualtyReport" where ${visibleAt(scope)} and "article" in (${sql.join(articles)})`;

/** Events to themselves and, recursively, all their parts. */
export const eventsWithDescendants: Relation = (scope, events) => sql<ParentChild>`
  select "ancestor" as "parent", "descendant" as "child" from ${eventTree(scope, events)} as tree`;

/** Actors to the versions of events that they participate in. */
export const eventsOfParticipants: Relation = (_scope, actors) => sql<ParentChild>`
  select distinct "actor" as "parent", "event" as "child" from "participant" where "actor" in (${sql.join(actors)})`;

/** Agencies to the versions of articles that credit them. */
export const articlesCrediting: Relation = (_scope, agencies) => sql<ParentChild>`
  select distinct "agency" as "parent", "article" as "child" from "articleAgency" where "agency" in (${sql.join(agencies)})`;

/** Organisations to the versions of actors that are directly affiliated with them. */
export const membersOf: Relation = (_scope, organisations) => sql<ParentChild>`
  select distinct "organisation" as "parent", "actor" as "child" from "affiliation" where "organisation" in (${sql.join(organisations)})`;
