import type { Store } from "./database.ts";

/**
 * Runs all reads in one transaction with snapshot isolation: the reads see one state of the database, regardless of writes
 * in the meantime. Uses one connection and does not block writers.
 */
export function inSnapshot<T>(store: Store, read: (store: Store) => Promise<T>): Promise<T> {
  const transaction = store.db.transaction();
  // A read transaction in SQLite is always a snapshot.
  const isolated = store.dialect === "sqlite" ? transaction : transaction.setIsolationLevel("repeatable read");
  return isolated.execute((db) => read({ ...store, db }));
}
