import type { DocumentNode, Token } from "graphql";
import { createLRUCache } from "graphql-yoga";
import { LRUCache } from "lru-cache";

/** How many documents are kept, and how much memory they may take together. Anybody can send long ones, each a bit different. */
const MOST_DOCUMENTS = 256;
const MOST_BYTES = 16_000_000;
/** In milliseconds. What was not used for so long may be dropped: parsing it again takes little time. */
const UNUSED = 20_000;
/** What a token of the text takes, with its node and its location. Measured with documents of some 800 tokens. */
const BYTES_PER_TOKEN = 750;

/** Texts with errors are kept as they are. */
const LONGEST = 16_384;

/** For Yoga's `parserAndValidationCache`: parsed documents and parse errors by their text. */
export const createParseCache = () => ({
  documentCache: new LRUCache<string, DocumentNode>(documentLimits((document) => document)),
  errorCache: errorCache(),
});

/** Limits for a cache of documents, or of something that holds a document. */
export const documentLimits = <Value>(documentOf: (value: Value) => DocumentNode, unused: number = UNUSED) => ({
  max: MOST_DOCUMENTS,
  maxSize: MOST_BYTES,
  sizeCalculation: (value: Value, text: string) => 2 * text.length + BYTES_PER_TOKEN * countTokens(documentOf(value)),
  // Dropped by purgeStale only.
  ttl: unused,
  updateAgeOnGet: true,
  allowStale: true,
  noDeleteOnStaleGet: true,
});

function countTokens({ loc }: DocumentNode): number {
  let count = 0;
  for (let token: Token | null = loc?.startToken ?? null; token !== null; token = token.next) count++;
  return count;
}

function errorCache() {
  const cache = createLRUCache<object>({ max: MOST_DOCUMENTS });
  return {
    get: (text: string) => cache.get(text),
    set: (text: string, error: object) => {
      if (text.length <= LONGEST) cache.set(text, error);
    },
  };
}
