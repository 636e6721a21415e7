import { sql } from "kysely";
import { required } from "../../domain/required.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import { chunks } from "../db/batchInsert.ts";
import type { WriteTransaction } from "../db/database.ts";
import { TABLE_OF } from "../db/tables.ts";
import { slugsOf } from "../read/recordKeys.ts";
import * as parts from "../read/relatedRows.ts";
import { type Row, visibleRows } from "../read/visibleRows.ts";
import { type Searched, searchDocument } from "../records/searchedText.ts";
import { indexDocuments } from "../search/search.ts";

/** Rebuilds the search documents of records from the current rows, after words were removed from the rows. */
export async function reindex(
  writing: WriteTransaction,
  records: readonly { readonly type: RecordType; readonly record: number }[],
): Promise<void> {
  const on = { ...writing, revision: null };
  const byType = [...Map.groupBy(records, ({ type }) => type)];
  for (const [type, some] of byType.flatMap(([type, all]) => [...chunks(all)].map((some) => [type, some] as const))) {
    const rows = await visibleRows(
      on,
      TABLE_OF[type],
      "record",
      some.map(({ record }) => record),
    );
    const searched = await SEARCHED[type](writing, rows as never);
    const articles = searched.flatMap((document) =>
      "evidence" in document ? document.evidence.map(({ article }) => article) : [document.slug],
    );
    const withheld = await withheldAmong(writing, articles);
    const documents = searched.flatMap(
      (document, at) =>
        searchDocument(document, required(rows[at], "The row of a search document").record, withheld) ?? [],
    );
    await indexDocuments(writing, documents);
  }
}

/** The slugs of articles with a text that must not be shown, because of the licence or because the text was withdrawn. */
export async function withheldAmong(
  { db }: Pick<WriteTransaction, "db">,
  slugs: readonly string[],
): Promise<Set<string>> {
  if (slugs.length === 0) return new Set();
  const { rows } = await sql<{ slug: string }>`
    select article.slug from "article" join "source" on source.key = article.source
    where article."recordedUntil" is null and article.slug in (${sql.join([...new Set(slugs)])})
      and (source."showsText" = 0 or article."isTextWithdrawn" = 1)`.execute(db);
  return new Set(rows.map(({ slug }) => slug));
}

type Reader<Type extends RecordType> = (
  writing: WriteTransaction,
  rows: readonly Row<(typeof TABLE_OF)[Type]>[],
) => Promise<Searched[]>;

const SEARCHED: { readonly [Type in RecordType]: Reader<Type> } = {
  Article: async (writing, rows) => {
    const texts = await parts.textsOf(
      writing,
      rows.map(({ key }) => key),
    );
    return rows.map(({ key, slug, title }) => {
      const paragraphs = JSON.parse(required(texts.get(key), `The text of the article ${slug}`).paragraphsJson);
      return { type: "Article", slug, title, paragraphs };
    });
  },
  Event: async (writing, rows) => {
    const quotes = await quotesOf(writing, "event", rows);
    return rows.map(({ key, slug, title, note }) => ({ type: "Event", slug, title, note, evidence: quotes(key) }));
  },
  Actor: async (_writing, rows) =>
    rows.map(({ slug, name, aliasesJson, office, note }) => ({
      type: "Actor",
      slug,
      name,
      aliases: JSON.parse(aliasesJson),
      office,
      note,
    })),
  Place: async (_writing, rows) =>
    rows.map(({ slug, name, namesJson, note }) => ({ type: "Place", slug, name, names: JSON.parse(namesJson), note })),
  CasualtyReport: async (writing, rows) => {
    const quotes = await quotesOf(writing, "report", rows);
    const articles = await slugsOf(
      writing.db,
      rows.map(({ article }) => article),
    );
    return rows.map(({ key, slug, article, harm, note, qualifier, min, max, best, conventionMin, ...report }) => ({
      type: "CasualtyReport",
      slug,
      article: required(articles.get(article), `The slug of the article ${article}`),
      harm,
      note,
      count: { qualifier, min, max, best, conventionMin, text: null },
      attributedTo: { words: report.claimantWords },
      via: { words: report.conduitWords },
      blamed: { words: report.blamedWords },
      evidence: quotes(key),
    }));
  },
};

async function quotesOf(
  writing: WriteTransaction,
  owner: "event" | "report",
  rows: readonly { readonly key: number }[],
) {
  const evidence = await parts.evidenceOf(
    writing,
    owner,
    rows.map(({ key }) => key),
  );
  const slugs = await slugsOf(writing.db, [...new Set([...evidence.values()].flat().map(({ article }) => article))]);
  return (key: number) =>
    (evidence.get(key) ?? []).map(({ article, quote, cellFile, cellRow, cellColumn }) => ({
      article: required(slugs.get(article), `The slug of the article ${article}`),
      quote,
      cellFile,
      cellRow,
      cellColumn,
    }));
}
