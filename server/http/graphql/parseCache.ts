import type { DocumentNode } from "graphql";
import { createLRUCache } from "graphql-yoga";

/** How many parsed documents are kept, and how long a kept document may be. Long documents could fill a gigabyte. */
const MOST_DOCUMENTS = 256;
const LONGEST = 16_384;

/** For Yoga's `parserAndValidationCache`: parsed documents and parse errors by their text. */
export const createParseCache = () => ({
  documentCache: cacheOfShortTexts<DocumentNode>(),
  errorCache: cacheOfShortTexts<object>(),
});

function cacheOfShortTexts<Value extends object>() {
  const cache = createLRUCache<Value>({ max: MOST_DOCUMENTS });
  return {
    get: (text: string) => cache.get(text),
    set: (text: string, value: Value) => {
      if (text.length <= LONGEST) cache.set(text, value);
    },
  };
}
