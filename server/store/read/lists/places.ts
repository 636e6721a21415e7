import { sql } from "kysely";
import { matches } from "../../search/search.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import { type AnyOf, allOf, columnsIn, ifGiven, isIn, isWithin, not, placesWithin } from "./conditions.ts";
import { byText } from "./orders.ts";

/** All fields must match. */
export interface PlaceFilter {
  /** ISO 3166-1 alpha-2 codes. */
  readonly country?: AnyOf<string>;
  readonly partOf?: AnyOf<number>;
  readonly text?: string | undefined;
}

export function places(scope: ReadScope, { country, partOf, text }: PlaceFilter = {}) {
  const conditions = [
    visibleAt(scope, "place"),
    ...columnsIn("place", { country }),
    ...ifGiven(partOf, (wholes) =>
      allOf([isWithin("place.record", placesWithin(scope, wholes)), not(isIn("place.record", wholes))]),
    ),
    ...ifGiven(text, (words) => matches(scope, sql.ref("place.record"), words)),
  ];
  return scope.db.selectFrom("place").where(allOf(conditions));
}

export const PLACE_ORDERS = { NAME: [byText("place.sortName"), byText("place.slug")] } as const;
