import type { CellKind, Open, TollFields, Victims } from "@conflict-graph/sdk";
import { labelFor } from "../../shared/labels.ts";
import { peopleOf } from "./labels.ts";

type Breakdown = NonNullable<TollFields["breakdown"]>;

/** A row of the breakdown's table. */
export interface Part {
  readonly people: string;
  readonly victims: Open<Victims>;
  /** “no claim” if no claim of that time gives a total, never zero. */
  readonly figure: string;
  readonly kind: Open<CellKind>;
  /** True if the row is included in the sum. */
  readonly isSummed: boolean;
  /** The bounds to draw; null if there is no figure. */
  readonly low: number | null;
  readonly high: number | null;
  readonly isOpenAbove: boolean;
  readonly reports: Breakdown["cells"][number]["reports"];
}

const ORIGINS: Readonly<Record<CellKind, string>> = {
  STATED_PART: "stated as part of the same claim",
  CROSS_CLAIMANT: "claimed by others by that time",
  NO_CLAIM: "no claim known to be from that time gives a total, which does not mean zero",
};

export const originLabel = (kind: Open<CellKind>): string => labelFor(ORIGINS, kind);

/** The parts of the sum come first, then other figures, then the groups without a claim. */
export function partsOf({ cells }: Breakdown): Part[] {
  const rank = ({ kind, isSummed }: Breakdown["cells"][number]) => (kind === "NO_CLAIM" ? 2 : isSummed ? 0 : 1);
  return cells
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ subject, label, kind, isSummed, lowest, highest, isOpenAbove, reports }) => ({
      people: peopleOf(subject),
      victims: subject.victims,
      figure: kind === "NO_CLAIM" && label === "no figure" ? "no claim" : label,
      kind,
      isSummed,
      low: lowest,
      high: highest,
      isOpenAbove,
      reports,
    }));
}

/** The reasons why claims were left out, the most frequent first. */
export function reasonsOf(
  leftOut: TollFields["leftOut"],
): { readonly reason: TollFields["leftOut"][number]["reason"]; readonly count: number }[] {
  return [...Map.groupBy(leftOut, ({ reason }) => reason)]
    .map(([reason, all]) => ({ reason, count: all.length }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
