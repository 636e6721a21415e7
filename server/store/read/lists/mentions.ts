import { type SqlBool, sql } from "kysely";
import { sortForm } from "../../search/terms.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import { isIn, key, type Many, placesWithin } from "./shared.ts";

export interface MentionFilter {
  readonly article?: Many<number>;
  readonly actor?: Many<number>;
  readonly place?: Many<number>;
  readonly voice?: Many<number>;
  readonly isOutletsOwn?: boolean | undefined;
  readonly text?: string | undefined;
}

/** The mentions of articles, in the versions that a reader sees. */
export function mentions(on: ReadScope, { article, actor, place, voice, isOutletsOwn, text }: MentionFilter = {}) {
  let list = on.db
    .selectFrom("mention")
    .where(sql<SqlBool>`mention.version in (select "key" from "article" where ${visibleAt(on)})`);
  if (article) list = list.where(isIn("mention.article", article));
  if (actor) list = list.where(isIn("mention.actor", actor));
  if (place) list = list.where(sql<SqlBool>`mention.place in ${placesWithin(on, place)}`);
  if (voice) list = list.where(isIn("mention.voice", voice));
  if (isOutletsOwn !== undefined) list = list.where("mention.voice", isOutletsOwn ? "is" : "is not", null);
  if (text !== undefined) {
    // Words that a licence hides, of this version or of the newest, are not to be guessed by asking for them.
    const sourced = sql`"article" join "source" on source.key = article.source`;
    const shown = sql`select article.key from ${sourced} where source."showsText" = 1`;
    const hidden = sql`select article.record from ${sourced} where source."showsText" = 0 and article."recordedUntil" is null`;
    if (on.revision !== null) list = list.where(sql<SqlBool>`mention.article not in (${hidden})`);
    const pattern = `%${sortForm(text).replace(/[\\%_]/g, "\\$&")}%`;
    list = list.where(
      sql<SqlBool>`mention."foldedQuote" like ${pattern} escape '\\' and mention.version in (${shown})`,
    );
  }
  return list;
}

/** The denials of events and reports, in the versions that a reader sees. */
export function denials(on: ReadScope) {
  return on.db
    .selectFrom("denial")
    .where(
      sql<SqlBool>`(denial.event in (select "key" from "event" where ${visibleAt(on)}) or denial.report in (select "key" from "casualtyReport" where ${visibleAt(on)}))`,
    );
}

/** Each ends in a unique column. */
export const MENTION_ORDERS = { POSITION: [key("mention.article"), key("mention.start"), key("mention.key")] } as const;

/** Each ends in a unique column. */
export const DENIAL_ORDERS = { POSITION: [key("denial.key")] } as const;
