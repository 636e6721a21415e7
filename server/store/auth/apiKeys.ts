import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { authorNameProblem } from "../../domain/authorName.ts";
import { ExpectedError } from "../../domain/errors.ts";
import { CALLER_SCOPES, type CallerScope } from "../../domain/writeVocabulary.ts";
import type { Db, Store } from "../db/database.ts";
import { faultOf } from "../db/storeFaults.ts";
import type { ApiKeyTable } from "../db/writeTables.ts";

type On = Pick<Store, "db">;

/** A key as it is listed, without its hashes. */
export interface ApiKey extends Omit<ApiKeyTable, "hash" | "previousHash" | "scopes"> {
  readonly scopes: readonly CallerScope[];
}

const ID_LENGTH = 8;
/** Whether the id of a caller is a key's. Other callers have tokens, and their ids begin with the address of an issuer. */
export const isKeyId = (caller: string): boolean => /^[0-9a-f]{8}$/.test(caller);
const TOKEN_PATTERN = /^cg_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** The key itself, which is never stored: the id of the key in plain text, and 256 random bits. */
const newToken = (id: string): string => `cg_${id}_${randomBytes(32).toString("base64url")}`;

/**
 * One round of unsalted SHA-256: a key has 256 random bits, so guessing and rainbow tables do not work, and a slow hash
 * would only help denial-of-service attacks.
 */
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

const toApiKey = ({ hash: _hash, previousHash: _previous, scopes, ...key }: ApiKeyTable): ApiKey => ({
  ...key,
  scopes: scopes
    .split(" ")
    .filter((scope): scope is CallerScope => (CALLER_SCOPES as readonly string[]).includes(scope)),
});

/** The history could not show the name of a key's owner. No key was created. */
class KeyNameError extends ExpectedError {
  override name = "KeyNameError";
}

/**
 * @param now UTC milliseconds
 * @returns the key itself, which cannot be retrieved later
 * @throws KeyNameError
 */
export async function createKey(
  { db }: On,
  { name, scopes, now }: { name: string; scopes: readonly CallerScope[]; now: number },
): Promise<{ id: string; token: string }> {
  const problem = authorNameProblem(name);
  if (problem !== null) throw new KeyNameError(`The name of a key ${problem}. Choose another. No key was created.`);
  const id = randomBytes(ID_LENGTH / 2).toString("hex");
  const token = newToken(id);
  const none = { previousHash: null, previousUntil: null, rotatedAt: null, revokedAt: null, lastUsedAt: null };
  await db
    .insertInto("apiKey")
    .values({ id, name, scopes: scopes.join(" "), hash: hashOf(token), createdAt: now, ...none })
    .execute();
  return { id, token };
}

/** All keys, including revoked ones, oldest first. */
export async function listKeys({ db }: On): Promise<ApiKey[]> {
  const rows = await db.selectFrom("apiKey").selectAll().orderBy("createdAt").orderBy("id").execute();
  return rows.map(toApiKey);
}

/**
 * @param until when the old key expires, in UTC milliseconds; null if it expires immediately
 * @returns the new key; null if there is no such key or it was revoked
 */
export async function rotateKey(
  { db }: On,
  id: string,
  { until, now }: { until: number | null; now: number },
): Promise<string | null> {
  const row = await findUsable(db, id);
  if (!row) return null;
  const token = newToken(id);
  const previous = { previousHash: until === null ? null : row.hash, previousUntil: until };
  await db
    .updateTable("apiKey")
    .set({ hash: hashOf(token), rotatedAt: now, ...previous })
    .where("id", "=", id)
    .execute();
  return token;
}

/** @returns false if there is no such key or it was already revoked */
export async function revokeKey({ db }: On, id: string, now: number): Promise<boolean> {
  if (!(await findUsable(db, id))) return false;
  await db.updateTable("apiKey").set({ revokedAt: now }).where("id", "=", id).execute();
  return true;
}

const findUsable = (db: Db, id: string) =>
  db.selectFrom("apiKey").selectAll().where("id", "=", id).where("revokedAt", "is", null).executeTakeFirst();

/** The precision of `lastUsedAt` in milliseconds. Recording every use would turn every read into a write. */
const LAST_USED_PRECISION = 3_600_000;

/** The key that a token belongs to; null if the token is unknown, expired or revoked. */
export async function findKey({ db }: On, token: string, now: number): Promise<ApiKey | null> {
  const id = TOKEN_PATTERN.exec(token)?.[1];
  const row = id === undefined ? undefined : await findUsable(db, id);
  if (!row) return null;
  const given = Buffer.from(hashOf(token));
  // Always compares both hashes, each in constant time.
  const isNewest = timingSafeEqual(given, Buffer.from(row.hash));
  const isPrevious = timingSafeEqual(given, Buffer.from(row.previousHash ?? row.hash)) && row.previousHash !== null;
  const isPreviousValid = row.previousUntil !== null && now < row.previousUntil;
  if (!isNewest && !(isPrevious && isPreviousValid)) return null;
  if (row.lastUsedAt === null || now - row.lastUsedAt >= LAST_USED_PRECISION) await recordUse(db, row.id, now);
  return toApiKey(row);
}

/** If the database cannot be written to now, the use is not recorded: reading must still work. */
async function recordUse(db: Db, id: string, now: number): Promise<void> {
  try {
    await db.updateTable("apiKey").set({ lastUsedAt: now }).where("id", "=", id).execute();
  } catch (error) {
    if (faultOf(error) === null) throw error;
  }
}
