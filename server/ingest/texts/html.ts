import { plainWords } from "../../domain/text.ts";
import { type HtmlDocument, type HtmlNode, htmlParagraphs, parseHtml } from "./htmlDocument.ts";
import { htmlMetadata } from "./htmlMetadata.ts";
import { articleOf, type ReadText, TextRefusal } from "./textArticle.ts";

/** Readability compares each element with those around and in it. Beyond these limits it would take more than some seconds. */
const MOST_ELEMENTS = 20_000;
const DEEPEST = 100;

/**
 * Reads the article of a page, without what surrounds it: navigation, advertising, comments.
 * @throws TextRefusal
 */
export async function readHtml(where: string, html: string): Promise<ReadText> {
  const page = await parseHtml(html);
  refuseExcess(page);
  // Readability changes the document, so the metadata is read first.
  const metadata = htmlMetadata(page);
  const { Readability } = await import("@mozilla/readability");
  const found = new Readability<HtmlNode>(page as never, {
    maxElemsToParse: MOST_ELEMENTS,
    serializer: (node) => node as HtmlNode,
  }).parse();
  if (!found?.content) throw new TextRefusal("has no article text. Give a page with the text of an article.");
  const byline = plainWords(found.byline ?? "");
  return articleOf(where, {
    // The title of a page often ends with the name of the site.
    title: metadata.heading !== null && found.title?.startsWith(metadata.heading) ? metadata.heading : found.title,
    url: metadata.url,
    publisher: metadata.publisher ?? found.siteName,
    byline: found.byline,
    published: metadata.published,
    language: metadata.language,
    paragraphs: htmlParagraphs(found.content).filter((paragraph) => byline === "" || plainWords(paragraph) !== byline),
  });
}

function refuseExcess(page: HtmlDocument): void {
  const refuse = (problem: string): never => {
    throw new TextRefusal(`is a page with ${problem}. Give the text of the article as plain text.`);
  };
  let [elements, depth] = [0, 0];
  let node: HtmlNode | null = page.documentElement;
  while (node) {
    if (node.localName !== undefined && ++elements > MOST_ELEMENTS) refuse(`more than ${MOST_ELEMENTS} elements`);
    if (depth > DEEPEST) refuse(`elements that are nested too deeply: more than ${DEEPEST} levels`);
    if (node.firstChild) {
      node = node.firstChild;
      depth++;
      continue;
    }
    while (node && !node.nextSibling) {
      node = node.parentNode;
      depth--;
    }
    node = node?.nextSibling ?? null;
  }
}
