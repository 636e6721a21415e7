import { QuotedWords, type RecordContent } from "../../domain/changes.ts";
import { findQuote, type Paragraph } from "../../domain/text.ts";

/** Converts the content of a record to what an author would write in a corpus folder: the inverse of ingest/. */

/** What a corpus must not contain, because it may not be shown. */
export interface Withheld {
  /** Articles, by key. */
  readonly articles: ReadonlySet<number>;
  /** The same articles, by slug. */
  readonly slugs: ReadonlySet<string>;
}

/** The paragraphs of an article, by its slug. */
export type Paragraphs = (article: string) => readonly Paragraph[];

type Fields = Readonly<Record<string, unknown>>;

/**
 * A record's fields as they are written. Words that may not be shown are left out, and so is a denial or a retraction without any
 * other evidence.
 * @returns null if the record has evidence, none of which may be shown
 */
export const writtenRecord = (content: RecordContent, withheld: Withheld, paragraphs: Paragraphs): Fields | null =>
  written(content, withheld, paragraphs) as Fields | null;

/** Null if nothing is left of the value. */
function written(value: unknown, withheld: Withheld, paragraphs: Paragraphs): unknown {
  if (value instanceof QuotedWords)
    return value.articles.some((article) => withheld.articles.has(article)) ? null : value.text;
  if (Array.isArray(value)) {
    const items = value.map((item) => written(item, withheld, paragraphs)).filter((item) => item !== null);
    return items.length === 0 ? null : items;
  }
  if (value === null || typeof value !== "object") return value;
  if (isPassage(value)) return withheld.slugs.has(value.article) ? null : passage(value, withheld, paragraphs);
  const entries = Object.entries(value).map(([name, own]) => [name, written(own, withheld, paragraphs)]);
  const left = entries.filter(([, own]) => own !== null);
  const lostEvidence = "evidence" in value && entries.some(([name, own]) => name === "evidence" && own === null);
  return lostEvidence || left.length === 0 ? null : Object.fromEntries(left);
}

/** Words with their place in an article: evidence, or a statement about a place's status. */
interface Passage extends Fields {
  readonly article: string;
  readonly start: number;
}

const isPassage = (value: object): value is Passage => "articleHash" in value && "article" in value && "start" in value;

function passage(value: Passage, withheld: Withheld, paragraphs: Paragraphs): Fields {
  const { article, start, end: _end, articleHash: _hash, ...fields } = value;
  const rest = written(fields, withheld, paragraphs) as Fields;
  const words = String(rest.quote ?? rest.words);
  // The words of a cell are not in the text of the article.
  return { article, ...rest, ...(value.cell ? {} : occurrence(words, start, paragraphs(article))) };
}

/** Which place is meant, if the words are in the article more than once. The loader counts in the same way. */
export function occurrence(words: string, start: number, paragraphs: readonly Paragraph[]): Fields {
  const places = findQuote(paragraphs, { quote: words });
  const at = places.findIndex((place) => place.start === start);
  return places.length > 1 && at >= 0 ? { occurrence: at + 1 } : {};
}
