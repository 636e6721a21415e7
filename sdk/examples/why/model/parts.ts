import type { CellKind, Open, TollFields, Victims } from "@conflict-graph/sdk";
import { peopleOf, wordFor } from "./words.ts";

type Breakdown = NonNullable<TollFields["breakdown"]>;

/** A row of the table of parts. */
export interface Part {
  readonly people: string;
  readonly victims: Open<Victims>;
  /** “no claim” where nobody gave a figure: that is not zero. */
  readonly figure: string;
  readonly kind: Open<CellKind>;
  /** Whether it is one of those that are added up. */
  readonly isSummed: boolean;
  /** The bounds to draw; null where there is no figure. */
  readonly low: number | null;
  readonly high: number | null;
  readonly isOpenAbove: boolean;
  readonly reports: Breakdown["cells"][number]["reports"];
}

const FROM: Readonly<Record<CellKind, string>> = {
  STATED_PART: "stated as a part of the same claim",
  CROSS_CLAIMANT: "claimed by others by then",
  NO_CLAIM: "nobody gave a figure, which is not zero",
};

export const fromLabel = (kind: Open<CellKind>): string => wordFor(FROM, kind);

/** Those that are added up first, then what is known beside them, then what nobody said. */
export function partsOf({ cells }: Breakdown): Part[] {
  const rank = ({ kind, isSummed }: Breakdown["cells"][number]) => (kind === "NO_CLAIM" ? 2 : isSummed ? 0 : 1);
  return cells
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ subject, label, kind, isSummed, low, high, isOpenAbove, reports }) => ({
      people: peopleOf(subject),
      victims: subject.victims,
      figure: kind === "NO_CLAIM" ? "no claim" : label,
      kind,
      isSummed,
      low,
      high,
      isOpenAbove,
      reports,
    }));
}

/** Reasons for leaving claims out, with how many were, the most frequent first. */
export function reasonsOf(
  leftOut: TollFields["leftOut"],
): { readonly reason: TollFields["leftOut"][number]["reason"]; readonly count: number }[] {
  return [...Map.groupBy(leftOut, ({ reason }) => reason)]
    .map(([reason, all]) => ({ reason, count: all.length }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
