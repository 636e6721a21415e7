import type { Atom } from "feedsmith";
import { claimSentence, claimTitle } from "../../domain/claimPhrase.ts";
import type { ClaimChange } from "../../store/changes/claimChanges.ts";
import { claimFacts } from "../claims/claimFacts.ts";
import type { FeedClaimFragment, FeedClaimsQuery } from "../generated/queries.ts";
import { enumWords } from "../shared.ts";
import { feedText } from "./feedText.ts";
import { uuidUrn } from "./uuidUrn.ts";

/** What a change left: the claim, or who withdrew it and why. Null if the schema no longer has either. */
export type ChangedClaim = FeedClaimsQuery["nodes"][number];

/**
 * An entry of the feed for a change of a claim.
 * @param base what the addresses of claims begin with: the public address and a slash, or nothing
 */
export function feedEntry(change: ClaimChange, claim: ChangedClaim, base: string): Atom.Entry<Date> {
  const { corpus, slug, kind, version, recordedAt } = change;
  const updated = new Date(recordedAt);
  const entry = {
    // A change never changes, so that its id is made of what identifies it, in this store.
    id: uuidUrn("claim change", corpus, slug, kind, version, recordedAt),
    updated,
    links: [
      { rel: "alternate", type: "text/html", href: `${base}claims/${slug}${isLeft(claim) ? `@${version}` : ""}` },
    ],
  };
  return isLeft(claim) ? { ...entry, ...ofClaim(change, claim) } : { ...entry, ...ofWithdrawal(slug, claim) };
}

const isLeft = (claim: ChangedClaim): claim is FeedClaimFragment => claim !== null && "harm" in claim;

function ofClaim({ kind, slug, recordedAt }: ClaimChange, claim: FeedClaimFragment) {
  const { article, event, harm, revision, attributedTo } = claim;
  const facts = claimFacts(claim);
  const isNew = kind === "ADDED";
  const changed = revision.changes.map(({ field }) => field).join(", ");
  const sentences = [
    claimSentence(facts),
    `Figure: ${claim.count.label}.`,
    `Claimant: ${attributedTo?.actor?.name ?? "not named"}.`,
    `Publisher: ${article.publisher?.name ?? "not stated"}.`,
    `Event: ${event.title}.`,
    ...(claim.isDenied ? ["Somebody denies this claim: see its page."] : []),
    ...(claim.review === "EXTRACTED" ? ["No person has checked this claim yet."] : []),
    ...(isNew ? [] : [`Revision ${revision.number}.${changed === "" ? "" : ` Changed: ${changed}.`}`]),
    ...(isNew ? [] : [`Reason: ${revision.reason}`]),
  ];
  return {
    title: feedText(`${isNew ? "New claim" : "Revised claim"}: ${claimTitle(facts)} (${slug})`),
    summary: feedText(sentences.join(" ")),
    authors: [{ name: feedText(revision.recordedBy).value }],
    ...(isNew && { published: new Date(recordedAt) }),
    categories: [
      { term: kind },
      { term: harm, label: enumWords(harm) },
      { term: event.slug, label: feedText(event.title).value },
    ],
    rights: feedText([article.source.licence, article.source.attribution].filter(Boolean).join(", ")),
  };
}

/** The figure is not repeated: whoever withdrew the claim may have had a reason for that. Its page shows its versions. */
function ofWithdrawal(slug: string, claim: Exclude<ChangedClaim, FeedClaimFragment>) {
  const { withdrawnBy, reason } = claim && "reason" in claim ? claim : { withdrawnBy: undefined, reason: undefined };
  return {
    title: feedText(`Withdrawn claim: ${slug}`),
    summary: feedText(
      `The claim was withdrawn from this store.${reason ? ` Reason: ${reason}` : ""} A withdrawal is not a retraction by the claimant.`,
    ),
    authors: [{ name: feedText(withdrawnBy ?? "not known").value }],
    categories: [{ term: "WITHDRAWN" }],
  };
}
