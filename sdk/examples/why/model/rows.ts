import type { ActorRef } from "@conflict-graph/sdk";
import { boundsOf, type Claim, spanOf, statedAt } from "./claim.ts";

/** The claims of one party. Claims without a named claimant have one row per publisher. */
export interface Row {
  readonly key: string;
  /** Null if no claimant is named. */
  readonly party: ActorRef | null;
  /** If no claimant is named, this is the publisher of the articles, or null if the publisher is not stated either. */
  readonly publisher: ActorRef | null;
  /** Sorted by the time at which the claims were stated; unknown times come last. */
  readonly claims: readonly Claim[];
}

/** Whether a row has too many claims to label. Readers then point at a mark or use the table. */
export const isCrowded = (claims: readonly unknown[]): boolean => claims.length > 24;

/** One row per party, the largest figures first, then by name. The rows without a claimant come last. */
export function rowsOf(claims: readonly Claim[]): Row[] {
  const groups = Map.groupBy(claims, rowKey);
  return [...groups].map(([key, own]) => rowOf(key, own)).sort(inOrder);
}

/** The claimant itself, if its affiliations lead to several parties. */
const partyOf = ({ party, attributedTo }: Claim): ActorRef | null => party ?? attributedTo?.actor ?? null;

const rowKey = (claim: Claim): string => {
  const party = partyOf(claim);
  return party ? `party ${party.slug}` : `publisher ${claim.publisher?.slug ?? ""}`;
};

function rowOf(key: string, claims: readonly Claim[]): Row {
  const [first] = claims;
  const party = first ? partyOf(first) : null;
  return { key, party, publisher: party ? null : (first?.publisher ?? null), claims: claims.toSorted(byTime) };
}

/** The largest number in any of the claims; null if no claim states a number. */
export function largestOf(claims: readonly Claim[]): number | null {
  const bounds = claims.flatMap(boundsOf);
  return bounds.length === 0 ? null : Math.max(...bounds);
}

const inOrder = (a: Row, b: Row): number =>
  Number(a.party === null) - Number(b.party === null) ||
  (largestOf(b.claims) ?? -1) - (largestOf(a.claims) ?? -1) ||
  rowName(a).localeCompare(rowName(b), "en");

export const rowName = ({ party, publisher }: Row): string => party?.name ?? publisher?.name ?? "";

const byTime = (a: Claim, b: Claim): number => {
  const [first, second] = [spanOf(statedAt(a)), spanOf(statedAt(b))];
  return (
    (first?.from ?? Number.POSITIVE_INFINITY) - (second?.from ?? Number.POSITIVE_INFINITY) ||
    (first?.until ?? 0) - (second?.until ?? 0) ||
    (largestOf([b]) ?? -1) - (largestOf([a]) ?? -1) ||
    (a.slug < b.slug ? -1 : 1)
  );
};
