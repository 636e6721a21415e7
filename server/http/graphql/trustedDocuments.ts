import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type APQStore, useAPQ } from "@graphql-yoga/plugin-apq";
import { usePersistedOperations } from "@graphql-yoga/plugin-persisted-operations";
import { createLRUCache, type Plugin } from "graphql-yoga";

/** Texts of operations by their SHA-256. */
export type Manifest = ReadonlyMap<string, string>;

/**
 * What all manifests hold: files, and folders of them, so that those of older clients are kept beside the newest.
 * @throws SyntaxError, or the system's error, where one cannot be read; TypeError where a text has another hash
 */
export function readManifests(paths: readonly string[]): Manifest {
  const files = paths.flatMap((path) =>
    statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((file) => file.endsWith(".json"))
          .sort()
          .map((file) => join(path, file))
      : [path],
  );
  const entries = files.flatMap((file) => Object.entries(JSON.parse(readFileSync(file, "utf8")) as object));
  for (const [hash, text] of entries)
    if (typeof text !== "string" || hashOf(text) !== hash)
      throw new TypeError(`a text that is not the one of its hash ${hash.slice(0, 80)}`);
  return new Map(entries as [string, string][]);
}

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** How many texts of clients are kept, and how long one may be: 16 MB at most. */
const KEPT = 1000;
const LONGEST = 16_384;
const DAY = 86_400_000;

/**
 * Operations by the hash of their text. Any text, which is then kept for a while, so that a client may send the hash alone
 * (automatic persisted queries); or those of the manifests and nothing else, by hash or by text.
 */
export function useTrustedDocuments(manifest: Manifest, onlyTrusted: boolean): Plugin[] {
  return onlyTrusted ? [useHashes(), trustedOnly(manifest)] : [useAPQ({ store: storeOver(manifest) })];
}

function storeOver(manifest: Manifest): APQStore {
  const seen = createLRUCache<string>({ max: KEPT, ttl: DAY });
  return {
    get: (hash) => manifest.get(hash) ?? seen.get(hash),
    set: (hash, text) => {
      if (text.length <= LONGEST) seen.set(hash, text);
      return undefined;
    },
  };
}

/** A text stands for its hash, so that clients which send texts need not change. */
function useHashes(): Plugin {
  return {
    onParams({ params: { query, ...params }, setParams }) {
      if (typeof query !== "string") return;
      const persistedQuery = { version: 1, sha256Hash: hashOf(query) };
      setParams({ ...params, extensions: { ...params.extensions, persistedQuery } });
    },
  };
}

function trustedOnly(manifest: Manifest): Plugin {
  const refused = (message: string, code: string) => ({ message, extensions: { code, http: { status: 400 } } });
  return usePersistedOperations({
    getPersistedOperation: (hash) => manifest.get(hash) ?? null,
    customErrors: {
      notFound: refused(
        "This service takes the operations of its clients' manifests alone, and this is none of them.",
        "DOCUMENT_NOT_TRUSTED",
      ),
      keyNotFound: refused("Neither a document nor a hash of one is in the request.", "BAD_REQUEST"),
    },
  });
}
