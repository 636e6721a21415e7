import { sql } from "kysely";
import { chunks } from "../../db/batchInsert.ts";
import type { WriteTransaction } from "../../db/database.ts";
import type { TableName } from "../../db/tableKeys.ts";
import { TABLE_OF, type VersionedTable } from "../../db/tables.ts";
import { isVersioned, PARENTS, type Row } from "./rows.ts";

/** What a redaction has changed. */
export interface Touched {
  readonly versions: ReadonlyMap<VersionedTable, ReadonlySet<number>>;
  /** Corpora whose own row, or whose state or source, has changed. */
  readonly corpora: ReadonlySet<string>;
  readonly writes: ReadonlySet<number>;
}

/** Collects the rows that a redaction changes. */
export class TouchedRows {
  readonly #keys = new Map<VersionedTable | "denial", Set<number>>();
  readonly #corpora = new Set<string>();
  readonly #writes = new Set<number>();

  add(table: TableName, row: Row): void {
    if (isVersioned(table)) this.#addKey(table, row.key);
    for (const [column, parent] of Object.entries(PARENTS[table] ?? {})) this.#addKey(parent, row[column]);
    if (table === "corpus") this.#corpora.add(`${row.slug}`);
    if (table === "corpusState" || table === "source") this.#corpora.add(`${row.corpus}`);
    if (table === "write") this.#writes.add(Number(row.number));
    if (table === "change") this.#writes.add(Number(row.write));
  }

  get isEmpty(): boolean {
    return this.#keys.size === 0 && this.#corpora.size === 0 && this.#writes.size === 0;
  }

  #addKey(table: VersionedTable | "denial", key: unknown): void {
    if (key == null) return;
    const known = this.#keys.get(table) ?? new Set();
    this.#keys.set(table, known.add(Number(key)));
  }

  /** With the versions of the denials. */
  async resolve({ db }: Pick<WriteTransaction, "db">): Promise<Touched> {
    for (const some of chunks([...(this.#keys.get("denial") ?? [])])) {
      const denials = await db.selectFrom("denial").select(["report", "event"]).where("key", "in", some).execute();
      for (const { report, event } of denials) {
        this.#addKey("casualtyReport", report);
        this.#addKey("event", event);
      }
    }
    const versions = new Map(
      Object.values(TABLE_OF).map((table) => [table, this.#keys.get(table) ?? new Set<number>()] as const),
    );
    return { versions, corpora: this.#corpora, writes: this.#writes };
  }
}

/** The records of some versions. */
export async function recordsOf(
  { db }: Pick<WriteTransaction, "db">,
  { versions }: Pick<Touched, "versions">,
): Promise<Set<number>> {
  const records = new Set<number>();
  for (const [table, keys] of versions)
    for (const some of chunks([...keys])) {
      const { rows } = await sql<{ record: number }>`
        select distinct "record" from ${sql.table(table)} where "key" in (${sql.join(some)})`.execute(db);
      for (const { record } of rows) records.add(record);
    }
  return records;
}
