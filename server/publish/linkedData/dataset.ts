import { HARM_WORDS } from "../../domain/english.ts";
import { namedHash } from "../../domain/text.ts";
import type { CorpusRow, SourceRow } from "../../store/read/corpora.ts";
import type { Coverage } from "../../store/read/coverage.ts";
import { isLink } from "../shared.ts";
import { type JsonLd, type JsonLdObject, licenceOf } from "./jsonLd.ts";

/** What the store contains, as of its newest data revision. */
export interface DatasetFacts {
  readonly corpora: readonly CorpusRow[];
  readonly sources: readonly SourceRow[];
  readonly coverage: Coverage;
  readonly dataRevision: number;
  /** When the newest write took place, in UTC milliseconds. */
  readonly recordedAt: number;
}

interface Place {
  /** The service's public address, without a trailing slash. Null if it has none: then addresses are relative. */
  readonly publicUrl: string | null;
  /** Whether anybody may read without a key. */
  readonly isOpen: boolean;
}

/** The files with all claims or events, by their address. */
const DOWNLOADS = [
  { path: "export/claims.csv", name: "Claims as CSV", type: "text/csv" },
  { path: "export/claims.jsonl", name: "Claims as JSON Lines", type: "application/jsonl" },
  { path: "export/claims.parquet", name: "Claims as Parquet", type: "application/vnd.apache.parquet" },
  { path: "export/events.geojson", name: "Events with places as GeoJSON", type: "application/geo+json" },
] as const;

const ABOUT =
  "Each casualty figure is a claim: who makes it, who passed it on, in which words of which article, about whom, for which time, and how exactly. Denials and corrections are kept beside it. Claims are not estimates, and figures of different claimants are never added.";
const TECHNIQUE =
  "Figures are read from the texts of articles and recorded as claims, each with its words, its claimant and its source. Nothing is estimated.";

/** Google reads descriptions of at most 5000 characters. */
const LONGEST = 5000;

/**
 * The store as a schema.org Dataset: https://schema.org/Dataset. What Google asks for is in
 * https://developers.google.com/search/docs/appearance/structured-data/dataset. How to cite the dataset is in `creditText`:
 * Google takes `citation` for other publications. Null if nothing is loaded.
 */
export function datasetOf(facts: DatasetFacts, place: Place): JsonLdObject | null {
  const { corpora, sources, coverage, dataRevision, recordedAt } = facts;
  const [first] = corpora;
  if (first === undefined) return null;
  const { publicUrl, isOpen } = place;
  const name = corpora.map(({ title }) => title).join("; ");
  const versions = corpora.map(({ version }) => version).join("; ");
  const described = corpora.map(({ description }) => description).filter((text) => text !== null);
  const changed = new Date(recordedAt).toISOString();
  const address = (path: string): string => (publicUrl === null ? path || "./" : `${publicUrl}/${path}`);
  return {
    "@type": "Dataset",
    "@id": address(""),
    url: address(""),
    name,
    description: [...described, ABOUT].join(" ").slice(0, LONGEST),
    version: `${versions}, data revision ${dataRevision}`,
    dateModified: changed,
    creator: corpora.map(creatorOf),
    license: distinct(sources.map(licenceOfSource)),
    creditText: `${corpora.map(({ title }) => `Contributors to ${title}`).join("; ")}: ${name}, version ${versions}, data revision ${dataRevision}, recorded ${changed.slice(0, 10)}.`,
    identifier: corpora.map(identifierOf),
    isAccessibleForFree: isOpen,
    keywords: ["armed conflict", "casualty claims", "casualties", "death toll", "event data"],
    temporalCoverage: periodOf(coverage),
    spatialCoverage: areaOf(coverage),
    measurementTechnique: TECHNIQUE,
    variableMeasured: Object.entries(HARM_WORDS).map(([harm, words]) => ({
      "@type": "PropertyValue",
      propertyID: harm,
      name: `People ${words}, as claimed`,
      unitText: "people",
    })),
    distribution: DOWNLOADS.map(({ path, name, type }) => ({
      "@type": "DataDownload",
      name,
      contentUrl: address(path),
      encodingFormat: type,
    })),
    ...(corpora.length > 1 && { hasPart: corpora.map((corpus) => partOf(corpus, sources)) }),
  };
}

/** One of several corpora. */
const partOf = (corpus: CorpusRow, sources: readonly SourceRow[]): JsonLd => ({
  "@type": "Dataset",
  name: corpus.title,
  description: `${corpus.description ?? ""} ${ABOUT}`.trim().slice(0, LONGEST),
  version: corpus.version,
  dateModified: new Date(corpus.recordedAt).toISOString(),
  creator: creatorOf(corpus),
  license: distinct(sources.filter((source) => source.corpus === corpus.slug).map(licenceOfSource)),
  identifier: identifierOf(corpus),
});

/** As in citations of claims and tolls. */
const creatorOf = ({ title }: CorpusRow): JsonLd => ({ "@type": "Organization", name: `Contributors to ${title}` });

const licenceOfSource = ({ licence, licenceUrl }: SourceRow): JsonLd =>
  licenceOf({ licence, licenceUrl: licenceUrl !== null && isLink(licenceUrl) ? licenceUrl : null });

const identifierOf = ({ slug, version, hash }: CorpusRow): JsonLd => ({
  "@type": "PropertyValue",
  propertyID: "corpus",
  value: `${slug} ${version} (${namedHash(hash)})`,
});

/** An interval of days by ISO 8601. */
function periodOf({ from, until }: Coverage): string | undefined {
  if (from === null || until === null) return undefined;
  return `${new Date(from).toISOString().slice(0, 10)}/${new Date(until).toISOString().slice(0, 10)}`;
}

/** The places by name or, if there are more than can be listed, a box by its south-western and north-eastern corners. */
function areaOf({ places, placeCount, box }: Coverage): JsonLd {
  if (placeCount > places.length && box !== null) {
    const { south, west, north, east } = box;
    return { "@type": "Place", geo: { "@type": "GeoShape", box: `${south} ${west} ${north} ${east}` } };
  }
  if (places.length === 0) return undefined;
  return places.map(({ name, latitude, longitude }) => ({
    "@type": "Place",
    name,
    ...(latitude !== null && longitude !== null && { geo: { "@type": "GeoCoordinates", latitude, longitude } }),
  }));
}

const distinct = (values: readonly JsonLd[]): JsonLd[] => [
  ...new Map(values.map((value) => [JSON.stringify(value), value])).values(),
];
