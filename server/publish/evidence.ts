import type { Wording } from "../domain/vocabulary.ts";
import type { WordsFragment } from "./generated/queries.ts";
import { type Html, html } from "./html.ts";

const NOTES: Readonly<Record<Wording, string | null>> = {
  VERBATIM: null,
  RESTATED: "Restated in the corpus author's words: not the publisher's wording.",
  METADATA_ONLY: "Only the article's title is in the store, not its text.",
};

/**
 * The paragraphs that contain the words, each once and whole, with the words marked.
 * @param home the slug of the article that the page has already named
 */
export function evidence(all: readonly WordsFragment[], home: string): Html {
  const [cells, texts] = [all.filter(({ cell }) => cell), all.filter(({ cell }) => !cell)];
  const paragraphs = Map.groupBy(
    texts,
    ({ article, paragraph, start }) => `${article.slug} ${paragraph?.start ?? start}`,
  );
  const inText = [...paragraphs.values()].map((words) => html`${otherArticle(words, home)}${paragraphWith(words)}`);
  return html`${inText}${cells.map((cell) => html`${otherArticle([cell], home)}${inCell(cell)}`)}`;
}

function otherArticle([first]: readonly WordsFragment[], home: string): Html | null {
  if (!first || first.article.slug === home) return null;
  const { title, wording, language } = first.article;
  const titled = wording === "RESTATED" ? "In an article titled, in the corpus author's words:" : "In the article:";
  return html`<p class="quiet">${titled} <span lang="${language}">${title}</span></p>\n`;
}

function inCell({ cell, quote }: WordsFragment): Html | null {
  if (!cell) return null;
  const text = quote === null ? html`not shown: its licence does not allow it` : html`<mark>${quote}</mark>`;
  return html`<p>${text} <span class="quiet">in the file ${cell.file}, row ${cell.row}, column <code>${cell.column}</code></span></p>\n`;
}

function paragraphWith(words: readonly WordsFragment[]): Html | null {
  const [first] = words;
  if (!first) return null;
  const { paragraph, article } = first;
  if (!paragraph) {
    const places = words.map(({ start, end }) => `${start} to ${end}`).join(", ");
    return html`<p class="restated">The text of the article may not be shown: its licence does not allow it, or it was withdrawn. The words are at offsets ${places} of its text (${article.slug}).</p>\n`;
  }
  const text = html`<p lang="${article.language}">${marked(paragraph, words)}</p>`;
  const note = NOTES[article.wording];
  // Only a publisher's own words are a quotation.
  return article.wording === "RESTATED"
    ? html`<div class="restated">${text}<p class="quiet">${note}</p></div>\n`
    : html`<blockquote>${text}</blockquote>\n${note && html`<p class="quiet">${note}</p>\n`}`;
}

/** Offsets are UTF-16 code units into the article's text. Overlapping words are marked together. */
function marked({ text, start }: NonNullable<WordsFragment["paragraph"]>, words: readonly WordsFragment[]): Html {
  const spans = words.map((word) => ({ from: word.start - start, until: word.end - start }));
  const parts: Html[] = [];
  let at = 0;
  for (const { from, until } of merged(spans)) {
    parts.push(html`${text.slice(at, from)}<mark>${text.slice(from, until)}</mark>`);
    at = until;
  }
  return html`${parts}${text.slice(at)}`;
}

interface Span {
  readonly from: number;
  readonly until: number;
}

function merged(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last && span.from <= last.until)
      result[result.length - 1] = { ...last, until: Math.max(last.until, span.until) };
    else result.push(span);
  }
  return result;
}
