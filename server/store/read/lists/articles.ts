import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { Wording } from "../../../domain/vocabulary.ts";
import { matches } from "../../search/search.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import { isIn, type Many, overlaps, placesWithin, type TimeRange, text, time } from "./shared.ts";

export interface ArticleFilter {
  readonly publisher?: Many<number>;
  readonly agency?: Many<number>;
  readonly published?: TimeRange | undefined;
  /** UTC milliseconds: known to have been out by then, itself included. */
  readonly asOf?: number | undefined;
  readonly text?: string | undefined;
  readonly language?: Many<string>;
  readonly wording?: Many<Wording>;
  readonly mentionsActor?: Many<number>;
  readonly mentionsPlace?: Many<number>;
  readonly source?: Many<string>;
}

export function articles(on: ReadScope, filter: ArticleFilter = {}) {
  let list = on.db.selectFrom("article").where(visibleAt(on, "article"));
  const { publisher, agency, published, asOf, text, language, wording, mentionsActor, mentionsPlace, source } = filter;
  if (publisher) list = list.where(isIn("article.publisher", publisher));
  if (agency)
    list = list.where(
      sql<SqlBool>`exists (select 1 from "articleAgency" as credited where credited.article = article.key and ${isIn("credited.agency", agency)})`,
    );
  if (published) list = list.where(overlaps("article.publishedFrom", "article.publishedUntil", published));
  if (asOf !== undefined) {
    // An article that says only when it was updated was out by then.
    const updated =
      on.dialect === "postgres"
        ? sql`cast("updatedJson"::json ->> 'latest' as bigint)`
        : sql`json_extract("updatedJson", '$.latest')`;
    list = list.where(sql<SqlBool>`coalesce(article."publishedUntil", ${updated}) <= ${asOf}`);
  }
  if (text !== undefined) list = list.where(matches(on, sql.ref("article.record"), text));
  // “en” finds “en-GB” too, as language tags are meant to be matched (RFC 4647, basic filtering).
  if (language) {
    const matching = language.map(
      (tag) =>
        sql<SqlBool>`(article.language = ${tag} or substr(article.language, 1, cast(${tag.length + 1} as integer)) = ${`${tag}-`})`,
    );
    list = list.where((where) => where.or(matching));
  }
  if (wording) list = list.where(isIn("article.wording", wording));
  if (mentionsActor) list = list.where(mentioning(isIn("named.actor", mentionsActor)));
  if (mentionsPlace) list = list.where(mentioning(sql<SqlBool>`named.place in ${placesWithin(on, mentionsPlace)}`));
  if (source)
    list = list.where(sql<SqlBool>`article.source in (select "key" from "source" where ${isIn("slug", source)})`);
  return list;
}

const mentioning = (condition: RawBuilder<SqlBool>) =>
  sql<SqlBool>`exists (select 1 from "mention" as named where named.version = article.key and ${condition})`;

/** Each ends in a unique column. */
export const ARTICLE_ORDERS = {
  PUBLISHED: [time("article.publishedFrom"), text("article.slug")],
  TITLE: [text("article.sortTitle"), text("article.slug")],
} as const;
