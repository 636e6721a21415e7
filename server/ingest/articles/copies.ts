import { plainWords } from "../../domain/text.ts";
import { type Checker, leadingFrom } from "../checker.ts";
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
  for (const [earlier, later, shared] of similarPairs(different, origins))
    notice(earlier, later, `has ${shared} paragraphs in common with`);
}

const publication = ({ value }: Article): number => value.published?.earliest ?? Number.POSITIVE_INFINITY;

const paragraphsOf = ({ value }: Article): string[] =>
  value.paragraphs
    .filter(({ kind }) => kind !== "TITLE")
    .map(({ text }) => plainWords(text))
    .filter((text) => text !== "");

/** The pairs of articles of different origin that share most paragraphs of the shorter one, in the given order. */
function* similarPairs(
  articles: readonly Article[],
  origins: ReadonlyMap<Article, Article>,
): Generator<readonly [earlier: Article, later: Article, shared: number]> {
  const texts = articles.map((article) => new Set(paragraphsOf(article)));
  const holders = Map.groupBy(
    texts.flatMap((text, at) => [...text].map((paragraph) => ({ paragraph, at }))),
    ({ paragraph }) => paragraph,
  );
  const holdersOf = (paragraph: string) => holders.get(paragraph) ?? [];
  for (const [at, text] of texts.entries()) {
    const least = Math.max(MIN_SHARED, Math.ceil(MIN_PART * text.size));
    if (text.size < least) continue;
    // Whoever shares that many has one of the rarest, so that paragraphs which many articles share cost nothing.
    const rarest = [...text].sort((a, b) => holdersOf(a).length - holdersOf(b).length).slice(0, text.size - least + 1);
    for (const other of new Set(rarest.flatMap((paragraph) => holdersOf(paragraph).map((holder) => holder.at)))) {
      const [one, two, theirs] = [articles[at], articles[other], texts[other]];
      if (!one || !two || !theirs || origins.get(one) === origins.get(two)) continue;
      const shared = text.intersection(theirs).size;
      if (shared >= least) yield at < other ? [one, two, shared] : [two, one, shared];
    }
  }
}
