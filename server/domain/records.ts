import type { Count } from "./count.ts";
import type { Paragraph, QuotePosition } from "./text.ts";
import type { KnownTime } from "./time.ts";
import type {
  ActorKind,
  Assertion,
  ClaimStatus,
  DeniedMatter,
  EventMode,
  EventType,
  Harm,
  ParticipantRole,
  PartKind,
  Party,
  RecordType,
  ReviewState,
  Scope,
  Victims,
  Wording,
} from "./vocabulary.ts";

/**
 * The records of a corpus, checked and with every quote resolved: what the ingest layer hands to the store. References
 * to other records are slugs; the field's name says of which type.
 */
export type Slug = string;

/** Where words stand in an article. `articleHash` is the text's SHA-256, so that a moved offset is noticed. */
export interface Evidence extends QuotePosition {
  readonly article: Slug;
  readonly articleHash: string;
}

/** Who changed a record and why, as far as the corpus says it. */
export interface Revised {
  readonly by: string | null;
  readonly reason: string | null;
  readonly at: KnownTime | null;
}

interface Common {
  readonly slug: string;
  readonly revised: Revised | null;
}

export interface ArticleRecord extends Common {
  readonly type: "Article";
  readonly title: string;
  readonly wording: Wording;
  readonly source: string;
  readonly publisher: Slug | null;
  readonly agencies: readonly Slug[];
  readonly copyOf: Slug | null;
  readonly language: string;
  readonly published: KnownTime | null;
  readonly updated: KnownTime | null;
  readonly url: string | null;
  readonly text: string;
  readonly textHash: string;
  readonly paragraphs: readonly Paragraph[];
  readonly mentions: readonly MentionRecord[];
}

export interface MentionRecord {
  readonly actor: Slug | null;
  readonly place: Slug | null;
  readonly words: QuotePosition;
  /** Whose words they are; null where they are the outlet's own. */
  readonly voice: Slug | null;
}

export interface Alias {
  readonly name: string;
  readonly language: string | null;
}

export interface Affiliation {
  readonly to: Slug;
  readonly as: string | null;
  readonly during: KnownTime | null;
}

export interface ActorRecord extends Common {
  readonly type: "Actor";
  readonly name: string;
  readonly kind: ActorKind;
  readonly aliases: readonly Alias[];
  readonly isoAlpha2: string | null;
  readonly isoAlpha3: string | null;
  readonly wikidataId: string | null;
  readonly ucdpActorId: number | null;
  readonly office: string | null;
  readonly affiliations: readonly Affiliation[];
  readonly note: string | null;
}

export interface StatusNote {
  readonly by: Slug | null;
  readonly evidence: Evidence;
}

export interface PlaceRecord extends Common {
  readonly type: "Place";
  readonly name: string;
  readonly names: readonly Alias[];
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** UCDP `where_prec`, 1 to 7. */
  readonly precision: number | null;
  readonly country: string | null;
  readonly statusNotes: readonly StatusNote[];
  readonly partOf: Slug | null;
  readonly wikidataId: string | null;
  readonly note: string | null;
}

/** An actor and the words by which the article names it in this part. */
export interface Attribution {
  readonly actor: Slug | null;
  readonly words: string | null;
}

export interface Denial {
  readonly by: Attribution;
  readonly of: DeniedMatter;
  readonly statedAt: KnownTime | null;
  readonly evidence: readonly Evidence[];
}

/** That the claimant takes the claim back. Somebody else's word against it is a denial. */
export interface Retraction {
  readonly statedAt: KnownTime | null;
  /** The article's words for how it was taken back. */
  readonly words: string | null;
  readonly evidence: readonly Evidence[];
  readonly note: string | null;
}

export interface Participant {
  readonly actor: Slug;
  readonly role: ParticipantRole;
  readonly party: Party | null;
  /** Who says that it had this role; null where the article itself does. */
  readonly assertedBy: Slug | null;
}

export interface EventRecord extends Common {
  readonly type: "Event";
  readonly title: string;
  readonly eventType: EventType;
  readonly mode: EventMode | null;
  readonly assertion: Assertion;
  readonly claimedBy: Slug | null;
  readonly time: KnownTime | null;
  /** UCDP `date_prec`, 1 to 5. */
  readonly datePrecision: number | null;
  readonly place: Slug | null;
  readonly participants: readonly Participant[];
  readonly partOf: Slug | null;
  readonly acledSubEvent: string | null;
  readonly ucdpTypeOfViolence: number | null;
  readonly denials: readonly Denial[];
  readonly evidence: readonly Evidence[];
  readonly review: ReviewState;
  readonly rule: string | null;
  readonly note: string | null;
}

export interface CasualtyReportRecord extends Common {
  readonly type: "CasualtyReport";
  readonly article: Slug;
  readonly event: Slug;
  readonly harm: Harm;
  readonly count: Count;
  readonly victims: Victims;
  readonly tags: readonly string[];
  readonly side: Slug | null;
  readonly place: Slug | null;
  readonly attributedTo: Attribution | null;
  readonly via: Attribution | null;
  readonly blamed: Attribution | null;
  readonly scope: Scope;
  readonly period: KnownTime | null;
  readonly statedAt: KnownTime | null;
  readonly status: ClaimStatus;
  readonly partOf: Slug | null;
  readonly partKind: PartKind | null;
  // Fields that are newer than the first release are left out where there is nothing in them, not null: a record
  // without them keeps the hash of its content.
  /** Whether the words say that its subgroups together are all of it. */
  readonly partsAreAll?: true | undefined;
  readonly retraction?: Retraction | undefined;
  readonly denials: readonly Denial[];
  readonly evidence: readonly Evidence[];
  readonly review: ReviewState;
  readonly rule: string | null;
  readonly note: string | null;
}

export type CorpusRecord = ArticleRecord | ActorRecord | PlaceRecord | EventRecord | CasualtyReportRecord;

export interface SourceRecord {
  readonly slug: string;
  readonly title: string;
  readonly licence: string;
  readonly licenceUrl: string | null;
  readonly attribution: string | null;
  readonly showsText: boolean;
}

/** That a record was taken out of the corpus, which is an administrator's doing and says nothing for its claimant. */
export interface Withdrawal {
  readonly type: RecordType;
  readonly slug: Slug;
  readonly by: string | null;
  readonly reason: string;
}

export interface Corpus {
  readonly slug: string;
  readonly title: string;
  readonly version: string;
  readonly description: string | null;
  readonly sources: readonly SourceRecord[];
  readonly records: readonly CorpusRecord[];
  /** Left out where there is none. */
  readonly withdrawn?: readonly Withdrawal[] | undefined;
}
