import { findUnstorable } from "../../domain/storableText.ts";
import { plainWords } from "../../domain/text.ts";
import { addressProblem } from "../../domain/webAddress.ts";
import { isoTimeOf } from "./isoTime.ts";

/** When an article was published, according to its source. */
export interface PublishedAt {
  /** A time of the corpus format, such as `2022-05-10` or `2022-05-10T14:30:00+02:00`. Null if the words cannot be read. */
  readonly at: string | null;
  readonly words: string;
  /** Where the words are, such as `<pubDate>` or `meta article:published_time`. */
  readonly from: string;
}

export interface TextArticle {
  /** Paragraphs separated by an empty line. No paragraph has a line break, and the title is not one of them. */
  readonly text: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly publisher: string | null;
  /** The authors' names, as the source writes them, without “By”. */
  readonly byline: string | null;
  readonly publishedAt: PublishedAt | null;
  /** A BCP 47 tag. Null if the source does not declare the language. */
  readonly language: string | null;
  /** For messages, such as `news.jsonl, line 3`. */
  readonly where: string;
}

/** `refused` says what is wrong and what to do. It completes a sentence that begins with `where`. */
export type ReadText = { readonly article: TextArticle } | { readonly refused: string; readonly where: string };

/** What a source says about an article, not checked: the values may be of any type. */
export interface RawArticle {
  readonly paragraphs: readonly string[];
  readonly title?: unknown;
  readonly url?: unknown;
  readonly publisher?: unknown;
  readonly byline?: unknown;
  readonly published?: { readonly words: unknown; readonly from: string } | null;
  readonly language?: unknown;
}

/** Why a whole file or one of its articles cannot be read. The message completes a sentence that begins with its name. */
export class TextRefusal extends Error {
  override name = "TextRefusal";
}

/** In bytes, and for a text within a file in UTF-16 code units. A book has about one million characters. */
export const LARGEST_TEXT = 5_000_000;

/** Checks what was read, and gives it the form that all formats have in common. */
export function articleOf(where: string, raw: RawArticle): ReadText {
  const title = oneLine(raw.title);
  const paragraphs = raw.paragraphs.map((paragraph) => oneLine(paragraph)).filter((paragraph) => paragraph !== null);
  // Pages and Markdown often repeat the title above the text.
  const isTitle = title !== null && paragraphs.length > 1 && plainWords(paragraphs[0] ?? "") === plainWords(title);
  const text = paragraphs.slice(isTitle ? 1 : 0).join("\n\n");
  if (!/[\p{L}\p{N}]/u.test(text)) return { refused: "has no text. Give the text of an article.", where };
  if (text.length > LARGEST_TEXT)
    return { refused: `has a text of ${text.length} characters. The limit is ${LARGEST_TEXT}.`, where };
  const published = oneLine(raw.published?.words);
  // A wrong date would make all claims undated without a word. Pages have dates that nobody wrote.
  if (raw.published?.from === "front matter" && published !== null && isoTimeOf(published) === null)
    return {
      refused: `has the date “${published}” in its front matter, which is not a date such as 2020-09-28.`,
      where,
    };
  const article: TextArticle = {
    text,
    title,
    url: addressOf(raw.url),
    publisher: nameOf(raw.publisher),
    byline: nameOf(raw.byline)?.replace(/^by:?\s+(?=\S)/i, "") ?? null,
    publishedAt:
      raw.published && published !== null
        ? { at: isoTimeOf(published), words: published, from: raw.published.from }
        : null,
    language: languageOf(raw.language),
    where,
  };
  const unstorable = findUnstorable(article, "");
  if (unstorable === null) return { article };
  return {
    refused: `has a character that cannot be stored: its ${unstorable.path.slice(1)} ${unstorable.problem}.`,
    where,
  };
}

/** A text, or a number such as the year 2022, on one line. Null if nothing is left. */
export function oneLine(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  return singleSpaced(String(value)).trim() || null;
}

/** In steps, because a pattern that matches megabytes of spaces at once can run out of stack. */
function singleSpaced(text: string): string {
  let spaced = text.replace(/\s{1,1000}/g, " ");
  while (spaced.includes("  ")) spaced = spaced.replace(/ {2,1000}/g, " ");
  return spaced;
}

/** A name, an object with a name, or a list of these. */
function nameOf(value: unknown): string | null {
  if (Array.isArray(value))
    return (
      value
        .map(nameOf)
        .filter((name) => name !== null)
        .join(", ") || null
    );
  return oneLine(typeof value === "object" && value !== null ? (value as { name?: unknown }).name : value);
}

const addressOf = (value: unknown): string | null => {
  const address = oneLine(value);
  return address !== null && addressProblem(address) === null ? address : null;
};

/** Words such as “English” are not a tag, although the syntax of BCP 47 reserves such long ones for later use. */
const LANGUAGE_TAG = /^[a-z]{2,3}(?:[-_]|$)/i;

function languageOf(value: unknown): string | null {
  const tag = oneLine(value);
  if (tag === null || !LANGUAGE_TAG.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag.replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}
