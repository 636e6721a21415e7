import { plainWords } from "../../domain/text.ts";
import { type Checker, leadingFrom } from "../checker.ts";
import { findOverlaps } from "../overlaps.ts";
import type { Parsed, WrittenArticle } from "../parse.ts";

type Article = Parsed<WrittenArticle>;

/** Two articles share most of their text if they share this many paragraphs, and this part of the shorter one's. */
const MIN_SHARED = 3;
const MIN_PART = 0.9;

/**
 * Points out articles with the same text or mostly the same, if neither is marked as a copy: their claims would count as
 * claims of independent sources. Titles are not compared, because copies often get a new one.
 */
export function noticeCopies(checker: Checker, articles: readonly Article[]): void {
  // The original is probably the one that was published first.
  const ordered = articles.toSorted((a, b) => publication(a) - publication(b));
  const originalOf = (article: Article) =>
    leadingFrom(article, ({ copyOf }) => checker.article.get(copyOf ?? "")).at(-1) ?? article;
  const origins = new Map(ordered.map((article) => [article, originalOf(article)]));
  const pairs = new Map<Article | undefined, Set<Article | undefined>>();
  const notice = (earlier: Article, later: Article, shares: string) => {
    const [origin, other] = [origins.get(earlier), origins.get(later)];
    if (origin === other || pairs.get(origin)?.has(other) || pairs.get(other)?.has(origin)) return;
    pairs.set(origin, new Set(pairs.get(origin)).add(other));
    const [{ id: first }, { id }] = [earlier.value, later.value];
    const copy = other === undefined || other === later ? "it" : `“${other.value.id}”`;
    const problem = `“${id}” ${shares} “${first}”; if ${copy} is a copy, write copyOf: ${first}; otherwise both count as independent sources`;
    checker.notices.push(later.fault([], problem));
  };
  const texts = Map.groupBy(ordered, (article) => paragraphsOf(article).join(" "));
  texts.delete("");
  for (const [first, ...copies] of texts.values())
    for (const copy of copies) if (first) notice(first, copy, "has the same text as");
  const different = [...texts.values()].flatMap(([first]) => first ?? []);
  const paragraphs = different.map((article) => new Set(paragraphsOf(article)));
  const least = (smaller: number) => Math.max(MIN_SHARED, Math.ceil(MIN_PART * smaller));
  for (const { earlier, later, shared } of findOverlaps(paragraphs, least)) {
    const [one, two] = [different[earlier], different[later]];
    if (one && two) notice(one, two, `has ${shared} paragraphs in common with`);
  }
}

const publication = ({ value }: Article): number => value.published?.earliest ?? Number.POSITIVE_INFINITY;

const paragraphsOf = ({ value }: Article): string[] =>
  value.paragraphs
    .filter(({ kind }) => kind !== "TITLE")
    .map(({ text }) => plainWords(text))
    .filter((text) => text !== "");
