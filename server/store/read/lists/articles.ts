import { type SqlBool, sql } from "kysely";
import type { Wording } from "../../../domain/vocabulary.ts";
import { matches } from "../../search/search.ts";
import { type ReadScope, visibleAt } from "../asOfRevision.ts";
import {
  type AnyOf,
  allOf,
  type Condition,
  columnsIn,
  hasRelated,
  ifGiven,
  isIn,
  isWithin,
  overlaps,
  placesWithin,
  type TimeRange,
} from "./conditions.ts";
import { byText, byTime } from "./orders.ts";

/** All fields must match. */
export interface ArticleFilter {
  readonly publisher?: AnyOf<number>;
  readonly agency?: AnyOf<number>;
  readonly published?: TimeRange | undefined;
  /** Published by this time or, if only the time of an update is known, updated by it. UTC milliseconds, inclusive. */
  readonly asOf?: number | undefined;
  readonly text?: string | undefined;
  /** BCP 47 language ranges: “en” also matches “en-GB” (RFC 4647, basic filtering). */
  readonly language?: AnyOf<string>;
  readonly wording?: AnyOf<Wording>;
  readonly mentionsActor?: AnyOf<number>;
  readonly mentionsPlace?: AnyOf<number>;
  /** The slugs of sources. */
  readonly source?: AnyOf<string>;
}

export function articles(scope: ReadScope, filter: ArticleFilter = {}) {
  const { publisher, agency, published, asOf, text, language, wording, mentionsActor, mentionsPlace, source } = filter;
  const conditions = [
    visibleAt(scope, "article"),
    ...columnsIn("article", { publisher, wording }),
    ...ifGiven(agency, (agencies) =>
      hasRelated("articleAgency", "article", "article.key", columnsIn("related", { agency: agencies })),
    ),
    ...ifGiven(published, (range) => overlaps("article", "published", range)),
    ...ifGiven(asOf, (time) => isOutBy(scope, time)),
    ...ifGiven(text, (words) => matches(scope, sql.ref("article.record"), words)),
    ...ifGiven(language, (ranges) => sql<SqlBool>`(${sql.join(ranges.map(isInLanguage), sql` or `)})`),
    ...ifGiven(mentionsActor, (actors) => hasMention(isIn("related.actor", actors))),
    ...ifGiven(mentionsPlace, (places) => hasMention(isWithin("related.place", placesWithin(scope, places)))),
    ...ifGiven(source, (slugs) => sql`article.source in (select "key" from "source" where ${isIn("slug", slugs)})`),
  ];
  return scope.db.selectFrom("article").where(allOf(conditions));
}

function isOutBy({ dialect }: ReadScope, time: number): Condition {
  const updated =
    dialect === "postgres"
      ? sql`cast("updatedJson"::json ->> 'latest' as bigint)`
      : sql`json_extract("updatedJson", '$.latest')`;
  return sql<SqlBool>`coalesce(article."publishedUntil", ${updated}) <= ${time}`;
}

const isInLanguage = (range: string): Condition => sql<SqlBool>`(article.language = ${range}
  or substr(article.language, 1, cast(${range.length + 1} as integer)) = ${`${range}-`})`;

const hasMention = (condition: Condition) => hasRelated("mention", "version", "article.key", [condition]);

export const ARTICLE_ORDERS = {
  PUBLISHED: [byTime("article.publishedFrom"), byText("article.slug")],
  TITLE: [byText("article.sortTitle"), byText("article.slug")],
} as const;
