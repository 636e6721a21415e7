import { createHash } from "node:crypto";
import type { ParagraphKind } from "./vocabulary.ts";

/** One paragraph of an article. `start` and `end` (exclusive) are offsets in UTF-16 code units into the article's text. */
export interface Paragraph {
  readonly kind: ParagraphKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SEPARATOR = "\n\n";
/** The length of the context kept before and after a quote, in UTF-16 code units. */
const CONTEXT = 32;

/**
 * Joins the title and the paragraphs into the article's text, separated by blank lines. All offsets refer to this text.
 * @example articleText("Clashes", [{ kind: "BODY", text: "Ten died." }]).text // "Clashes\n\nTen died."
 */
export function articleText(
  title: string,
  paragraphs: readonly { kind: ParagraphKind; text: string }[],
): { text: string; paragraphs: Paragraph[] } {
  const placed: Paragraph[] = [];
  let start = 0;
  for (const { kind, text } of [{ kind: "TITLE" as const, text: title }, ...paragraphs]) {
    placed.push({ kind, text, start, end: start + text.length });
    start += text.length + SEPARATOR.length;
  }
  return { text: placed.map((paragraph) => paragraph.text).join(SEPARATOR), paragraphs: placed };
}

/** The SHA-256 of a text's UTF-8 bytes in lower-case hex. It identifies texts, contents of records and corpora. */
export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/**
 * JSON with sorted keys and without undefined fields: equal contents have the same text and the same hash, regardless of
 * the order in which our code lists the fields.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** Describes the first character that PostgreSQL (U+0000) or UTF-8 (a lone surrogate) cannot store. Null if there is none. */
export function unstorableCharacter(text: string): string | null {
  const nul = text.indexOf("\u0000");
  if (nul >= 0) return `U+0000 at offset ${nul}`;
  if (text.isWellFormed()) return null;
  return `a lone surrogate at offset ${[...text].findIndex((character) => !character.isWellFormed())}`;
}

/** A quote to find, with text that must come right before and after it. */
export interface Quotation {
  readonly quote: string;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** A quote that was found, with up to 32 code units of context on each side, from the same paragraph. Offsets as in
  `Paragraph`. */
export interface QuotePosition {
  readonly start: number;
  readonly end: number;
  readonly paragraph: number;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
}

/**
 * Finds every occurrence of a quote, in order, never across two paragraphs.
 * @example findQuote(paragraphs, { quote: "ten dead", suffix: " in B" })
 */
export function findQuote(
  paragraphs: readonly Paragraph[],
  { quote, prefix = "", suffix = "" }: Quotation,
): QuotePosition[] {
  const found: QuotePosition[] = [];
  if (quote === "") return found;
  for (const [index, { text, start }] of paragraphs.entries()) {
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      const end = at + quote.length;
      if (!text.slice(0, at).endsWith(prefix) || !text.slice(end).startsWith(suffix)) continue;
      found.push({
        start: start + at,
        end: start + end,
        paragraph: index,
        quote,
        prefix: wholeCharacters(text.slice(Math.max(0, at - CONTEXT), at)),
        suffix: wholeCharacters(text.slice(end, end + CONTEXT)),
      });
    }
  }
  return found;
}

/** Drops the half of a surrogate pair that cutting may have left at either end. */
const wholeCharacters = (text: string): string => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
