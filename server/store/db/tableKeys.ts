import type { Tables } from "./tables.ts";

/** A table of rows. The search index is made from them. */
export type TableName = Exclude<keyof Tables, "search">;

/** All tables, each after the tables that it refers to, with the key that the database generates; null if there is none. */
export const GENERATED_KEYS: Readonly<Record<TableName, string | null>> = {
  write: "number",
  corpus: null,
  corpusState: null,
  source: "key",
  record: "key",
  change: "position",
  actor: "key",
  affiliation: "key",
  place: "key",
  article: "key",
  articleText: null,
  articleAgency: null,
  mention: "key",
  event: "key",
  participant: "key",
  casualtyReport: "key",
  denial: "key",
  evidence: "key",
  withdrawal: null,
  recordMerge: null,
  request: null,
  apiKey: null,
  hashKey: null,
};
export const COPIED_TABLES = Object.keys(GENERATED_KEYS) as TableName[];
