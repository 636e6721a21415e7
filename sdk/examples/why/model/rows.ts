import type { ActorRef } from "@conflict-graph/sdk";
import { boundsOf, type Claim, spanOf, statedAt } from "./claim.ts";

/** The claims of one party; or, where no claimant is named, of the articles of one publisher. */
export interface Row {
  readonly key: string;
  /** Null where no claimant is named. */
  readonly party: ActorRef | null;
  /** Without a claimant: whose articles say so; null where that is not stated either. */
  readonly publisher: ActorRef | null;
  /** In the order in which they were stated, as far as that can be told. */
  readonly claims: readonly Claim[];
}

/**
 * One row for each party, those with the largest figures first, then by name; below them those who name no claimant. The
 * order is for reading: nobody's figure is preferred.
 */
export function rowsOf(claims: readonly Claim[]): Row[] {
  const groups = Map.groupBy(claims, rowKey);
  return [...groups].map(([key, own]) => rowOf(key, own)).sort(inOrder);
}

/** The party; the claimant itself where its affiliations lead to several. */
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

/** The largest number that any of the claims states; null where none states one. */
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
