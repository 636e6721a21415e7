import { type DocumentNode, type OperationDefinitionNode, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { afterEach, expect, it, vi } from "vitest";
import { createLearned } from "../direct/learned.ts";
import type { Cost } from "../limits/cost.ts";
import { createParseCache } from "./parseCache.ts";

/** Long documents, each a bit different, as an attacker may send them. */
const LONG = Array.from({ length: 300 }, (_, at) => `{ a${at}: id ${"slug ".repeat(1000)} }`);
const SHORT = Array.from({ length: 200 }, (_, at) => `{ a${at}: __typename }`);

const known = (query: string, document: DocumentNode) => {
  const operation = document.definitions[0] as OperationDefinitionNode;
  return { query, document, operation, costs: new LRUCache<string, Cost>({ max: 1 }) };
};
const CACHES = {
  "parsed documents": () => {
    const { documentCache } = createParseCache();
    return {
      add: (text: string) => documentCache.set(text, parse(text)),
      has: (text: string) => documentCache.has(text),
    };
  },
  "known operations": () => {
    const { operations } = createLearned();
    return {
      add: (text: string) => operations.set(text, known(text, parse(text))),
      has: (text: string) => operations.has(text),
    };
  },
};

it.each(Object.entries(CACHES))("The cache of %s keeps many short documents, but few long ones", (_, create) => {
  const cache = create();
  const kept = (texts: readonly string[]) => texts.filter((text) => cache.has(text)).length;
  for (const text of SHORT) cache.add(text);
  expect(kept(SHORT)).toBe(200);
  for (const text of LONG) cache.add(text);
  expect(kept(LONG)).toBeGreaterThan(10);
  // 1,000 tokens take 750 KB.
  expect(kept(LONG)).toBeLessThan(25);
});

afterEach(() => {
  vi.useRealTimers();
});

it("What was not used lately stays until the service is idle", () => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout"] });
  const { operations } = createLearned();
  const [used, unused] = ["{ used: __typename }", "{ unused: __typename }"];
  for (const text of [used, unused]) operations.set(text, known(text, parse(text)));
  for (let seconds = 0; seconds < 30; seconds++) {
    vi.advanceTimersByTime(1000);
    operations.get(used);
  }
  expect(operations.get(unused)).toBeDefined();
  expect(operations.purgeStale()).toBe(true);
  expect([operations.has(used), operations.has(unused)]).toEqual([true, false]);
  expect(operations.purgeStale()).toBe(false);
});
