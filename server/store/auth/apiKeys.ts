import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { CALLER_SCOPES, type CallerScope } from "../../domain/writeVocabulary.ts";
import type { Db, Store } from "../db/database.ts";
import { faultOf } from "../db/storeFaults.ts";
import type { ApiKeyTable } from "../db/writeTables.ts";

type On = Pick<Store, "db">;

/** A key as it is listed: nothing in it lets anybody in. */
export interface ApiKey extends Omit<ApiKeyTable, "hash" | "previousHash" | "scopes"> {
  readonly scopes: readonly CallerScope[];
}

const ID_LENGTH = 8;
const TOKEN_PATTERN = /^cg_([0-9a-f]{8})_[A-Za-z0-9_-]{43}$/;

/** The whole key, which nothing keeps: its id in the open, and 256 random bits. */
const newToken = (id: string): string => `cg_${id}_${randomBytes(32).toString("base64url")}`;

/**
 * One round of SHA-256, without salt: a key is 256 random bits, so there is nothing to guess and no table to make, and a
 * slow hash would only let anybody keep the service busy.
 */
const hashOf = (token: string): string => createHash("sha256").update(token).digest("hex");

const toApiKey = ({ hash: _hash, previousHash: _previous, scopes, ...key }: ApiKeyTable): ApiKey => ({
  ...key,
  scopes: scopes
    .split(" ")
    .filter((scope): scope is CallerScope => (CALLER_SCOPES as readonly string[]).includes(scope)),
});

/** @returns the key itself, which is never to be had again */
export async function createKey(
  { db }: On,
  { name, scopes, now }: { name: string; scopes: readonly CallerScope[]; now: number },
): Promise<{ id: string; token: string }> {
  const id = randomBytes(ID_LENGTH / 2).toString("hex");
  const token = newToken(id);
  const none = { previousHash: null, previousUntil: null, rotatedAt: null, revokedAt: null, lastUsedAt: null };
  await db
    .insertInto("apiKey")
    .values({ id, name, scopes: scopes.join(" "), hash: hashOf(token), createdAt: now, ...none })
    .execute();
  return { id, token };
}

/** All there ever were, oldest first. */
export async function listKeys({ db }: On): Promise<ApiKey[]> {
  const rows = await db.selectFrom("apiKey").selectAll().orderBy("createdAt").orderBy("id").execute();
  return rows.map(toApiKey);
}

/** @param until up to when the old key is still taken, in UTC milliseconds; null ends it at once */
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

/** @returns whether there was such a key that was not revoked before */
export async function revokeKey({ db }: On, id: string, now: number): Promise<boolean> {
  if (!(await findUsable(db, id))) return false;
  await db.updateTable("apiKey").set({ revokedAt: now }).where("id", "=", id).execute();
  return true;
}

const findUsable = (db: Db, id: string) =>
  db.selectFrom("apiKey").selectAll().where("id", "=", id).where("revokedAt", "is", null).executeTakeFirst();

/** How exactly it is known when a key was last used: writing it at each use would make every reader a writer. */
const LAST_USED_PRECISION = 3_600_000;

/** Whose key it is; null where it is none of ours, or no longer. */
export async function findKey({ db }: On, token: string, now: number): Promise<ApiKey | null> {
  const id = TOKEN_PATTERN.exec(token)?.[1];
  const row = id === undefined ? undefined : await findUsable(db, id);
  if (!row) return null;
  const given = Buffer.from(hashOf(token));
  // Both are compared in any case, and each in the same time wherever they differ.
  const isNewest = timingSafeEqual(given, Buffer.from(row.hash));
  const isPrevious = timingSafeEqual(given, Buffer.from(row.previousHash ?? row.hash)) && row.previousHash !== null;
  if (!isNewest && !(isPrevious && now < (row.previousUntil ?? 0))) return null;
  if (row.lastUsedAt === null || now - row.lastUsedAt >= LAST_USED_PRECISION) await recordUse(db, row.id, now);
  return toApiKey(row);
}

/** Where the store cannot be written at the moment, its next use is noted: a key lets one read there all the same. */
async function recordUse(db: Db, id: string, now: number): Promise<void> {
  try {
    await db.updateTable("apiKey").set({ lastUsedAt: now }).where("id", "=", id).execute();
  } catch (error) {
    if (faultOf(error) === null) throw error;
  }
}
