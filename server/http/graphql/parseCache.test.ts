import { setTimeout as sleep } from "node:timers/promises";
import { type DocumentNode, type OperationDefinitionNode, parse } from "graphql";
import { LRUCache } from "lru-cache";
import { expect, it } from "vitest";
import { createLearned } from "../direct/learned.ts";
import type { Cost } from "../limits/cost.ts";
import { createParseCache, documentLimits } from "./parseCache.ts";

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

it("What was not used lately stays until the service is idle", async () => {
  const cache = new LRUCache<string, DocumentNode>(documentLimits((document) => document, 300));
  const [used, unused] = ["{ used: __typename }", "{ unused: __typename }"];
  for (const text of [used, unused]) cache.set(text, parse(text));
  await sleep(400);
  expect(cache.get(unused)).toBeDefined();
  cache.set(used, parse(used));
  expect(cache.purgeStale()).toBe(true);
  expect([cache.has(used), cache.has(unused)]).toEqual([true, false]);
  expect(cache.purgeStale()).toBe(false);
});
