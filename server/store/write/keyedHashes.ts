import { createHmac, randomBytes } from "node:crypto";
import { isKeyedHash, KEYED_HASH } from "../../domain/text.ts";
import type { Db } from "../db/database.ts";

/**
 * A hash of content that held a withdrawn name would confirm a guess of the name: whoever knows the rest can try names until
 * the hash fits. Such hashes are replaced by keyed ones (HMAC-SHA-256 of the hash). The key never leaves the database, which
 * can therefore still tell whether a folder or a request has the same content as before.
 */
export interface HashKey {
  keyed(hash: string): string;
  /** Whether a stored hash, plain or keyed, is the hash of the same content. */
  isSame(stored: string | null | undefined, hash: string): boolean;
}

/** The key of this database. */
export async function hashKeyOf(db: Db): Promise<HashKey> {
  const key = await storedKey(db);
  return key === null ? NO_KEY : withKey(key);
}

/** The same. Makes the key if there is none yet. */
export async function newHashKey(db: Db): Promise<HashKey> {
  const known = await storedKey(db);
  if (known !== null) return withKey(known);
  const key = randomBytes(32).toString("base64url");
  await db.insertInto("hashKey").values({ key }).execute();
  return withKey(key);
}

const storedKey = async (db: Db): Promise<string | null> =>
  (await db.selectFrom("hashKey").select("key").executeTakeFirst())?.key ?? null;

/** As long as no name was withdrawn, hashes stay as they are. */
const NO_KEY: HashKey = { keyed: (hash) => hash, isSame: (stored, hash) => stored === hash };

function withKey(key: string): HashKey {
  const keyed = (hash: string): string =>
    hash === "" || isKeyedHash(hash) ? hash : `${KEYED_HASH}${createHmac("sha256", key).update(hash).digest("hex")}`;
  return { keyed, isSame: (stored, hash) => stored === hash || (stored != null && stored === keyed(hash)) };
}
