import { type SqlBool, sql } from "kysely";
import type { ActorKind } from "../../../domain/vocabulary.ts";
import { matches } from "../../search/search.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import { isIn, type Many, text } from "./shared.ts";

export interface ActorFilter {
  readonly kind?: Many<ActorKind>;
  readonly country?: Many<string>;
  readonly affiliatedTo?: Many<number>;
  readonly text?: string | undefined;
}

export function actors(on: ReadScope, { kind, country, affiliatedTo, text }: ActorFilter = {}) {
  let list = on.db.selectFrom("actor").where(visibleAt(on, "actor"));
  if (kind) list = list.where(isIn("actor.kind", kind));
  if (country) list = list.where(isIn("actor.isoAlpha2", country));
  if (affiliatedTo) {
    list = list.where(
      sql<SqlBool>`exists (select 1 from "affiliation" as belonging where belonging.actor = actor.key and ${isIn("belonging.organisation", affiliatedTo)})`,
    );
  }
  if (text !== undefined) list = list.where(matches(on, sql.ref("actor.record"), text));
  return list;
}

/** Each ends in a unique column. */
export const ACTOR_ORDERS = { NAME: [text("actor.sortName"), text("actor.slug")] } as const;
