import type { WithdrawnMatter } from "../../domain/writeVocabulary.ts";

/** The tables of what comes by the API: see tables.ts. */

/** What an administrator withdrew by the API: a record whole, an article's text, or an actor's name. */
export interface WithdrawalTable {
  record: number;
  what: WithdrawnMatter;
  write: number;
}

/** A mutation that wrote, so that it is known when it comes again. */
export interface RequestTable {
  write: number;
  operation: string;
  inputHash: string;
  caller: string;
  /** What its sender called it. */
  clientKey: string | null;
  /** The record that it was about. */
  record: number;
}

export interface ApiKeyTable {
  /** A readable part of the key. It is not secret. */
  id: string;
  name: string;
  /** Separated by spaces. */
  scopes: string;
  /** SHA-256 of the whole key. */
  hash: string;
  /** Of the key before the last rotation, and until when that is valid. */
  previousHash: string | null;
  previousUntil: number | null;
  createdAt: number;
  rotatedAt: number | null;
  revokedAt: number | null;
  /** To the hour: it is not written at each use. */
  lastUsedAt: number | null;
}
