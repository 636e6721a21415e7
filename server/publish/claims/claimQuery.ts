import { parse } from "graphql";
import type * as vocabulary from "../../domain/vocabulary.ts";

/** What a claim's page and its `.json` hold: the first part of it also serves as the query that the page links to. */
const FIELDS = `
    slug
    harm
    count { label qualifier min max lower upper text conventionMin }
    victims
    tags
    side { slug name }
    place { slug name }
    attributedTo { words actor { slug name kind } }
    party { slug name }
    via { words actor { slug name kind } }
    blamed { words actor { slug name kind } }
    scope
    period { ...Time }
    statedAt { ...Time }
    status
    denials { matter words deniedBy { slug name } statedAt { ...Time } evidence { ...Words } }
    retraction { words note statedAt { ...Time } evidence { ...Words } }
    partOf { ...Linked }
    partKind
    partsAreAll
    parts(first: 100) { totalCount nodes { partKind ...Linked } }
    evidence { ...Words }
    article {
      slug title wording language url textHash
      publisher { slug name }
      agencies { slug name }
      copyOf { slug title }
      published { ...Time }
      source { title licence licenceUrl attribution showsText }
    }
    event { slug title }
    review
    reviewRule
    note
    revision { number dataRevision recordedAt recordedBy reason validFrom contentHash }
    permalink
    citation`;

const FRAGMENTS = `
fragment Time on ImpreciseTime { label at earliest latest precision basis words note }
fragment Words on Evidence {
  quote start end articleHash
  paragraph { kind text start }
  article { slug title wording language }
}
fragment Linked on CasualtyReport {
  slug harm victims count { label } revision { number }
  attributedTo { actor { name } }
}`;

export const CLAIM = parse(`query Claim($slug: String!, $recordedAsOf: RecordedAsOf!) {
  casualtyReport(slug: $slug, recordedAsOf: $recordedAsOf) {${FIELDS}
    item: citation(format: CSL_JSON)
  }
}
${FRAGMENTS}`);

export const CLAIM_BIBTEX = parse(`query Bibtex($slug: String!, $recordedAsOf: RecordedAsOf!) {
  casualtyReport(slug: $slug, recordedAsOf: $recordedAsOf) { citation(format: BIBTEX) }
}`);

/** Every change of a claim, also of one that was withdrawn. */
export const CLAIM_HISTORY = parse(`query History($id: ID!) {
  node(id: $id) {
    ... on CasualtyReport { revisions { ...Entry } }
    ... on Tombstone { revisions { ...Entry } }
  }
}
fragment Entry on Revision { number kind dataRevision recordedAt recordedBy reason changes { field } }`);

/** The same for a person to run and change: the link to GraphiQL carries it. */
export const claimQueryFor = (
  slug: string,
  recordedAsOf: number,
): string => `# What the page of this claim shows, as the store held it when it took this version up.
query Claim {
  casualtyReport(slug: "${slug}", recordedAsOf: ${recordedAsOf}) {${FIELDS}
  }
}
${FRAGMENTS}
`;

export interface Revision {
  /** That of a withdrawal is the version that it ended. */
  readonly number: number;
  readonly kind: "ADDED" | "REVISED" | "WITHDRAWN";
  readonly dataRevision: number;
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly reason: string;
  readonly changes: readonly { readonly field: string }[];
}

export interface Named {
  readonly slug: string;
  readonly name: string;
}

export interface Time {
  readonly label: string;
  readonly words: string | null;
  readonly note: string | null;
}

export interface Words {
  readonly quote: string | null;
  readonly start: number;
  readonly end: number;
  readonly paragraph: {
    readonly kind: vocabulary.ParagraphKind;
    readonly text: string;
    readonly start: number;
  } | null;
  readonly article: {
    readonly slug: string;
    readonly title: string;
    readonly wording: vocabulary.Wording;
    readonly language: string;
  };
}

export interface Linked {
  readonly slug: string;
  readonly harm: vocabulary.Harm;
  readonly victims: vocabulary.Victims;
  readonly count: { readonly label: string };
  readonly revision: { readonly number: number };
  readonly attributedTo: { readonly actor: { readonly name: string } | null } | null;
}

interface Attribution {
  readonly words: string | null;
  readonly actor: (Named & { readonly kind: vocabulary.ActorKind }) | null;
}

export interface ClaimPageData {
  readonly slug: string;
  readonly harm: vocabulary.Harm;
  readonly count: {
    readonly label: string;
    readonly qualifier: vocabulary.Qualifier;
    readonly min: number | null;
    readonly max: number | null;
    readonly conventionMin: number | null;
  };
  readonly victims: vocabulary.Victims;
  readonly tags: readonly string[];
  readonly side: Named | null;
  readonly place: Named | null;
  readonly attributedTo: Attribution | null;
  readonly party: Named | null;
  readonly via: Attribution | null;
  readonly blamed: Attribution | null;
  readonly scope: vocabulary.Scope;
  readonly period: Time | null;
  readonly statedAt: Time | null;
  readonly status: vocabulary.ClaimStatus;
  readonly denials: readonly {
    readonly matter: vocabulary.DeniedMatter;
    readonly words: string | null;
    readonly deniedBy: Named | null;
    readonly statedAt: Time | null;
    readonly evidence: readonly Words[];
  }[];
  readonly retraction: {
    readonly words: string | null;
    readonly note: string | null;
    readonly statedAt: Time | null;
    readonly evidence: readonly Words[];
  } | null;
  readonly partOf: Linked | null;
  readonly partKind: vocabulary.PartKind | null;
  readonly partsAreAll: boolean;
  readonly parts: {
    readonly totalCount: number;
    readonly nodes: readonly (Linked & { readonly partKind: vocabulary.PartKind })[];
  };
  readonly evidence: readonly Words[];
  readonly article: {
    readonly slug: string;
    readonly title: string;
    readonly wording: vocabulary.Wording;
    readonly language: string;
    readonly url: string | null;
    readonly publisher: Named | null;
    readonly agencies: readonly Named[];
    readonly copyOf: { readonly slug: string; readonly title: string } | null;
    readonly published: Time | null;
    readonly source: {
      readonly title: string;
      readonly licence: string;
      readonly licenceUrl: string | null;
      readonly attribution: string | null;
      readonly showsText: boolean;
    };
  };
  readonly event: { readonly slug: string; readonly title: string };
  readonly review: vocabulary.ReviewState;
  readonly reviewRule: string | null;
  readonly note: string | null;
  readonly revision: {
    readonly number: number;
    readonly dataRevision: number;
    readonly recordedAt: string;
    readonly recordedBy: string;
    readonly reason: string;
    readonly contentHash: string;
  };
  readonly permalink: string | null;
  readonly citation: string;
  /** The citation as CSL-JSON text. */
  readonly item: string;
}
