import { type SqlBool, sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Store } from "../db/database.ts";
import type { ChangeKind } from "../db/tables.ts";
import { visibleAt } from "../read/asOfRevision.ts";
import { type AnyOf, eventsWithin, isIn } from "../read/lists/conditions.ts";
import { byKey } from "../read/lists/orders.ts";

/** An entry of the change log, with the record that changed. */
export interface RecordChange {
  /** Increases in commit order: once a position is visible, no entry appears before it. */
  readonly position: number;
  readonly write: number;
  readonly record: number;
  readonly kind: ChangeKind;
  readonly type: RecordType;
  readonly slug: string;
}

export interface ChangeFilter {
  readonly types?: AnyOf<RecordType>;
  readonly kinds?: AnyOf<ChangeKind>;
}

/** A query of the changes after a position. */
export function recordChanges({ db }: Pick<Store, "db">, since: number, { types, kinds }: ChangeFilter) {
  const columns = [
    "change.position",
    "change.write",
    "change.record",
    "change.kind",
    "record.type",
    "record.slug",
  ] as const;
  // SQLite never reorders a cross join, so it reads the log in order, even if it estimates that a record type is rare.
  let log = db
    .selectFrom("change")
    .crossJoin("record")
    .whereRef("record.key", "=", "change.record")
    .where("change.position", ">", since)
    .select(columns);
  if (types) log = log.where(isIn("record.type", types));
  if (kinds) log = log.where(isIn("change.kind", kinds));
  return db.selectFrom(log.as("change"));
}

/** The changes of one write, in order. */
export const changesOfWrite = (store: Pick<Store, "db">, write: number): Promise<RecordChange[]> =>
  recordChanges(store, 0, {}).selectAll().where("change.write", "=", write).orderBy("change.position").execute();

export const CHANGE_ORDER = [byKey("change.position")(false)];

/** The position of the newest change; 0 if there is none. */
export async function newestPosition({ db }: Pick<Store, "db">): Promise<number> {
  const found = await db
    .selectFrom("change")
    .select(({ fn }) => fn.max("position").as("newest"))
    .executeTakeFirstOrThrow();
  return found.newest ?? 0;
}

export interface FollowedChanges extends ChangeFilter {
  /** Only changes of casualty reports that were about one of these events or its parts before or after the change. */
  readonly events?: AnyOf<number>;
}

/** Some matching changes of the log, and the position up to which it was scanned. */
export interface ChangeBatch {
  readonly changes: readonly RecordChange[];
  readonly upTo: number;
}

/** The most changes to return and the most positions to scan at once. */
const [BATCH_SIZE, SCAN_LENGTH] = [100, 1000];

/**
 * The next matching changes after a position. The list may be empty even if more changes follow. One statement, plus one for each write if events are given.
 */
export async function nextChanges(
  store: Store,
  after: number,
  newest: number,
  { events, ...filter }: FollowedChanges,
): Promise<ChangeBatch> {
  const end = Math.min(newest, after + SCAN_LENGTH);
  const changes = await recordChanges(store, after, filter)
    .where("change.position", "<=", end)
    .selectAll()
    .orderBy("change.position")
    .limit(BATCH_SIZE)
    .execute();
  const upTo = changes.length < BATCH_SIZE ? end : (changes.at(-1)?.position ?? end);
  return { changes: events ? await changesAboutEvents(store, changes, events) : changes, upTo };
}

/** The changes of casualty reports that were about the events before or after the write of the change. */
async function changesAboutEvents(
  { db, dialect }: Store,
  changes: readonly RecordChange[],
  events: readonly number[],
): Promise<RecordChange[]> {
  const matching: RecordChange[] = [];
  for (const [write, own] of Map.groupBy(changes, (change) => change.write)) {
    const inEvents = [write - 1, write].map((revision) => {
      const scope = { db, dialect, revision };
      // The unary plus keeps SQLite from using the index on "event": there are few records to look up.
      return sql<SqlBool>`(${visibleAt(scope)} and +"event" in ${eventsWithin(scope, events)})`;
    });
    const found = await db
      .selectFrom("casualtyReport")
      .select("record")
      .where(
        isIn(
          "record",
          own.map(({ record }) => record),
        ),
      )
      .where(sql<SqlBool>`(${sql.join(inEvents, sql` or `)})`)
      .execute();
    const matches = new Set(found.map(({ record }) => record));
    matching.push(...own.filter(({ record }) => matches.has(record)));
  }
  return matching;
}
