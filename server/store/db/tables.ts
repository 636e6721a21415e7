import type { Generated } from "kysely";
import type { ACTOR } from "../../domain/fields/actor.ts";
import type { ARTICLE } from "../../domain/fields/article.ts";
import type { CASUALTY_REPORT } from "../../domain/fields/casualtyReport.ts";
import type { ColumnsOf } from "../../domain/fields/columns.ts";
import type { EVENT } from "../../domain/fields/event.ts";
import type { AFFILIATION, DENIAL, MENTION, PARTICIPANT } from "../../domain/fields/parts.ts";
import type { PLACE } from "../../domain/fields/place.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { ApiKeyTable, HashKeyTable, RecordMergeTable, RequestTable, WithdrawalTable } from "./writeTables.ts";

/**
 * The tables. Times are UTC milliseconds. Columns that end in `Json` contain JSON text. Booleans are 0 and 1.
 *
 * A record has one permanent row in `record` (its identity: type and slug), and one row per version in the table of its
 * type. References between records use `record.key`, so that they survive new versions. Rows that belong to one version,
 * such as evidence and participants, refer to the `key` of that version.
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
  recordMerge: RecordMergeTable;
  request: RequestTable;
  apiKey: ApiKeyTable;
  hashKey: HashKeyTable;
  /** In SQLite, an FTS5 index with record.key as rowid. In PostgreSQL, a table with a tsvector. Only search.ts uses it. */
  search: { record: number };
}

interface CorpusTable {
  slug: string;
  title: string;
  version: string;
  description: string | null;
  /** SHA-256 over the whole checked corpus, and over each later change through the API. Equal content has an equal hash. */
  hash: string;
  /** SHA-256 over the folder alone, as it was last loaded. Null for the corpus of records from the API. */
  folderHash: string | null;
  /** The fingerprint of the files that the corpus was read from, if known. Unchanged files need not be read again. */
  fingerprint: string | null;
  /** The write that brought the corpus to this state. */
  write: number;
}

/** The state of a corpus at each write that changed the corpus. */
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
  /** 1 if the licence forbids passing the records on. */
  isPrivate: Generated<number>;
  /** 1 if the corpus still lists the source. */
  isNamed: number;
}

/** One transaction that changed data: its number is the store's data revision. */
interface WriteTable {
  number: Generated<number>;
  recordedAt: number;
  recordedBy: string;
  reason: string;
  /** The id of the key, or the issuer and the subject of the token, that made the write. Null if a folder was loaded. */
  caller: string | null;
}

interface RecordTable {
  key: Generated<number>;
  type: RecordType;
  slug: string;
  corpus: string;
  /** The hash of the record's content in the folder that was last loaded. Null if no folder contains the record. */
  loadedHash: string | null;
  /** The newest review or withdrawal through the API. Null if none, or if a later load agreed with it or overwrote it. */
  apiWrite: number | null;
}

/** The change log, ordered by `position`: which record changed in which write, and how. */
interface ChangeTable {
  position: Generated<number>;
  write: number;
  record: number;
  kind: ChangeKind;
  version: number;
  /** The author and the reason, if they differ from those of the write: only for withdrawn records. */
  by: string | null;
  reason: string | null;
}
export type ChangeKind = "ADDED" | "REVISED" | "WITHDRAWN";

/** The columns that all versions of all records have. A version is current while `recordedUntil` is null. */
export interface VersionColumns {
  key: Generated<number>;
  record: number;
  slug: string;
  /** Counts a record's versions from 1. */
  version: number;
  recordedFrom: number;
  recordedUntil: number | null;
  /** The time from which this version is valid, in UTC milliseconds. */
  validFrom: number;
  /** The time of the write that made this version: a copy of write.recordedAt, so that lists need no join. */
  recordedAt: number;
  recordedBy: string;
  reason: string;
  /** The record's own `revised`, so that a later change does not get the same author and reason again. */
  revisedJson: string | null;
  contentHash: string;
}

interface ActorTable extends VersionColumns, ColumnsOf<typeof ACTOR> {}
interface PlaceTable extends VersionColumns, ColumnsOf<typeof PLACE> {}
interface EventTable extends VersionColumns, ColumnsOf<typeof EVENT> {}
interface CasualtyReportTable extends VersionColumns, ColumnsOf<typeof CASUALTY_REPORT> {}

interface ArticleTable extends VersionColumns, Omit<ColumnsOf<typeof ARTICLE>, "source"> {
  source: number;
  textHash: string;
  /** 1 if an administrator withdrew the text. Then no version of the article shows it. */
  isTextWithdrawn: Generated<number>;
}

/** Texts are stored separately from `article`, so that lists do not read them. */
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

interface MentionTable extends ColumnsOf<typeof MENTION.fields> {
  key: Generated<number>;
  /** The version of the article that contains the mention. */
  version: number;
}

interface AffiliationTable extends ColumnsOf<typeof AFFILIATION.fields> {
  key: Generated<number>;
  /** The version of the member that states the affiliation. */
  actor: number;
  member: number;
}

interface ParticipantTable extends ColumnsOf<typeof PARTICIPANT.fields> {
  key: Generated<number>;
  event: number;
  position: number;
}

interface DenialTable extends ColumnsOf<typeof DENIAL.fields> {
  key: Generated<number>;
  /** The denied version, of a report or of an event. */
  report: number | null;
  event: number | null;
  position: number;
}

interface EvidenceTable {
  key: Generated<number>;
  /** The owner of the evidence: a version of a report, a version of an event, or a denial. */
  report: number | null;
  event: number | null;
  denial: number | null;
  position: number;
  article: number;
  articleHash: string;
  start: number;
  end: number;
  paragraph: number;
  quote: string;
  prefix: string;
  suffix: string;
  /** The cell of a table that contains the words. The offsets and the hash are then those of the cell's text. */
  cellFile: Generated<string | null>;
  cellRow: Generated<number | null>;
  cellColumn: Generated<string | null>;
}

/** The table of each type's versions. */
export const TABLE_OF = {
  Article: "article",
  Event: "event",
  Actor: "actor",
  Place: "place",
  CasualtyReport: "casualtyReport",
} as const satisfies Record<RecordType, keyof Tables>;
export type VersionedTable = (typeof TABLE_OF)[RecordType];
