import type { DocumentNode } from "graphql";
import { createLRUCache } from "graphql-yoga";

/** How many documents are kept parsed, and up to which length: strangers' largest would fill a gigabyte. */
const KEPT = 256;
const LONGEST = 16_384;

/** For Yoga's `parserAndValidationCache`: what was parsed, and what could not be. */
export const parseCache = () => ({ documentCache: shortTexts<DocumentNode>(), errorCache: shortTexts<object>() });

function shortTexts<Value extends object>() {
  const kept = createLRUCache<Value>({ max: KEPT });
  return {
    get: (text: string) => kept.get(text),
    set: (text: string, value: Value) => {
      if (text.length <= LONGEST) kept.set(text, value);
    },
  };
}
