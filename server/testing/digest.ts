import { createHash } from "node:crypto";
import { sql } from "kysely";
import type { Store } from "../store/db/database.ts";
import { COPIED_TABLES } from "../store/db/tableKeys.ts";

/** A hash of each table's rows, equal on all databases with the same rows. */
export async function digest({ db }: Pick<Store, "db">): Promise<Record<string, string>> {
  const hashes: [string, string][] = [];
  for (const table of COPIED_TABLES) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(db);
    const lines = rows.map((row) => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)))).sort();
    hashes.push([table, `${rows.length} ${createHash("sha256").update(lines.join("\n")).digest("hex").slice(0, 16)}`]);
  }
  return Object.fromEntries(hashes);
}
