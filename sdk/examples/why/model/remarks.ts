import type { DenialFields } from "@conflict-graph/sdk";
import { type Certainty, type Claim, certaintyBy, spanOf } from "./claim.ts";
import { counted, listed, MATTERS, STATUSES, wordFor } from "./words.ts";

/** What a reader must not miss of a claim. Each is drawn in a way of its own and written beside the mark. */
export interface Remark {
  readonly kind: "DENIED" | "RETRACTED" | "UNREVIEWED" | "REJECTED" | "STATUS" | "MAYBE";
  readonly text: string;
}

/** As of a time: what was denied or taken back only afterwards still stands. */
export function remarksOn(claim: Claim, asOf: number | null): Remark[] {
  const { review, status } = claim;
  const remarks: (Remark | false)[] = [
    isRetractedBy(asOf, claim) && { kind: "RETRACTED", text: "taken back by its claimant" },
    review === "REJECTED" && { kind: "REJECTED", text: "found wrong on review" },
    review === "EXTRACTED" && { kind: "UNREVIEWED", text: "not reviewed" },
    status !== "CURRENT" && { kind: "STATUS", text: wordFor(STATUSES, status) },
    deniedRemark(denialsBy(asOf, claim)),
    maybeRemark(certaintyBy(asOf, claim), claim),
  ];
  return remarks.filter((remark) => remark !== false);
}

/** A retraction or a denial of unknown time counts at any. */
export function isRetractedBy(asOf: number | null, { retraction }: Pick<Claim, "retraction">): boolean {
  if (!retraction) return false;
  const span = spanOf(retraction.statedAt);
  return asOf === null || span === null || span.until <= asOf;
}

const denialsBy = (asOf: number | null, { denials }: Claim): DenialFields[] =>
  denials.filter(({ statedAt }) => {
    const span = spanOf(statedAt);
    return asOf === null || span === null || span.from <= asOf;
  });

function deniedRemark(denials: readonly DenialFields[]): Remark | false {
  if (denials.length === 0) return false;
  const matters = [...new Set(denials.map(({ matter }) => wordFor(MATTERS, matter)))];
  const names = [...new Set(denials.map(({ deniedBy }) => deniedBy?.name ?? null))];
  const named = names.filter((name) => name !== null);
  const others = names.length - named.length;
  const by = [...named, ...(others > 0 ? [counted(others, "source not named", "sources not named")] : [])];
  return { kind: "DENIED", text: `${listed(by)} denied: ${listed(matters)}` };
}

function maybeRemark(certainty: Certainty, { statedAt, published }: Claim): Remark | false {
  if (certainty !== "MAYBE") return false;
  return {
    kind: "MAYBE",
    text: (statedAt ?? published) ? "perhaps stated by then" : "nobody knows when it was stated",
  };
}
