import type { ActorRecord, ArticleRecord } from "../../domain/records.ts";
import * as build from "../build.ts";
import { isDay } from "../days.ts";
import { hashPart } from "../ids.ts";
import type { RowReader } from "../rowReader.ts";

interface Basis {
  readonly words: string | null;
  readonly articles: readonly ArticleRecord[];
  readonly publishers: readonly ActorRecord[];
}

/** Longer titles are cut. */
const LONGEST_TITLE = 300;

/**
 * The reports that a row of UCDP GED names, as articles of which only the title is known. Since 2013 the column has a publisher, a
 * date and a headline for each report, `"Reuters News,2018-08-11,Five wounded …";"…"`. Earlier rows have any text, which becomes
 * one article as it is.
 */
export function sourceArticles(row: RowReader, dataset: string): Basis {
  const words = row.optional("source_original");
  const written = row.optional("source_article");
  if (written === null) return { words, articles: [], publishers: [] };
  const reports = /^".*"$/s.test(written) ? written.slice(1, -1).split('";"') : [written];
  const found = reports.flatMap((report) => {
    const text = report.replaceAll('""', '"').replace(/\s+/g, " ").trim();
    return text === "" ? [] : [reportOf(text, dataset)];
  });
  return {
    words,
    articles: unique(found.map(({ article }) => article)),
    publishers: unique(found.flatMap(({ publisher }) => publisher ?? [])),
  };
}

const unique = <Of extends { readonly slug: string }>(records: readonly Of[]): Of[] => [
  ...new Map(records.map((record) => [record.slug, record])).values(),
];

function reportOf(text: string, dataset: string): { article: ArticleRecord; publisher: ActorRecord | null } {
  const [, office, date, headline] = /^(.+?),(\d{4}-\d{2}-\d{2}),(.+)$/s.exec(text) ?? [];
  const day = date !== undefined && isDay(date) ? build.stated(date) : null;
  const isStructured = day !== null && office !== undefined && headline !== undefined;
  // The dataset gives only a name. Two datasets may mean different publishers by one name.
  const publisher = isStructured
    ? build.actor({
        slug: `${dataset}-publisher-${hashPart(office.trim())}`,
        name: office.trim(),
        kind: "ORGANISATION",
      })
    : null;
  const title = isStructured ? headline.trim() : text;
  const article = build.titleOnly({
    slug: `${dataset}-source-${hashPart(text)}`,
    title: title.length > LONGEST_TITLE ? `${title.slice(0, LONGEST_TITLE - 1).toWellFormed()}…` : title,
    language: "und",
    source: dataset,
    published: day,
    publisher: publisher?.slug ?? null,
  });
  return { article, publisher };
}
