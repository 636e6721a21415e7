/** Offsets are UTF-16 code units, as in `slice`. */
interface Span {
  readonly start: number;
  readonly end: number;
}

/** A piece of a text that belongs to the same claims from its start to its end. */
export interface Segment {
  readonly text: string;
  /** The claims whose words contain the piece, by index, from the longest to the shortest. */
  readonly claims: readonly number[];
  /** The claim that a click on the piece opens: the shortest. Null outside of all claims. */
  readonly claim: number | null;
  /** Whether this is the first piece of `claim`. Each claim has one, even if shorter claims cover all of its words. */
  readonly isFirst: boolean;
  /** The number in no claim to which the piece belongs, by index. */
  readonly otherNumber: number | null;
}

/**
 * Divides a text at the bounds of claims and numbers, which may overlap. The pieces in order are the whole text.
 * @example
 * segmentsOf("nine, including a child, died", [nineDied, includingAChild], []); // “nine, ”, “including a child”, “, died”
 */
export function segmentsOf(text: string, claims: readonly Span[], otherNumbers: readonly Span[]): Segment[] {
  const bounds = [0, text.length, ...[...claims, ...otherNumbers].flatMap(({ start, end }) => [start, end])];
  const stops = [...new Set(bounds)].filter((at) => at >= 0 && at <= text.length).sort((a, b) => a - b);
  const [claimsAt, numbersAt] = [coveringFrom(claims), coveringFrom(otherNumbers)];
  const pieces = stops.slice(0, -1).map((start, at) => {
    const covering = claimsAt(start);
    const claim = covering.at(-1) ?? null;
    const number = numbersAt(start).at(-1) ?? null;
    return { start, text: text.slice(start, stops[at + 1]), claims: covering, claim, otherNumber: number };
  });
  const shown = new Set(pieces.map(({ claim }) => claim));
  const opened = new Set<number>();
  return pieces.flatMap(({ start, ...piece }) => {
    // A claim whose words are all inside shorter claims gets an empty piece, so that it can still be opened.
    const covered = piece.claims.filter((claim) => !shown.has(claim) && claims[claim]?.start === start);
    const empty = covered.map((claim) => {
      const around = piece.claims.slice(0, piece.claims.indexOf(claim) + 1);
      return { text: "", claims: around, claim, isFirst: true, otherNumber: null };
    });
    const isFirst = piece.claim !== null && !opened.has(piece.claim);
    if (piece.claim !== null) opened.add(piece.claim);
    return [...empty, { ...piece, isFirst }];
  });
}

/** The spans that cover a position, from the longest to the shortest. Ask for positions in ascending order. */
function coveringFrom(spans: readonly Span[]): (at: number) => number[] {
  const length = (index: number) => (spans[index]?.end ?? 0) - (spans[index]?.start ?? 0);
  const waiting = [...spans.keys()].sort((a, b) => (spans[a]?.start ?? 0) - (spans[b]?.start ?? 0) || a - b);
  let open: number[] = [];
  let next = 0;
  return (at) => {
    open = open.filter((index) => (spans[index]?.end ?? 0) > at);
    for (; next < waiting.length; next++) {
      const index = waiting[next] ?? 0;
      const { start, end } = spans[index] ?? { start: 0, end: 0 };
      if (start > at) break;
      if (end > at) open.push(index);
    }
    return open.toSorted((a, b) => length(b) - length(a) || a - b);
  };
}
