import { sql } from "kysely";
import type { ActorKind } from "../../../domain/vocabulary.ts";
import { matches } from "../../search/search.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import { type AnyOf, allOf, columnsIn, hasRelated, ifGiven } from "./conditions.ts";
import { byText } from "./orders.ts";

/** All fields must match. */
export interface ActorFilter {
  readonly kind?: AnyOf<ActorKind>;
  /** ISO 3166-1 alpha-2 codes. */
  readonly country?: AnyOf<string>;
  readonly affiliatedTo?: AnyOf<number>;
  readonly text?: string | undefined;
}

export function actors(scope: ReadScope, { kind, country, affiliatedTo, text }: ActorFilter = {}) {
  const conditions = [
    visibleAt(scope, "actor"),
    ...columnsIn("actor", { kind, isoAlpha2: country }),
    ...ifGiven(affiliatedTo, (organisation) =>
      hasRelated("affiliation", "actor", "actor.key", columnsIn("related", { organisation })),
    ),
    ...ifGiven(text, (words) => matches(scope, sql.ref("actor.record"), words)),
  ];
  return scope.db.selectFrom("actor").where(allOf(conditions));
}

export const ACTOR_ORDERS = { NAME: [byText("actor.sortName"), byText("actor.slug")] } as const;
