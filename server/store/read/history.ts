import { type Selectable, sql } from "kysely";
import type { RecordContent } from "../../domain/changes.ts";
import { required } from "../../domain/required.ts";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { ChangeKind, VersionColumns } from "../db/tables.ts";
import { TABLE_OF, type VersionedTable } from "../db/tables.ts";
import { type ReadScope, writtenBy } from "./asOfRevision.ts";
import { contentsOf } from "./contents.ts";
import type { Row } from "./visibleRows.ts";

/** An entry of the change log, with the version that the change wrote or, for a withdrawal, ended. */
export interface HistoryEntry
  extends Pick<Selectable<VersionColumns>, "record" | "version" | "validFrom" | "contentHash"> {
  readonly kind: ChangeKind;
  /** The number of the write that made the change. */
  readonly recordedFrom: number;
  /** When that write took place, in UTC milliseconds. */
  readonly recordedAt: number;
  readonly recordedBy: string;
  readonly reason: string;
}

/** Who made some writes: the id of a key, or the issuer and the subject of a token. Writes that loaded a folder are left out. */
export async function callersOf({ db }: ReadScope, writes: readonly number[]): Promise<ReadonlyMap<number, string>> {
  const rows = await db.selectFrom("write").select(["number", "caller"]).where("number", "in", writes).execute();
  return new Map(rows.flatMap(({ number, caller }) => (caller === null ? [] : [[number, caller]])));
}

type ByRecord<Value> = ReadonlyMap<number, readonly Value[]>;

/** For each record, the entries of the change log up to the data revision, oldest first. One type, one statement. */
export async function historyOf(
  scope: ReadScope,
  type: RecordType,
  records: readonly number[],
): Promise<ByRecord<HistoryEntry>> {
  const isWithdrawal = sql`change.kind = 'WITHDRAWN'`;
  const { rows } = await sql<HistoryEntry>`
    select change.record, change.kind, change.version, changed."contentHash", change.write as "recordedFrom",
      "write"."recordedAt",
      case when ${isWithdrawal} then "write"."recordedAt" else changed."validFrom" end as "validFrom",
      case when ${isWithdrawal} then ${CHANGED_BY} else changed."recordedBy" end as "recordedBy",
      case when ${isWithdrawal} then ${CHANGE_REASON} else changed."reason" end as "reason"
    from "change" join "write" on "write".number = change.write
    join ${sql.table(TABLE_OF[type])} as changed on changed.record = change.record and changed.version = change.version
    where change.record in (${sql.join(records)}) and ${writtenBy(scope, "change.write")}
    order by change.position`.execute(scope.db);
  return Map.groupBy(rows, ({ record }) => record);
}

/** SQL: the author and the reason of a change. By default, they are those of the write. */
export const [CHANGED_BY, CHANGE_REASON] = [
  sql<string>`coalesce(change."by", "write"."recordedBy")`,
  sql<string>`coalesce(change."reason", "write"."reason")`,
];

export interface VersionContent {
  readonly record: number;
  readonly version: number;
  readonly content: RecordContent;
}

/** For each record, the content of its versions up to the data revision, oldest first. One type. */
export async function versionsOf(
  scope: ReadScope,
  type: RecordType,
  records: readonly number[],
): Promise<ByRecord<VersionContent>> {
  const { rows } = await sql<Row<VersionedTable>>`
    select * from ${sql.table(TABLE_OF[type])}
    where "record" in (${sql.join(records)}) and ${writtenBy(scope, "recordedFrom")}
    order by "record", "version"`.execute(scope.db);
  const contents = await contentsOf(scope, type, rows);
  const versions = rows.map(({ record, version }, at) => ({
    record,
    version,
    content: required(contents[at], "The content of a version"),
  }));
  return Map.groupBy(versions, ({ record }) => record);
}
