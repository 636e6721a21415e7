import type { ArticleRecord, CorpusRecord, Evidence } from "../../../domain/records.ts";
import { type Paragraph, quoteAt } from "../../../domain/text.ts";
import { chunks } from "../../db/batchInsert.ts";
import type { WriteTransaction } from "../../db/database.ts";
import { paragraphsIn } from "../../read/jsonColumns.ts";
import { textsOf } from "../../read/relatedRows.ts";
import { visibleRows } from "../../read/visibleRows.ts";

interface StoredText {
  readonly textHash: string;
  readonly paragraphs: readonly Paragraph[];
}

/**
 * The records of a folder that change, with their quotes from the stored texts. If a name was masked in an article that the
 * folder has not changed, the folder's records still quote it with the name.
 * @param folder all records of the folder
 */
export async function alignQuotes(
  writing: WriteTransaction,
  changed: readonly CorpusRecord[],
  folder: readonly CorpusRecord[],
): Promise<CorpusRecord[]> {
  const isChanged = new Set(changed);
  const kept = folder.filter((record): record is ArticleRecord => record.type === "Article" && !isChanged.has(record));
  const texts = new Map<string, StoredText>();
  for (const some of chunks(kept)) {
    const hashes = new Map(some.map(({ slug, textHash }) => [slug, textHash]));
    const rows = await visibleRows({ ...writing, revision: null }, "article", "slug", [...hashes.keys()]);
    const masked = rows.filter(({ slug, textHash }) => hashes.get(slug) !== textHash);
    if (masked.length === 0) continue;
    const stored = await textsOf(
      writing,
      masked.map(({ key }) => key),
    );
    for (const { key, slug, textHash } of masked) {
      const row = stored.get(key);
      if (row) texts.set(slug, { textHash, paragraphs: paragraphsIn(row) });
    }
  }
  return texts.size === 0 ? [...changed] : changed.map((record) => align(record, texts) as CorpusRecord);
}

/** The same value if nothing in it quotes one of the texts. */
function align(value: unknown, texts: ReadonlyMap<string, StoredText>): unknown {
  if (value === null || typeof value !== "object") return value;
  const isQuote = "articleHash" in value && (value as Evidence).cell === undefined;
  const text = isQuote ? texts.get((value as Evidence).article) : undefined;
  if (text) {
    const { paragraph, start, end } = value as Evidence;
    return { ...value, ...quoteAt(text.paragraphs, paragraph, start, end), articleHash: text.textHash };
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => align(item, texts));
    return items.every((item, at) => item === value[at]) ? value : items;
  }
  const entries = Object.entries(value).map(([name, inner]) => [name, inner, align(inner, texts)] as const);
  return entries.every(([, inner, now]) => inner === now)
    ? value
    : Object.fromEntries(entries.map(([name, , now]) => [name, now]));
}
