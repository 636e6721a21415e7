import { createHash } from "node:crypto";
import type { ParagraphKind } from "./vocabulary.ts";

/** One paragraph of an article. Offsets are UTF-16 code units into the article's text, `end` excluded. */
export interface Paragraph {
  readonly kind: ParagraphKind;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

const SEPARATOR = "\n\n";
/** How much of the text around a quote is kept beside it, in UTF-16 code units. */
const CONTEXT = 32;

/** Joins the title and the paragraphs into the article's text, the one place where offsets come from. */
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

/** SHA-256 in lower-case hex over the UTF-8 bytes: what identifies a text, a record's content and a corpus. */
export const sha256 = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");

/**
 * JSON with sorted keys and without undefined, so that equal content has one text and one hash. The hash of what an
 * author wrote must not change when our code lists the fields in another order.
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner !== null && typeof inner === "object" && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}

/** U+0000 cannot be stored by PostgreSQL, and a lone surrogate has no UTF-8 form: both would be lost or changed. */
export function unstorableCharacter(text: string): string | null {
  const nul = text.indexOf("\u0000");
  if (nul >= 0) return `U+0000 at offset ${nul}`;
  if (text.isWellFormed()) return null;
  return `a lone surrogate at offset ${[...text].findIndex((character) => !character.isWellFormed())}`;
}

/** The words that somebody points at. */
export interface Quotation {
  readonly quote: string;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
}

/** A quotation found: where it stands, and what stands around it (at most 32 code units, within the paragraph). */
export interface QuotePosition {
  readonly start: number;
  readonly end: number;
  readonly paragraph: number;
  readonly quote: string;
  readonly prefix: string;
  readonly suffix: string;
}

/** Every place where the quotation stands, in order; never across two paragraphs. */
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

/** Drops half a surrogate pair that the cut may have left at either end. */
const wholeCharacters = (text: string): string => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
