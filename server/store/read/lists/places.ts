import { type SqlBool, sql } from "kysely";
import { matches } from "../../search/search.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import { isIn, type Many, placesWithin, text } from "./shared.ts";

export interface PlaceFilter {
  readonly country?: Many<string>;
  readonly partOf?: Many<number>;
  readonly text?: string | undefined;
}

export function places(on: ReadScope, { country, partOf, text }: PlaceFilter = {}) {
  let list = on.db.selectFrom("place").where(visibleAt(on, "place"));
  if (country) list = list.where(isIn("place.country", country));
  if (partOf)
    list = list.where(
      sql<SqlBool>`place.record in ${placesWithin(on, partOf)} and not ${isIn("place.record", partOf)}`,
    );
  if (text !== undefined) list = list.where(matches(on, sql.ref("place.record"), text));
  return list;
}

/** Each ends in a unique column. */
export const PLACE_ORDERS = { NAME: [text("place.sortName"), text("place.slug")] } as const;
