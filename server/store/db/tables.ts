import type { Generated } from "kysely";
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
  Qualifier,
  RecordType,
  ReviewState,
  Scope,
  Victims,
  Wording,
} from "../../domain/vocabulary.ts";
import type { ApiKeyTable, RequestTable, WithdrawalTable } from "./writeTables.ts";

/**
 * The tables. Times are UTC milliseconds; columns ending in `Json` hold JSON text; booleans are 0 and 1.
 *
 * A record has one row in `record` for good (its identity: type and slug) and one row per version in the table of its
 * type. References between records go to `record.key`, so that they survive new versions; what belongs to one version
 * (its evidence, its participants) refers to that version's `key`.
 */
export interface Tables {
  corpus: CorpusTable;
  corpusState: CorpusStateTable;
  source: SourceTable;
  write: WriteTable;
  record: RecordTable;
  change: ChangeTable;
  actor: ActorTable;
  affiliation: AffiliationTable;
  place: PlaceTable;
  article: ArticleTable;
  articleText: ArticleTextTable;
  articleAgency: ArticleAgencyTable;
  mention: MentionTable;
  event: EventTable;
  participant: ParticipantTable;
  casualtyReport: CasualtyReportTable;
  denial: DenialTable;
  evidence: EvidenceTable;
  withdrawal: WithdrawalTable;
  request: RequestTable;
  apiKey: ApiKeyTable;
  /** SQLite: an FTS5 index whose rowid is record.key. PostgreSQL: a table with a tsvector. Only search.ts touches it. */
  search: { record: number };
}

interface CorpusTable {
  slug: string;
  title: string;
  version: string;
  description: string | null;
  /** SHA-256 over the whole corpus as checked, and over each change that came by the API since: equal content, equal hash. */
  hash: string;
  /** The same of the folder alone as it was last loaded; null of what comes by the API alone. */
  folderHash: string | null;
  /** Of the files that it was read from, where they are known: equal files need not be read again. */
  fingerprint: string | null;
  /** The write that brought it to this state. */
  write: number;
}

/** What a corpus was at each write that changed it. */
interface CorpusStateTable {
  corpus: string;
  write: number;
  title: string;
  version: string;
  description: string | null;
  hash: string;
}

interface SourceTable {
  key: Generated<number>;
  corpus: string;
  slug: string;
  title: string;
  licence: string;
  licenceUrl: string | null;
  attribution: string | null;
  showsText: number;
  /** Whether the corpus still names it. */
  isNamed: number;
}

/** One transaction that changed data: its number is the store's data revision. */
interface WriteTable {
  number: Generated<number>;
  recordedAt: number;
  recordedBy: string;
  reason: string;
}

interface RecordTable {
  key: Generated<number>;
  type: RecordType;
  slug: string;
  corpus: string;
  /** Of its content in the folder that was last loaded; null where none holds it. */
  loadedHash: string | null;
  /** The newest write by the API that reviewed or withdrew it and that its folder has not taken over; else null. */
  apiWrite: number | null;
}

/** The change log, in the order of `position`: which record changed in which write, and how. */
interface ChangeTable {
  position: Generated<number>;
  write: number;
  record: number;
  kind: ChangeKind;
  version: number;
  /** Who made it and why, where that is other than what the write says of all its changes: of a record withdrawn. */
  by: string | null;
  reason: string | null;
}
export type ChangeKind = "ADDED" | "REVISED" | "WITHDRAWN";

/** What every version of every record has. A version is current while `recordedUntil` is null. */
export interface VersionColumns {
  key: Generated<number>;
  record: number;
  slug: string;
  /** Counts a record's versions from 1. */
  version: number;
  recordedFrom: number;
  recordedUntil: number | null;
  /** From when on this version holds true, in UTC milliseconds. */
  validFrom: number;
  /** When the write that made it took place: a copy of write.recordedAt, so that a list needs no join. */
  recordedAt: number;
  recordedBy: string;
  reason: string;
  /** What the record itself said of its last change, so that a later change is not given the same reason again. */
  revisedJson: string | null;
  contentHash: string;
}

interface ActorTable extends VersionColumns {
  name: string;
  sortName: string;
  kind: ActorKind;
  aliasesJson: string;
  isoAlpha2: string | null;
  isoAlpha3: string | null;
  wikidataId: string | null;
  ucdpActorId: number | null;
  office: string | null;
  note: string | null;
}

interface AffiliationTable {
  key: Generated<number>;
  /** The version of the member that states it. */
  actor: number;
  member: number;
  organisation: number;
  role: string | null;
  duringJson: string | null;
  validFrom: number | null;
  validUntil: number | null;
}

interface PlaceTable extends VersionColumns {
  name: string;
  sortName: string;
  namesJson: string;
  latitude: number | null;
  longitude: number | null;
  precision: number | null;
  country: string | null;
  statusNotesJson: string;
  partOf: number | null;
  wikidataId: string | null;
  note: string | null;
}

interface ArticleTable extends VersionColumns {
  title: string;
  sortTitle: string;
  wording: Wording;
  source: number;
  publisher: number | null;
  copyOf: number | null;
  language: string;
  publishedJson: string | null;
  publishedFrom: number | null;
  publishedUntil: number | null;
  updatedJson: string | null;
  url: string | null;
  textHash: string;
  /** Whether an administrator withdrew its text: then none of its versions shows it. */
  isTextWithdrawn: Generated<number>;
}

/** Apart from `article`, so that lists do not carry texts. */
interface ArticleTextTable {
  article: number;
  text: string;
  paragraphsJson: string;
}

interface ArticleAgencyTable {
  article: number;
  position: number;
  agency: number;
}

interface MentionTable extends Span {
  key: Generated<number>;
  /** The version of the article that it stands in, and the article. */
  version: number;
  article: number;
  actor: number | null;
  place: number | null;
  voice: number | null;
  /** The words as they are looked for: without regard to case and accents. */
  foldedQuote: string;
}

interface Span {
  start: number;
  end: number;
  paragraph: number;
  quote: string;
  prefix: string;
  suffix: string;
}

interface EventTable extends VersionColumns {
  title: string;
  sortTitle: string;
  type: EventType;
  mode: EventMode | null;
  assertion: Assertion;
  claimedBy: number | null;
  timeJson: string | null;
  timeFrom: number | null;
  timeUntil: number | null;
  datePrecision: number | null;
  place: number | null;
  partOf: number | null;
  acledSubEvent: string | null;
  ucdpTypeOfViolence: number | null;
  review: ReviewState;
  rule: string | null;
  note: string | null;
}

interface ParticipantTable {
  key: Generated<number>;
  event: number;
  position: number;
  actor: number;
  role: ParticipantRole;
  party: Party | null;
  assertedBy: number | null;
}

interface CasualtyReportTable extends VersionColumns {
  article: number;
  event: number;
  harm: Harm;
  qualifier: Qualifier;
  min: number | null;
  max: number | null;
  countText: string | null;
  conventionMin: number | null;
  /** Inclusive bounds as they compare: MORE_THAN 50 has 51 here. */
  lower: number | null;
  upper: number | null;
  victims: Victims;
  tagsJson: string;
  side: number | null;
  place: number | null;
  claimant: number | null;
  claimantWords: string | null;
  conduit: number | null;
  conduitWords: string | null;
  blamed: number | null;
  blamedWords: string | null;
  scope: Scope;
  periodJson: string | null;
  periodFrom: number | null;
  periodUntil: number | null;
  statedJson: string | null;
  statedFrom: number | null;
  statedUntil: number | null;
  /** The claimant's taking back of it, with its evidence; articles by key. */
  retractionJson: string | null;
  retractedFrom: number | null;
  retractedUntil: number | null;
  status: ClaimStatus;
  partOf: number | null;
  partKind: PartKind | null;
  /** Whether the words say that its subgroups together are all of it. */
  partsAreAll: Generated<number>;
  review: ReviewState;
  rule: string | null;
  note: string | null;
}

interface DenialTable {
  key: Generated<number>;
  /** The version denied: of a report or of an event. */
  report: number | null;
  event: number | null;
  position: number;
  deniedBy: number | null;
  words: string | null;
  matter: DeniedMatter;
  statedJson: string | null;
}

interface EvidenceTable extends Span {
  key: Generated<number>;
  /** What rests on it: a version of a report, a version of an event, or a denial. */
  report: number | null;
  event: number | null;
  denial: number | null;
  position: number;
  article: number;
  articleHash: string;
}
