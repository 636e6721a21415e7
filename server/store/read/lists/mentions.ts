import { type SqlBool, sql } from "kysely";
import { sortForm } from "../../search/terms.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import { type AnyOf, allOf, type Condition, columnsIn, ifGiven, isNull, isWithin, placesWithin } from "./conditions.ts";
import { byKey } from "./orders.ts";

/** All fields must match. */
export interface MentionFilter {
  readonly article?: AnyOf<number>;
  readonly actor?: AnyOf<number>;
  readonly place?: AnyOf<number>;
  readonly voice?: AnyOf<number>;
  readonly isOutletsOwn?: boolean | undefined;
  /** A part of the quote. Case and accents are ignored. */
  readonly text?: string | undefined;
}

/** The mentions in the visible versions of articles. */
export function mentions(scope: ReadScope, { article, actor, place, voice, isOutletsOwn, text }: MentionFilter = {}) {
  const conditions = [
    sql<SqlBool>`mention.version in (select "key" from "article" where ${visibleAt(scope)})`,
    ...columnsIn("mention", { article, actor, voice }),
    ...ifGiven(place, (places) => isWithin("mention.place", placesWithin(scope, places))),
    ...ifGiven(isOutletsOwn, (wanted) => isNull("mention.voice", wanted)),
    ...ifGiven(text, (words) => quotes(scope, words)),
  ];
  return scope.db.selectFrom("mention").where(allOf(conditions));
}

/** A quote that the licence of this version or the newest version hides must not be found, or searches could reveal it. */
function quotes({ revision }: ReadScope, text: string): Condition {
  const sourced = sql`"article" join "source" on source.key = article.source`;
  const shown = sql`select article.key from ${sourced} where source."showsText" = 1`;
  const hidden = sql`select article.record from ${sourced} where source."showsText" = 0 and article."recordedUntil" is null`;
  const pattern = `%${sortForm(text).replace(/[\\%_]/g, "\\$&")}%`;
  return allOf([
    sql`mention."foldedQuote" like ${pattern} escape '\\'`,
    sql`mention.version in (${shown})`,
    ...(revision === null ? [] : [sql<SqlBool>`mention.article not in (${hidden})`]),
  ]);
}

export const MENTION_ORDERS = {
  POSITION: [byKey("mention.article"), byKey("mention.start"), byKey("mention.key")],
} as const;
