import type { Store } from "./database.ts";

/**
 * Reads one state of the store from first to last, whatever others write meanwhile, in however many statements. It holds
 * one connection for that long, and keeps nobody from writing.
 */
export function inSnapshot<T>(store: Store, read: (store: Store) => Promise<T>): Promise<T> {
  const transaction = store.db.transaction();
  // SQLite has no other: a transaction that reads sees what was there when it began to.
  const isolated = store.dialect === "sqlite" ? transaction : transaction.setIsolationLevel("repeatable read");
  return isolated.execute((db) => read({ ...store, db }));
}
