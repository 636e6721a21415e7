import { required } from "./required.ts";
import { canonicalJson } from "./text.ts";

/** A record's content in the fields of the corpus format. Unknown fields are left out. */
export type RecordContent = Readonly<Record<string, unknown>>;

/** One difference between two versions. `field` may name an item of a list: `evidence[0]`. An absent value is undefined. */
export interface Difference {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Words copied from articles (given by key). Licences may forbid showing the words. Instances are compared by text. */
export class QuotedWords {
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

/** A value as JSON text, with null in place of words from withheld articles. Null if there is no value. */
export function redactedJson(value: unknown, withheld: ReadonlySet<number>): string | null {
  if (value === undefined) return null;
  return JSON.stringify({ value }, function (this: Record<string, unknown>, key, inner: unknown) {
    const raw = this[key];
    return raw instanceof QuotedWords && raw.articles.some((article) => withheld.has(article)) ? null : inner;
  }).slice('{"value":'.length, -1);
}

/** The keys of the articles that a record's content quotes. */
export function quotedArticles(content: unknown): number[] {
  if (content instanceof QuotedWords) return [...content.articles];
  return content !== null && typeof content === "object" ? Object.values(content).flatMap(quotedArticles) : [];
}

/** The differences by field, and by item within lists, in the order of the fields. */
export function differences(before: RecordContent, after: RecordContent): Difference[] {
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
 * The items that differ between two lists: as few as possible, so that an item inserted at the front does not make all
 * the others differ. An item is named by its index in the newer list or, if it was removed, in the older one.
 */
function itemDifferences(field: string, before: readonly unknown[], after: readonly unknown[]): Difference[] {
  const common = commonItems(before.map(canonicalJson), after.map(canonicalJson));
  const found: Difference[] = [];
  let [old, now] = [0, 0];
  for (const [nextOld, nextNow] of [...common, [before.length, after.length] as const]) {
    while (old < nextOld || now < nextNow) {
      const isInNewer = now < nextNow;
      found.push({
        field: `${field}[${isInNewer ? now : old}]`,
        before: old < nextOld ? before[old] : undefined,
        after: isInNewer ? after[now] : undefined,
      });
      old = Math.min(nextOld, old + 1);
      now = Math.min(nextNow, now + 1);
    }
    [old, now] = [nextOld + 1, nextNow + 1];
  }
  return found;
}

type Pair = readonly [number, number];

/** The maximum size of the table of lengths (4 bytes each, so 64 MB). For longer lists, only equal ends are matched. */
const MAX_PAIRS = 16_000_000;

/** The indexes, in both lists, of their longest common subsequence. */
function commonItems(before: readonly string[], after: readonly string[]): Pair[] {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const middle = longestCommonSubsequence(
    before.slice(head, before.length - tail),
    after.slice(head, after.length - tail),
  );
  return [
    ...Array.from({ length: head }, (_, at): Pair => [at, at]),
    ...middle.map(([old, now]): Pair => [old + head, now + head]),
    ...Array.from({ length: tail }, (_, at): Pair => [before.length - tail + at, after.length - tail + at]),
  ];
}

function longestCommonSubsequence(before: readonly string[], after: readonly string[]): Pair[] {
  if (before.length * after.length > MAX_PAIRS) return [];
  // lengths[i][j]: the length of the longest common subsequence of before[i…] and after[j…].
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
  const at = (i: number, j: number): number => required(lengths[i]?.[j], "A length");
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const length = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
      (lengths[i] as Uint32Array)[j] = length;
    }
  }
  const common: Pair[] = [];
  for (let i = 0, j = 0; i < before.length && j < after.length; ) {
    if (before[i] === after[j]) common.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return common;
}
