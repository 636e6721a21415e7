import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { type APQStore, useAPQ } from "@graphql-yoga/plugin-apq";
import { usePersistedOperations } from "@graphql-yoga/plugin-persisted-operations";
import type { Plugin } from "graphql-yoga";
import { LRUCache } from "lru-cache";

/** The texts of operations by their SHA-256 hashes. */
export type Manifest = ReadonlyMap<string, string>;

/**
 * The operations of all manifests. A path is a file or a folder of files, such as the manifests of all client releases.
 * @throws SyntaxError or the system's error if a file cannot be read; TypeError if a hash does not match its text
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
  return new Map(files.flatMap(readManifest));
}

function readManifest(file: string): [hash: string, text: string][] {
  const entries: [string, unknown][] = Object.entries(JSON.parse(readFileSync(file, "utf8")));
  return entries.map(([hash, text]) => {
    if (typeof text === "string" && hashOf(text) === hash) return [hash, text];
    throw new TypeError(`The manifest ${file} is not valid: the hash ${hash.slice(0, 80)} does not match its text.`);
  });
}

export const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

/** How many of the texts that clients send are kept, how many bytes they may have together, and how long a kept text may be. */
const MOST_TEXTS = 1000;
const MOST_BYTES = 16_000_000;
const LONGEST = 16_384;
const DAY = 86_400_000;

/**
 * Accepts operations by the hash of their text. Either any operation whose text was sent recently (automatic persisted
 * queries), or only the operations of the manifests, by hash or by text.
 */
export function useTrustedDocuments(manifest: Manifest, onlyTrusted: boolean): Plugin[] {
  return onlyTrusted ? [useHashes(), useManifestOnly(manifest)] : [useAPQ({ store: createTextStore(manifest) })];
}

function createTextStore(manifest: Manifest): APQStore {
  const recent = new LRUCache<string, string>({
    max: MOST_TEXTS,
    maxSize: MOST_BYTES,
    // Characters beyond Latin-1 make a string take two bytes for each character.
    sizeCalculation: (text) => 2 * text.length,
    ttl: DAY,
  });
  return {
    get: (hash) => manifest.get(hash) ?? recent.get(hash),
    set: (hash, text) => {
      if (text.length <= LONGEST) recent.set(hash, text);
      return undefined;
    },
  };
}

/** Replaces texts with their hashes, so that clients that send texts need not change. */
function useHashes(): Plugin {
  return {
    onParams({ params: { query, ...params }, setParams }) {
      if (typeof query !== "string") return;
      const persistedQuery = { version: 1, sha256Hash: hashOf(query) };
      setParams({ ...params, extensions: { ...params.extensions, persistedQuery } });
    },
  };
}

function useManifestOnly(manifest: Manifest): Plugin {
  const error = (message: string, code: string) => ({ message, extensions: { code, http: { status: 400 } } });
  return usePersistedOperations({
    getPersistedOperation: (hash) => manifest.get(hash) ?? null,
    customErrors: {
      notFound: error(
        "This service accepts only operations from its manifests, and this operation is not in them.",
        "DOCUMENT_NOT_TRUSTED",
      ),
      keyNotFound: error("The request contains neither a query nor the hash of one.", "BAD_REQUEST"),
    },
  });
}
