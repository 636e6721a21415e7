import type { WithdrawnMatter } from "../../domain/writeVocabulary.ts";

/** The tables for writes through the API: see tables.ts. */

/** Withdrawals by an administrator through the API: of a whole record, an article's text, or an actor's name. */
export interface WithdrawalTable {
  record: number;
  what: WithdrawnMatter;
  write: number;
}

/** A record that was merged into another. Its id resolves to that one from the write on. */
export interface RecordMergeTable {
  record: number;
  into: number;
  write: number;
}

/** A mutation that wrote, so that a repeated request is recognised. */
export interface RequestTable {
  write: number;
  operation: string;
  inputHash: string;
  caller: string;
  /** The key that the sender gave the request. */
  clientKey: string | null;
  /** The record that the mutation was about. */
  record: number;
}

/** The key of hashes that must not confirm a guess: see write/keyedHashes.ts. Empty until a name is withdrawn. */
export interface HashKeyTable {
  key: string;
}

export interface ApiKeyTable {
  /** A readable part of the key. It is not secret. */
  id: string;
  name: string;
  /** The scopes, separated by spaces. */
  scopes: string;
  /** SHA-256 of the whole key. */
  hash: string;
  /** The hash of the key before the last rotation, and the time until which that key is valid. */
  previousHash: string | null;
  previousUntil: number | null;
  createdAt: number;
  rotatedAt: number | null;
  revokedAt: number | null;
  /** Rounded to about an hour, because not every use is recorded. */
  lastUsedAt: number | null;
}
