import type { CslItem } from "../../domain/citation.ts";
import { capitalised, HARM_WORDS } from "../../domain/english.ts";
import type { TollClaimFragment, TollPageFragment } from "../generated/queries.ts";
import { corporaOf, type JsonLd, type JsonLdObject } from "./jsonLd.ts";

/**
 * A toll in the words of schema.org. It is a `Dataset` of claims with the rule by which they are compared, and not an `Observation`:
 * nobody observed the range. `isBasedOn` lists the claims of each party's latest figure.
 * @param address the page's file name and parameters
 */
export function tollLinkedData(toll: TollPageFragment, item: CslItem, address: string): JsonLdObject {
  const { subject, harm, permalink, recordedAsOf, low, high } = toll;
  const used = toll.positions.flatMap(({ reports }) => reports);
  return {
    "@type": "Dataset",
    "@id": permalink ?? address,
    url: permalink ?? address,
    name: item.title,
    description: `${capitalised(toll.label)}. ${toll.ruleDescription}`,
    inLanguage: "en",
    version: `data revision ${recordedAsOf}`,
    creator: item.author.map(({ literal }) => ({ "@type": "Organization", name: literal })),
    about: subject.event ? { "@type": "Event", name: subject.event.title } : undefined,
    contentLocation: subject.place ? { "@type": "Place", name: subject.place.name } : undefined,
    measurementTechnique: toll.ruleDescription,
    variableMeasured: {
      "@type": "PropertyValue",
      propertyID: harm,
      name: `${capitalised(subject.label)} ${HARM_WORDS[harm]}, as claimed`,
      minValue: low ?? undefined,
      maxValue: high ?? undefined,
      unitText: "people",
    },
    isBasedOn: used.map(claimOf(permalink)),
    isPartOf: corporaOf(item),
    creditText: toll.citation,
  };
}

/** The addresses of claims begin like the toll's own. */
const claimOf =
  (permalink: string | null) =>
  ({ slug, revision, count, attributedTo }: TollClaimFragment): JsonLd => ({
    "@type": "Claim",
    "@id": `${permalink === null ? "../" : permalink.replace(/tolls\/[^/]*$/, "")}claims/${slug}@${revision.number}`,
    name: `${capitalised(count.label)}, according to ${attributedTo?.actor?.name ?? "an article that names no source"}`,
  });
