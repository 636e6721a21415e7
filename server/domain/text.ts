import { hash } from "node:crypto";
import { required } from "./required.ts";
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
export const sha256 = (text: string): string => hash("sha256", text);

/** What a hash begins with if it is keyed, because it would confirm a guess of a withdrawn name: HMAC-SHA-256. */
export const KEYED_HASH = "hmac-sha256:";

export const isKeyedHash = (hash: string): boolean => hash.startsWith(KEYED_HASH);

/** A hash of content for readers, with the name of its algorithm. */
export const namedHash = (hash: string): string => (isKeyedHash(hash) ? hash : `SHA-256 ${hash}`);

/**
 * JSON with sorted keys and without undefined fields: equal contents have the same text and the same hash, regardless of
 * the order in which our code lists the fields.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item) ?? "null").join(",")}]`;
  if ("toJSON" in value && typeof value.toJSON === "function") return canonicalJson(value.toJSON());
  const names = Object.keys(value).sort();
  let members = "";
  for (const name of names) {
    const inner = (value as Readonly<Record<string, unknown>>)[name];
    if (inner === undefined) continue;
    members += `${members === "" ? "" : ","}${JSON.stringify(name)}:${canonicalJson(inner)}`;
  }
  return `{${members}}`;
}

/**
 * A quote to find, with text that must come right before and after it. That text may reach into other paragraphs.
 * `occurrence` counts, from 1, the places that match.
 */
export interface Quotation {
  readonly quote: string;
  readonly prefix?: string | undefined;
  readonly suffix?: string | undefined;
  readonly occurrence?: number | undefined;
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
 * Finds every place that matches a quote with its prefix and suffix, in order. The quote itself is never across two
 * paragraphs. In the prefix and the suffix, all runs of whitespace are equal, also the one between two paragraphs.
 * @example findQuote(paragraphs, { quote: "ten dead", suffix: " in B" })
 */
export function findQuote(
  paragraphs: readonly Paragraph[],
  { quote, prefix = "", suffix = "" }: Omit<Quotation, "occurrence">,
): QuotePosition[] {
  const found: QuotePosition[] = [];
  if (quote === "") return found;
  const isBetween = prefix === "" && suffix === "" ? () => true : contextMatcher(paragraphs, prefix, suffix);
  for (const [index, { text, start }] of paragraphs.entries()) {
    for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
      const end = at + quote.length;
      if (isBetween(start + at, start + end)) found.push(quoteAt(paragraphs, index, start + at, start + end));
    }
  }
  return found;
}

/** The words at some offsets of an article's text, within one paragraph. */
export function quoteAt(
  paragraphs: readonly Paragraph[],
  paragraph: number,
  start: number,
  end: number,
): QuotePosition {
  const { text, start: begin } = required(paragraphs[paragraph], `The paragraph ${paragraph}`);
  const [from, until] = [start - begin, end - begin];
  return {
    start,
    end,
    paragraph,
    quote: text.slice(from, until),
    prefix: wholeCharacters(text.slice(Math.max(0, from - CONTEXT), from)),
    suffix: wholeCharacters(text.slice(until, until + CONTEXT)),
  };
}

/** A text with one space for each run of whitespace. */
export const withSingleSpaces = (text: string): string => text.replace(/\s+/g, " ");

/** A text's words without their typography: no capitals, punctuation, ligatures or line breaks. */
export const plainWords = (text: string): string =>
  text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, " ")
    .trim();

/** Tells whether the prefix comes right before an offset of the article's text, and the suffix right after another. */
function contextMatcher(
  paragraphs: readonly Paragraph[],
  prefix: string,
  suffix: string,
): (start: number, end: number) => boolean {
  const text = paragraphs.map((paragraph) => paragraph.text).join(SEPARATOR);
  const [before, after] = [withSingleSpaces(prefix), withSingleSpaces(suffix)];
  const single = withSingleSpaces(text);
  // For each offset of the text, the offset in `single` of what comes before it.
  const offsets = new Uint32Array(text.length + 1);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const isRepeat = isSpace(text[at]) && isSpace(text[at - 1]);
    if (!isRepeat) length++;
    offsets[at + 1] = length;
  }
  return (start, end) => {
    // The empty line between two paragraphs may be left out of the prefix and the suffix.
    const isFirst = text.startsWith(SEPARATOR, start - SEPARATOR.length);
    const isLast = text.startsWith(SEPARATOR, end);
    // A quote that ends within a run of whitespace has the rest of that run after it.
    const isInRun = isSpace(text[end - 1]) && isSpace(text[end]);
    const [until = 0, from = 0] = [offsets[start], offsets[end]];
    return (
      (isFirst ? single.endsWith(before.trimEnd(), until - 1) : single.endsWith(before, until)) &&
      (isLast ? single.startsWith(after.trimStart(), from + 1) : single.startsWith(after, isInRun ? from - 1 : from))
    );
  };
}

const isSpace = (character: string | undefined): boolean => character !== undefined && /\s/.test(character);

/** Drops the half of a surrogate pair that cutting may have left at either end. */
const wholeCharacters = (text: string): string => text.replace(/^[\uDC00-\uDFFF]|[\uD800-\uDBFF]$/g, "");
