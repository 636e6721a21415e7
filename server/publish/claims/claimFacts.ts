import { type ClaimFacts, isSingular } from "../../domain/claimPhrase.ts";
import { countLabel } from "../../domain/count.ts";
import type { ClaimPageFragment } from "../generated/queries.ts";

interface Named {
  readonly actor: { readonly name: string } | null;
}

/** The selected fields of a claim that its title and its sentence need. */
type ClaimWords = Pick<ClaimPageFragment, "harm" | "victims" | "tags" | "status" | "review"> & {
  readonly count: Pick<ClaimPageFragment["count"], "qualifier" | "min" | "max" | "best" | "text" | "conventionMin">;
  readonly side: { readonly name: string } | null;
  readonly place: { readonly name: string } | null;
  readonly attributedTo: Named | null;
  readonly via: Named | null;
  readonly retraction: object | null;
};

/** What `claimTitle` and `claimSentence` make a title and a sentence of. */
export const claimFacts = (claim: ClaimWords): ClaimFacts => ({
  ...claim,
  count: countLabel({ ...claim.count, best: null }),
  best: claim.count.best,
  isSingular: isSingular(claim.count),
  isRetracted: claim.retraction !== null,
  side: claim.side?.name ?? null,
  place: claim.place?.name ?? null,
  claimant: claim.attributedTo?.actor?.name ?? null,
  conduit: claim.via?.actor?.name ?? null,
});
