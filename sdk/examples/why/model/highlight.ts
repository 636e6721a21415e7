import type { EvidenceFields } from "@conflict-graph/sdk";

/** A stretch of text, and whether the claim rests on it. */
export interface Segment {
  readonly text: string;
  readonly isEvidence: boolean;
}

interface Paragraph {
  readonly kind: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface MarkedParagraph {
  readonly kind: string;
  readonly start: number;
  readonly segments: readonly Segment[];
}

type Words = Pick<EvidenceFields, "start" | "end" | "articleHash">;

/**
 * The paragraphs in which words stand, each whole and in the text's order. Offsets are UTF-16 code units into the
 * article's text, which is what `slice` counts.
 */
export function markedParagraphs(paragraphs: readonly Paragraph[], evidence: readonly Words[]): MarkedParagraph[] {
  return paragraphs.flatMap(({ kind, start, end, text }) => {
    const spans = evidence
      .filter((words) => words.start < end && words.end > start)
      .map((words) => ({ from: Math.max(0, words.start - start), until: Math.min(end, words.end) - start }));
    return spans.length === 0 ? [] : [{ kind, start, segments: segmentsOf(text, spans) }];
  });
}

/** Whether the offsets were counted in the text as it is now. */
export const fitsText = (evidence: readonly Words[], textHash: string): boolean =>
  evidence.every(({ articleHash }) => articleHash === textHash);

function segmentsOf(text: string, spans: readonly { from: number; until: number }[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    // What overlaps is marked as one.
    const begin = Math.max(at, from);
    if (begin > at) segments.push({ text: text.slice(at, begin), isEvidence: false });
    if (until > begin) segments.push({ text: text.slice(begin, until), isEvidence: true });
    at = Math.max(at, until);
  }
  if (at < text.length) segments.push({ text: text.slice(at), isEvidence: false });
  return segments;
}
