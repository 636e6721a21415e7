import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dialects, newPostgresSchema } from "../dialects.ts";

/** Databases that another process can open. */
export const serverDialects = (["SQLite", "PostgreSQL"] as const).filter((dialect) => dialects.includes(dialect));

export interface TestDatabase extends AsyncDisposable {
  readonly url: string;
  /** A temporary folder for the test. */
  readonly folder: string;
}

/** An empty database and a temporary folder. */
export async function createDatabase(dialect: (typeof serverDialects)[number]): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), "conflict-graph-faults-"));
  const url = dialect === "SQLite" ? join(folder, "store.db") : await newPostgresSchema();
  return { url, folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
}
