import type { DenialFields } from "@conflict-graph/sdk";
import { counted, labelFor, STATUSES } from "../../shared/labels.ts";
import { type Certainty, type Claim, certaintyBy, spanOf } from "./claim.ts";
import { joinedList, MATTERS } from "./labels.ts";

/** A fact that a reader must not miss. Each kind has its own sign in the chart and is also written next to the mark. */
export interface Caveat {
  readonly kind: "DENIED" | "RETRACTED" | "UNREVIEWED" | "REJECTED" | "STATUS" | "MAYBE";
  readonly text: string;
}

/** The caveats as of a time: denials and retractions after that time do not count. */
export function caveatsOf(claim: Claim, asOf: number | null): Caveat[] {
  const { review, status } = claim;
  const caveats: (Caveat | false)[] = [
    isRetractedBy(asOf, claim) && { kind: "RETRACTED", text: "retracted by the claimant" },
    review === "REJECTED" && { kind: "REJECTED", text: "found wrong on review" },
    review === "EXTRACTED" && { kind: "UNREVIEWED", text: "not reviewed" },
    status !== "CURRENT" && { kind: "STATUS", text: labelFor(STATUSES, status) },
    denialCaveat(denialsBy(asOf, claim)),
    timeCaveat(certaintyBy(asOf, claim), claim),
  ];
  return caveats.filter((caveat) => caveat !== false);
}

/** A retraction at an unknown time always counts, as does a denial. */
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

function denialCaveat(denials: readonly DenialFields[]): Caveat | false {
  if (denials.length === 0) return false;
  const matters = [...new Set(denials.map(({ matter }) => labelFor(MATTERS, matter)))];
  const names = [...new Set(denials.map(({ deniedBy }) => deniedBy?.name ?? null))];
  const named = names.filter((name) => name !== null);
  const others = names.length - named.length;
  const by = [...named, ...(others > 0 ? [counted(others, "unnamed source", "unnamed sources")] : [])];
  return { kind: "DENIED", text: `denied by ${joinedList(by)}: ${joinedList(matters)}` };
}

function timeCaveat(certainty: Certainty, { statedAt, published }: Claim): Caveat | false {
  if (certainty !== "MAYBE") return false;
  return {
    kind: "MAYBE",
    text: (statedAt ?? published) ? "possibly stated by then" : "not known when it was stated",
  };
}
