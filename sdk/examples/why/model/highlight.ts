import type { EvidenceFields } from "@conflict-graph/sdk";

/** A piece of text, and whether it is evidence for the claim. */
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

/** The whole paragraphs that contain the evidence. Offsets are UTF-16 code units into the article's text, as in `slice`. */
export function markedParagraphs(paragraphs: readonly Paragraph[], evidence: readonly Words[]): MarkedParagraph[] {
  return paragraphs.flatMap(({ kind, start, end, text }) => {
    const spans = evidence
      .filter((words) => words.start < end && words.end > start)
      .map((words) => ({ from: Math.max(0, words.start - start), until: Math.min(end, words.end) - start }));
    return spans.length === 0 ? [] : [{ kind, start, segments: segmentsOf(text, spans) }];
  });
}

/** Whether the offsets belong to this version of the text. */
export const fitsText = (evidence: readonly Words[], textHash: string): boolean =>
  evidence.every(({ articleHash }) => articleHash === textHash);

function segmentsOf(text: string, spans: readonly { from: number; until: number }[]): Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  for (const { from, until } of spans.toSorted((a, b) => a.from - b.from)) {
    // Overlapping spans are not marked twice.
    const begin = Math.max(at, from);
    if (begin > at) segments.push({ text: text.slice(at, begin), isEvidence: false });
    if (until > begin) segments.push({ text: text.slice(begin, until), isEvidence: true });
    at = Math.max(at, until);
  }
  if (at < text.length) segments.push({ text: text.slice(at), isEvidence: false });
  return segments;
}
