import { canonicalJson } from "./text.ts";

/** A record's content in terms of the corpus format: what is unknown is left out. */
export type Content = Readonly<Record<string, unknown>>;

/** What differs between two versions. `field` may be a place in a list: `evidence[0]`. Undefined: not there. */
export interface Difference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Words copied from articles (named by key), whose licences may forbid showing them. They compare as their text. */
export class Words {
  readonly text: string;
  readonly articles: readonly number[];
  constructor(text: string, articles: readonly number[]) {
    this.text = text;
    this.articles = articles;
  }
  toJSON(): string {
    return this.text;
  }
}

/** A value as JSON text, with null for the words of articles that withhold them; null where there is no value. */
export function shownJson(value: unknown, withheld: ReadonlySet<number>): string | null {
  if (value === undefined) return null;
  return JSON.stringify({ value }, function (this: Record<string, unknown>, key, inner: unknown) {
    const raw = this[key];
    return raw instanceof Words && raw.articles.some((article) => withheld.has(article)) ? null : inner;
  }).slice('{"value":'.length, -1);
}

/** The articles that a content has words of. */
export function articlesQuoted(content: unknown): number[] {
  if (content instanceof Words) return [...content.articles];
  return content !== null && typeof content === "object" ? Object.values(content).flatMap(articlesQuoted) : [];
}

/** What differs, field by field and in lists item by item, in the order of the fields. */
export function differences(before: Content, after: Content): Difference[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...fields].flatMap((field) => {
    const [old, now] = [before[field], after[field]];
    if (old !== undefined && now !== undefined && canonicalJson(old) === canonicalJson(now)) return [];
    if (Array.isArray(old ?? now) && Array.isArray(now ?? old)) return itemDifferences(field, list(old), list(now));
    return [{ field, before: old, after: now }];
  });
}

const list = (value: unknown): readonly unknown[] => (value ?? []) as readonly unknown[];

/**
 * The items that differ between two lists: as few as can be, so that one that is put in front does not make all behind
 * it differ. An item is named by its place in the newer list, or in the older one where it is gone from the newer.
 */
function itemDifferences(field: string, before: readonly unknown[], after: readonly unknown[]): Difference[] {
  const kept = keptItems(before.map(canonicalJson), after.map(canonicalJson));
  const found: Difference[] = [];
  let [old, now] = [0, 0];
  for (const [nextOld, nextNow] of [...kept, [before.length, after.length] as const]) {
    while (old < nextOld || now < nextNow) {
      const isThere = now < nextNow;
      found.push({
        field: `${field}[${isThere ? now : old}]`,
        before: old < nextOld ? before[old] : undefined,
        after: isThere ? after[now] : undefined,
      });
      old = Math.min(nextOld, old + 1);
      now = Math.min(nextNow, now + 1);
    }
    [old, now] = [nextOld + 1, nextNow + 1];
  }
  return found;
}

type Pair = readonly [number, number];

/** Beyond so many comparisons (64 MB of them), lists are taken as having nothing in common between their ends. */
const MOST_PAIRS = 16_000_000;

/** The places, in both lists, of the longest row of items that both have in one order. */
function keptItems(before: readonly string[], after: readonly string[]): Pair[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const middle = keptBetween(before.slice(head, before.length - tail), after.slice(head, after.length - tail));
  return [
    ...Array.from({ length: head }, (_, at): Pair => [at, at]),
    ...middle.map(([old, now]): Pair => [old + head, now + head]),
    ...Array.from({ length: tail }, (_, at): Pair => [before.length - tail + at, after.length - tail + at]),
  ];
}

function keptBetween(before: readonly string[], after: readonly string[]): Pair[] {
  if (before.length * after.length > MOST_PAIRS) return [];
  // lengths[i][j]: how many items the rests from i and from j have in common.
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const length = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      (lengths[i] as Uint32Array)[j] = length;
    }
  }
  const kept: Pair[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) kept.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return kept;
}
