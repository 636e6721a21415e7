import type { HtmlDocument } from "./htmlDocument.ts";
import { isoTimeOf } from "./isoTime.ts";
import { oneLine } from "./textArticle.ts";

interface HtmlMetadata {
  /** The only heading of the first level. */
  readonly heading: string | null;
  readonly url: string | null;
  readonly publisher: unknown;
  readonly published: { readonly words: string; readonly from: string } | null;
  readonly language: string | null;
}

/** The names that pages give the time of publication, in the order of preference. */
const TIME_METAS = [
  "article:published_time",
  "datePublished",
  "parsely-pub-date",
  "dcterms.created",
  "dc.date.issued",
  "dc.date",
  "pubdate",
  "publishdate",
  "date",
];

/** What the head of a page says about its article. The time also comes from JSON-LD or from a `<time>` of the article. */
export function htmlMetadata(page: HtmlDocument): HtmlMetadata {
  const metas = new Map<string, string>();
  for (const meta of page.querySelectorAll("meta[content]")) {
    const name = ["property", "name", "itemprop", "http-equiv"].map((attribute) => meta.getAttribute(attribute));
    const key = name.find((value) => value)?.toLowerCase();
    const content = oneLine(meta.getAttribute("content"));
    if (key !== undefined && content !== null && !metas.has(key)) metas.set(key, content);
  }
  const linked = linkedArticle(page);
  const canonical = page.querySelector('link[rel="canonical"]')?.getAttribute("href");
  const [heading, second] = page.querySelectorAll("h1");
  return {
    heading: heading && !second ? oneLine(heading.textContent) : null,
    url: canonical && /^https?:/i.test(canonical) ? canonical : (metas.get("og:url") ?? null),
    publisher: metas.get("og:site_name") ?? linked?.publisher,
    published: publishedOf(page, metas, linked),
    language:
      page.documentElement?.getAttribute("lang") ||
      page.documentElement?.getAttribute("xml:lang") ||
      (metas.get("content-language") ?? metas.get("og:locale") ?? null),
  };
}

/** The first value that can be read as a time, otherwise the first value. */
function publishedOf(page: HtmlDocument, metas: ReadonlyMap<string, string>, linked: LinkedArticle | null) {
  const candidates = [
    ...TIME_METAS.map((name) => ({ words: metas.get(name.toLowerCase()), from: `meta ${name}` })),
    { words: linked?.datePublished, from: "JSON-LD datePublished" },
    { words: timeElement(page), from: "<time>" },
  ].flatMap(({ words, from }) => {
    const line = oneLine(words);
    return line === null ? [] : { words: line, from };
  });
  return candidates.find(({ words }) => isoTimeOf(words) !== null) ?? candidates[0] ?? null;
}

/** A `<time>` outside an article may be the time of another article that the page links to. */
function timeElement(page: HtmlDocument): string | null {
  const marked = page.querySelector("time[itemprop=datePublished], time[pubdate], article time[datetime]");
  const [first = null, second] = marked ? [marked] : [...page.querySelectorAll("time[datetime]")];
  return second === undefined ? (first?.getAttribute("datetime") ?? first?.textContent ?? null) : null;
}

interface LinkedArticle {
  readonly datePublished?: unknown;
  readonly publisher?: unknown;
}

/** The article that the page describes in JSON-LD (schema.org). */
function linkedArticle(page: HtmlDocument): LinkedArticle | null {
  for (const script of page.querySelectorAll('script[type="application/ld+json"]')) {
    const value = parsed(script.textContent ?? "");
    const things = [value].flat().flatMap((thing) => [thing, ...[isObject(thing) ? thing["@graph"] : []].flat()]);
    const article = things.find((thing) => isObject(thing) && /Article|Posting|Report/.test(String(thing["@type"])));
    if (isObject(article)) return article;
  }
  return null;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    // A page with faulty metadata still has its text.
    return null;
  }
}
