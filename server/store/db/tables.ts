import type { Generated } from "kysely";
import type { ACTOR } from "../../domain/fields/actor.ts";
import type { ARTICLE } from "../../domain/fields/article.ts";
import type { CASUALTY_REPORT } from "../../domain/fields/casualtyReport.ts";
import type { ColumnsOf } from "../../domain/fields/columns.ts";
import type { EVENT } from "../../domain/fields/event.ts";
import type { AFFILIATION, DENIAL, MENTION, PARTICIPANT } from "../../domain/fields/parts.ts";
import type { PLACE } from "../../domain/fields/place.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
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

interface ActorTable extends VersionColumns, ColumnsOf<typeof ACTOR> {}
interface PlaceTable extends VersionColumns, ColumnsOf<typeof PLACE> {}
interface EventTable extends VersionColumns, ColumnsOf<typeof EVENT> {}
interface CasualtyReportTable extends VersionColumns, ColumnsOf<typeof CASUALTY_REPORT> {}

interface ArticleTable extends VersionColumns, Omit<ColumnsOf<typeof ARTICLE>, "source"> {
  source: number;
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

interface MentionTable extends ColumnsOf<typeof MENTION.fields> {
  key: Generated<number>;
  /** The version of the article that contains it. */
  version: number;
}

interface AffiliationTable extends ColumnsOf<typeof AFFILIATION.fields> {
  key: Generated<number>;
  /** The version of the member that states it. */
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
  /** The version denied: of a report or of an event. */
  report: number | null;
  event: number | null;
  position: number;
}

interface EvidenceTable {
  key: Generated<number>;
  /** What rests on it: a version of a report, a version of an event, or a denial. */
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
