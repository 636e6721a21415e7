import type { Atom, Rdf, Rss } from "feedsmith";
import { htmlParagraphs, parseHtml } from "./htmlDocument.ts";
import { plainParagraphs } from "./plainText.ts";
import { articleOf, type RawArticle, type ReadText, TextRefusal } from "./textArticle.ts";

/** An item of a feed. Its title and text may be HTML. */
interface FeedItem extends Omit<RawArticle, "paragraphs" | "title"> {
  readonly title: FeedText | undefined;
  readonly text: FeedText | undefined;
}

interface FeedText {
  readonly value?: string;
  /** Atom's type of content. RSS does not have one, and its texts may be HTML. */
  readonly type?: string;
}

/**
 * Reads the items of RSS 2.0, Atom or RDF (RSS 1.0). An item that cannot be read does not stop the others.
 * @throws TextRefusal
 */
export async function* readFeed(where: string, xml: string): AsyncGenerator<ReadText> {
  refuseDoctype(xml);
  for (const [at, item] of (await parseItems(xml)).entries()) {
    const place = `${where}, item ${at + 1}`;
    try {
      const paragraphs = item.text === undefined ? [] : await paragraphsOf(item.text);
      const title = item.title === undefined ? null : (await paragraphsOf(item.title)).join(" ");
      yield articleOf(place, { ...item, title, paragraphs });
    } catch (error) {
      if (!(error instanceof TextRefusal)) throw error;
      yield { refused: error.message, where: place };
    }
  }
}

/** A document type can define entities that expand to any size. It stands before the first element, if there is one. */
function refuseDoctype(xml: string): void {
  let at = 0;
  for (;;) {
    const start = xml.indexOf("<", at);
    const end = xml.startsWith("<!--", start) ? "-->" : xml.startsWith("<?", start) ? "?>" : null;
    if (/^<!DOCTYPE/i.test(xml.slice(start, start + 20)))
      throw new TextRefusal("is XML with a document type (<!DOCTYPE …>), which feeds do not need. Remove it.");
    at = start < 0 || end === null ? -1 : xml.indexOf(end, start);
    if (at < 0) return;
  }
}

async function parseItems(xml: string): Promise<FeedItem[]> {
  const { parseFeed } = await import("feedsmith");
  const parsed = (() => {
    try {
      return parseFeed(xml);
    } catch {
      return null;
    }
  })();
  if (parsed?.format === "rss") return rssItems(parsed.feed);
  if (parsed?.format === "atom") return atomItems(parsed.feed);
  if (parsed?.format === "rdf") return rdfItems(parsed.feed);
  throw new TextRefusal("is not a well-formed feed. Give RSS 2.0, Atom or RSS 1.0 (RDF).");
}

const rssItems = (feed: Rss.Feed<string>): FeedItem[] =>
  (feed.items ?? []).map((item) => ({
    title: textOf(item.title),
    text: textOf(item.content?.encoded) ?? textOf(item.description),
    url: item.link ?? (item.guid?.isPermaLink === false ? null : item.guid?.value),
    publisher: item.source?.title ?? feed.title,
    byline: item.dc?.creators ?? item.authors?.map(({ name }) => name),
    published: firstOf(["<pubDate>", item.pubDate], ["<dc:date>", item.dc?.dates?.[0]]),
    language: item.dc?.languages?.[0] ?? feed.language ?? feed.dc?.languages?.[0],
  }));

const atomItems = (feed: Atom.Feed<string>): FeedItem[] =>
  (feed.entries ?? []).map((entry) => ({
    title: entry.title,
    text: entry.content?.value === undefined ? entry.summary : entry.content,
    url: entry.links?.find(({ rel = "alternate" }) => rel === "alternate")?.href,
    publisher: entry.source?.title?.value ?? feed.title?.value,
    byline: entry.authors ?? entry.source?.authors ?? feed.authors,
    published: firstOf(["<published>", entry.published], ["<updated>", entry.updated]),
    language: entry.content?.xml?.lang ?? entry.xml?.lang ?? feed.xml?.lang,
  }));

const rdfItems = (feed: Rdf.Feed<string>): FeedItem[] =>
  (feed.items ?? []).map((item) => ({
    title: textOf(item.title),
    text: textOf(item.content?.encoded) ?? textOf(item.description),
    url: item.link ?? item.rdf?.about,
    publisher: feed.title,
    byline: item.dc?.creators,
    published: firstOf(["<dc:date>", item.dc?.dates?.[0]]),
    language: item.dc?.languages?.[0] ?? feed.dc?.languages?.[0],
  }));

const textOf = (value: string | undefined): FeedText | undefined => (value?.trim() ? { value } : undefined);

function firstOf(
  ...times: readonly (readonly [from: string, words: unknown])[]
): { readonly words: unknown; readonly from: string } | null {
  const [from, words] = times.find(([, words]) => words !== undefined) ?? [];
  return from === undefined ? null : { words, from };
}

async function paragraphsOf({ value = "", type = "html" }: FeedText): Promise<string[]> {
  const isPlain = type === "text" || type === "text/plain" || !/[<&]/.test(value);
  return isPlain ? plainParagraphs(value) : htmlParagraphs(await parseHtml(value));
}
