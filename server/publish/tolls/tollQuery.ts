import { type DocumentNode, parse } from "graphql";
import type { CellKind, Harm, LeftOutReason, Party, TollRule, Victims, Wording } from "../../domain/vocabulary.ts";
import type { Named } from "../claims/claimQuery.ts";

const ARGUMENTS = `harm: $harm, event: $event, victims: $victims, side: $side, place: $place, tags: $tags, party: $party,
    asOf: $asOf, rule: $rule, includeUnreviewed: $includeUnreviewed, recordedAsOf: $recordedAsOf`;
const VARIABLES = `$harm: Harm!, $event: ID, $victims: Victims, $side: ID, $place: ID, $tags: [String!], $party: [ID!],
  $asOf: PartialTime, $rule: TollRule! = RANGE, $includeUnreviewed: Boolean! = false, $recordedAsOf: RecordedAsOf`;

/** What a toll's page and its `.json` hold: the first part of it also serves as the query that the page links to. */
const FIELDS = `
    label
    harm
    subject { ...Subject }
    about { slug title }
    separateEvents { slug title }
    rule
    ruleDescription
    low
    lowReports { ...Claim }
    isOpenBelow
    high
    highReports { ...Claim }
    isOpenAbove
    conventionLow
    spread { difference ratio isOpen }
    latest { report { ...Claim } candidates { ...Claim } explanation }
    claimantCount
    sourceCount
    unattributedCount
    positionCount
    positions(first: 1000) {
      party { slug name }
      publisher { slug name }
      label
      isDenied
      latest { explanation }
      reports { ...Claim }
      superseded { ...Claim }
    }
    usedCount
    leftOutCount
    awaitingReview
    leftOut(first: 1000) { reason explanation report { ...Claim } }
    sides {
      side { slug name }
      letter
      subject { ...Subject }
      own { ...Camp }
      opposing { ...Camp }
      others { ...Camp }
    }
    narrower { label subject { ...Subject } }
    breakdown {
      label
      at
      whole { ...Claim }
      cells { kind label isSummed subject { ...Subject } reports { ...Claim } partOf { slug } }
      contradictions { explanation }
    }
    asOf
    includeUnreviewed
    recordedAsOf
    permalink
    citation`;

const FRAGMENTS = `
fragment Subject on TollSubject {
  label victims tags
  event { slug title }
  side { slug name }
  place { slug name }
}
fragment Camp on CampFigures { label reports { ...Claim } }
fragment Claim on CasualtyReport {
  slug
  count { label }
  revision { number }
  statedAt { label }
  attributedTo { actor { slug name } }
  via { actor { slug name } }
  isDenied
  review
  article { slug wording publisher { slug name } published { label } }
}`;

export const TOLL = parse(`query Toll(${VARIABLES}) {
  toll(${ARGUMENTS}) {${FIELDS}
    item: citation(format: CSL_JSON)
  }
  dataRevision
}
${FRAGMENTS}`);

/** A toll by a selection of its fields. */
export const tollWith = (selection: string): DocumentNode =>
  parse(`query Toll(${VARIABLES}) { toll(${ARGUMENTS}) { ${selection} } }`);

export const TOLL_BIBTEX = tollWith("citation(format: BIBTEX)");

/** Which data revision an earlier state of the store is, and whether the question can be asked at all. */
export const TOLL_REVISION = tollWith("recordedAsOf");

/** The same for a person to run and change, with the values where they stand: the link to GraphiQL carries it. */
export const tollQueryFor = (values: string): string => `# What the page of this toll shows.
query Toll {
  toll(${values}) {${FIELDS}
  }
}
${FRAGMENTS}
`;

export interface TollAnswer {
  readonly toll: TollData;
  /** The newest of the store, whatever the toll's. */
  readonly dataRevision: number;
}

export interface Subject {
  readonly label: string;
  readonly victims: Victims;
  readonly tags: readonly string[];
  readonly event: Titled | null;
  readonly side: Named | null;
  readonly place: Named | null;
}

interface Titled {
  readonly slug: string;
  readonly title: string;
}

export interface TollClaim {
  readonly slug: string;
  readonly count: { readonly label: string };
  readonly revision: { readonly number: number };
  readonly statedAt: { readonly label: string } | null;
  readonly attributedTo: { readonly actor: Named | null } | null;
  readonly via: { readonly actor: Named | null } | null;
  readonly isDenied: boolean;
  readonly article: {
    readonly slug: string;
    readonly wording: Wording;
    readonly publisher: Named | null;
    readonly published: { readonly label: string } | null;
  };
}

export interface Camp {
  readonly label: string;
  readonly reports: readonly TollClaim[];
}

export interface TollData {
  readonly label: string;
  readonly harm: Harm;
  readonly subject: Subject;
  readonly about: Titled | null;
  readonly separateEvents: readonly Titled[];
  readonly rule: TollRule;
  readonly ruleDescription: string;
  readonly low: number | null;
  readonly lowReports: readonly TollClaim[];
  readonly isOpenBelow: boolean;
  readonly high: number | null;
  readonly highReports: readonly TollClaim[];
  readonly isOpenAbove: boolean;
  readonly conventionLow: number | null;
  readonly spread: { readonly difference: number; readonly ratio: number | null; readonly isOpen: boolean } | null;
  readonly latest: {
    readonly report: TollClaim | null;
    readonly candidates: readonly TollClaim[];
    readonly explanation: string | null;
  };
  readonly claimantCount: number;
  readonly sourceCount: number;
  readonly unattributedCount: number;
  readonly positionCount: number;
  readonly positions: readonly {
    readonly party: Named | null;
    readonly publisher: Named | null;
    readonly label: string;
    readonly isDenied: boolean;
    readonly latest: { readonly explanation: string | null };
    readonly reports: readonly TollClaim[];
    readonly superseded: readonly TollClaim[];
  }[];
  readonly usedCount: number;
  readonly leftOutCount: number;
  readonly awaitingReview: number;
  readonly leftOut: readonly {
    readonly reason: LeftOutReason;
    readonly explanation: string;
    readonly report: TollClaim;
  }[];
  readonly sides: readonly {
    readonly side: Named | null;
    readonly letter: Party;
    readonly subject: Subject;
    readonly own: Camp;
    readonly opposing: Camp;
    readonly others: Camp;
  }[];
  readonly narrower: readonly { readonly label: string; readonly subject: Subject }[];
  readonly breakdown: {
    readonly label: string;
    readonly at: string | null;
    readonly whole: TollClaim | null;
    readonly cells: readonly {
      readonly kind: CellKind;
      readonly label: string;
      readonly isSummed: boolean;
      readonly subject: Subject;
      readonly reports: readonly TollClaim[];
      readonly partOf: { readonly slug: string } | null;
    }[];
    readonly contradictions: readonly { readonly explanation: string }[];
  } | null;
  readonly asOf: string | null;
  readonly includeUnreviewed: boolean;
  readonly recordedAsOf: number;
  readonly permalink: string | null;
  readonly citation: string;
  /** The citation as CSL-JSON text. */
  readonly item: string;
}
