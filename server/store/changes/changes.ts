import { type SqlBool, sql } from "kysely";
import type { RecordType } from "../../domain/vocabulary.ts";
import type { Store } from "../db/database.ts";
import type { ChangeKind } from "../db/tables.ts";
import { visibleAt } from "../read/asOfRevision.ts";
import { type AnyOf, eventsWithin, isIn } from "../read/lists/conditions.ts";
import { byKey } from "../read/lists/orders.ts";

/** An entry of the change log, and which record it is about. */
export interface RecordChange {
  /** Grows in the order in which writes were committed: what is below the newest is there for good. */
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

/** The changes after a position. */
export function recordChanges({ db }: Pick<Store, "db">, since: number, { types, kinds }: ChangeFilter) {
  const columns = [
    "change.position",
    "change.write",
    "change.record",
    "change.kind",
    "record.type",
    "record.slug",
  ] as const;
  // Written as a cross join, SQLite begins at the log and keeps to its order, also where a type might seem to be rarer.
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

/** The changes that one write made. */
export const changesOfWrite = (on: Pick<Store, "db">, write: number): Promise<RecordChange[]> =>
  recordChanges(on, 0, {}).selectAll().where("change.write", "=", write).orderBy("change.position").execute();

export const CHANGE_ORDER = [byKey("change.position")(false)];

/** The position of the newest change; 0 while there is none. */
export async function newestPosition({ db }: Pick<Store, "db">): Promise<number> {
  const found = await db
    .selectFrom("change")
    .select(({ fn }) => fn.max("position").as("newest"))
    .executeTakeFirstOrThrow();
  return found.newest ?? 0;
}

export interface FollowedChanges extends ChangeFilter {
  /** Of claims: about one of these events or a part of them, before the change or after it. */
  readonly events?: AnyOf<number>;
}

/** At most so many changes are held, and so many positions looked through, at a time. */
const [HELD, LOOKED_THROUGH] = [100, 1000];

/**
 * The next changes after a position that fit, and how far the log was looked through for them: there may be none while
 * there are more to come.
 */
export async function nextChanges(
  store: Store,
  after: number,
  newest: number,
  { events, ...filter }: FollowedChanges,
): Promise<{ changes: RecordChange[]; upTo: number }> {
  const end = Math.min(newest, after + LOOKED_THROUGH);
  const changes = await recordChanges(store, after, filter)
    .where("change.position", "<=", end)
    .selectAll()
    .orderBy("change.position")
    .limit(HELD)
    .execute();
  const upTo = changes.length < HELD ? end : (changes.at(-1)?.position ?? end);
  return { changes: events ? await changesAboutEvents(store, changes, events) : changes, upTo };
}

/** Those of some changes whose claim was about the events before its write, or is since. */
async function changesAboutEvents(
  { db, dialect }: Store,
  changes: readonly RecordChange[],
  events: readonly number[],
): Promise<RecordChange[]> {
  const about: RecordChange[] = [];
  for (const [write, own] of Map.groupBy(changes, (change) => change.write)) {
    const listed = [write - 1, write].map((revision) => {
      const on = { db, dialect, revision };
      // The plus keeps SQLite from going through all claims on the events: there are few records to look up.
      return sql<SqlBool>`(${visibleAt(on)} and +"event" in ${eventsWithin(on, events)})`;
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
      .where(sql<SqlBool>`(${sql.join(listed, sql` or `)})`)
      .execute();
    const fits = new Set(found.map(({ record }) => record));
    about.push(...own.filter(({ record }) => fits.has(record)));
  }
  return about;
}
