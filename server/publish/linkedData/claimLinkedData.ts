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
    author: claimant ? { "@type": TYPES[claimant.kind], name: claimant.name } : undefined,
    dateCreated: dateOf(claim.statedAt),
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
    datePublished: dateOf(published),
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

/** Undefined if neither type of schema.org is right. */
const TYPES: Readonly<Record<ActorKind, "Person" | "Organization" | undefined>> = {
  STATE: "Organization",
  PARTIALLY_RECOGNISED_ENTITY: "Organization",
  GOVERNMENT_BODY: "Organization",
  ARMED_FORCE: "Organization",
  ARMED_GROUP: "Organization",
  INTERGOVERNMENTAL_ORGANISATION: "Organization",
  NEWS_AGENCY: "Organization",
  MEDIA_OUTLET: "Organization",
  COMPANY: "Organization",
  ORGANISATION: "Organization",
  PEOPLE: undefined,
  PERSON: "Person",
  UNNAMED_SOURCE: undefined,
};

/** A date or an instant as it is known. Properties for dates do not take intervals. */
const dateOf = (time: TimeFragment | null): string | undefined =>
  time === null || time.precision === "SPAN" ? undefined : time.at;

/** From the earliest to the latest instant, by ISO 8601. */
const interval = ({ earliest, latest }: TimeFragment): string => `${earliest}/${latest}`;
