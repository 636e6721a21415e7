import type { CslItem } from "../../domain/citation.ts";
import { HARM_WORDS, listText } from "../../domain/english.ts";
import { namedHash } from "../../domain/text.ts";
import type { ActorKind } from "../../domain/vocabulary.ts";
import type { ClaimPageFragment, TimeFragment } from "../generated/queries.ts";
import { enumWords, isLink } from "../shared.ts";
import { corporaOf, type JsonLd, type JsonLdObject, licenceOf } from "./jsonLd.ts";

/**
 * A version of a claim in the words of schema.org. It is a `Claim`: somebody says something, and it appears in an article.
 * It is not a `ClaimReview`, which is a verdict on a claim, nor an `Observation`, which would present the figure as measured. The
 * article is the `appearance`, not the `firstAppearance`, since an earlier one may exist. The claimant is the `author`.
 * @param sentence the claim in a sentence
 */
export function claimLinkedData(claim: ClaimPageFragment, item: CslItem, sentence: string): JsonLdObject {
  const { slug, revision, attributedTo, place, event, period, count, harm } = claim;
  const name = `${slug}@${revision.number}`;
  const address = claim.permalink ?? name;
  const claimant = attributedTo?.actor;
  return {
    "@type": "Claim",
    "@id": address,
    url: address,
    name: item.title,
    description: `${sentence}${denied(claim)}`,
    inLanguage: "en",
    identifier: [name, namedHash(revision.contentHash)],
    version: String(revision.number),
    creativeWorkStatus: statusOf(claim),
    author: claimant ? { "@type": typeOf(claimant.kind), name: claimant.name } : undefined,
    dateCreated: claim.statedAt?.at ?? undefined,
    temporalCoverage: period ? interval(period) : undefined,
    contentLocation: place ? { "@type": "Place", name: place.name } : undefined,
    about: { "@type": "Event", name: event.title },
    mainEntity: {
      "@type": "QuantitativeValue",
      name: count.label,
      minValue: count.min ?? undefined,
      maxValue: count.max ?? undefined,
      unitText: `people ${HARM_WORDS[harm]}`,
    },
    appearance: appearanceOf(claim),
    isPartOf: corporaOf(item),
    creditText: claim.citation,
    sdDatePublished: revision.recordedAt,
  };
}

function appearanceOf({ article }: ClaimPageFragment): JsonLd {
  const { title, wording, language, url, publisher, published, source, slug, archiveUrl } = article;
  const isRestated = wording === "RESTATED";
  return {
    "@type": "Article",
    identifier: slug,
    // A title in our own words would look like the publisher's.
    headline: isRestated ? undefined : title,
    description: isRestated ? `Titled in the corpus author's words: ${title}` : undefined,
    inLanguage: language,
    url: url !== null && isLink(url) ? url : undefined,
    archivedAt: archiveUrl !== null && isLink(archiveUrl) ? archiveUrl : undefined,
    publisher: publisher ? { "@type": "Organization", name: publisher.name } : undefined,
    datePublished: published?.at ?? undefined,
    license: licenceOf(source),
  };
}

/** A claim without its denials would say too much. */
function denied({ denials }: ClaimPageFragment): string {
  if (denials.length === 0) return "";
  const each = denials.map(
    ({ deniedBy, matter }) => `${deniedBy?.name ?? "someone not named"} (${enumWords(matter).toLowerCase()})`,
  );
  return ` Denied by ${listText(each)}.`;
}

function statusOf({ retraction, review, status }: ClaimPageFragment): string {
  if (retraction) return "Retracted by the claimant";
  return review === "REJECTED" ? "Rejected in review" : enumWords(status);
}

const typeOf = (kind: ActorKind): string => (kind === "PERSON" ? "Person" : "Organization");

/** From the earliest to the latest instant, by ISO 8601. */
const interval = ({ earliest, latest }: TimeFragment): string => `${earliest}/${latest}`;
