import { isUnmaskedForm } from "./names/mask.ts";
import { type Paragraph, withSingleSpaces } from "./text.ts";

/** The sentences that contain some words of an article, and the sentences before and after them; null if there is none. */
export interface Surroundings {
  readonly sentence: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** @param words their offsets in the article's text, in UTF-16 code units */
export function surroundingsOf(
  paragraphs: readonly Paragraph[],
  words: { readonly start: number; readonly end: number },
  language: string,
): Surroundings {
  const segmenter = new Intl.Segmenter(language, { granularity: "sentence" });
  const sentencesOf = (paragraph: Paragraph | undefined) =>
    paragraph
      ? [...segmenter.segment(paragraph.text)].map(({ segment, index }) => {
          const start = paragraph.start + index;
          return { start, end: start + segment.length, text: withSingleSpaces(segment).trim() };
        })
      : [];
  const at = paragraphs.findIndex(({ start, end }) => start <= words.start && words.end <= end);
  const own = sentencesOf(paragraphs[at]);
  const first = own.findIndex(({ end }) => words.start < end);
  const last = own.findLastIndex(({ start }) => start < words.end);
  return {
    sentence: own
      .slice(first, last + 1)
      .map(({ text }) => text)
      .join(" "),
    before: (own[first - 1] ?? sentencesOf(paragraphs[at - 1]).at(-1))?.text ?? null,
    after: (own[last + 1] ?? sentencesOf(paragraphs[at + 1])[0])?.text ?? null,
  };
}

/**
 * Whether the words may mean something else now, because a sentence around them has changed: their own sentence or, if it
 * does not contain the speaker's name, the one before it, or the one after it if that is where the name was.
 * @param speaker the words that name the speaker; null if nothing is known to name one
 */
export function hasMoved(earlier: Surroundings, now: Surroundings, speaker: string | null): boolean {
  if (!isSame(earlier.sentence, now.sentence)) return true;
  const name = speaker === null ? null : withSingleSpaces(speaker).trim();
  if (name !== null && earlier.sentence.includes(name)) return false;
  return (
    !isSame(earlier.before, now.before) ||
    (name !== null && (earlier.after?.includes(name) ?? false) && !isSame(earlier.after, now.after))
  );
}

/** A name may have been masked in the earlier sentence. */
const isSame = (earlier: string | null, now: string | null): boolean =>
  earlier === now || (earlier !== null && now !== null && isUnmaskedForm(earlier, now));
