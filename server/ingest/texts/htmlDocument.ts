import { TextRefusal } from "./textArticle.ts";

/** The parts of the DOM that we use. The server is compiled without the types of browsers. */
export interface HtmlNode {
  readonly nodeType: number;
  readonly localName?: string;
  readonly textContent: string | null;
  readonly firstChild: HtmlNode | null;
  readonly nextSibling: HtmlNode | null;
  readonly parentNode: HtmlNode | null;
}

export interface HtmlElement extends HtmlNode {
  getAttribute(name: string): string | null;
}

export interface HtmlDocument extends HtmlNode {
  readonly documentElement: HtmlElement | null;
  querySelector(selector: string): HtmlElement | null;
  querySelectorAll(selector: string): Iterable<HtmlElement>;
}

const ELEMENT = 1;
const TEXT = 3;
const CDATA = 4;
const DOCUMENT = 9;

/** Elements that have no content, or that end when the next one begins. They do not make a document deep. */
const SHALLOW = /^(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr|p|li|dt|dd|td|th|tr|option)$/;
/** linkedom takes time in proportion to the square of the depth. */
const DEEPEST = 1000;

const DOCTYPE = /<!doctype[^<>]*>/i;
/** Entities of a document's own stay unread in HTML, so that words would be missing. */
const ENTITIES = /<!doctype[^<>[]*\[/i;

/**
 * Parses HTML. Scripts are not executed and nothing is fetched.
 * @throws TextRefusal
 */
export async function parseHtml(html: string): Promise<HtmlDocument> {
  if (ENTITIES.test(html.slice(0, 5000)))
    throw new TextRefusal("has a document type that declares entities. Remove them, or give the text as plain text.");
  refuseDepth(html);
  const { DOMParser } = await import("linkedom");
  // linkedom would make the first element of a fragment the root of the document.
  const [, first] = /<(html|head|body)[\s>]/i.exec(html.slice(0, 5000)) ?? [];
  const content = first === undefined ? `<body>${html}</body>` : html;
  const page = first?.toLowerCase() === "html" ? html : `<html>${content.replace(DOCTYPE, "")}</html>`;
  return new DOMParser().parseFromString(page, "text/html") as unknown as HtmlDocument;
}

/** An upper bound of the depth, from the tags alone. */
function refuseDepth(html: string): void {
  const open = new Map<string, number>();
  let depth = 0;
  for (const [, slash, tag = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9-]*)/gi)) {
    const name = tag.toLowerCase();
    if (SHALLOW.test(name)) continue;
    const before = open.get(name) ?? 0;
    if (slash === "" || before > 0) {
      const step = slash === "" ? 1 : -1;
      open.set(name, before + step);
      depth += step;
    }
    if (depth > DEEPEST)
      throw new TextRefusal(
        `has HTML that is nested too deeply: more than ${DEEPEST} elements. Give the text of the article as plain text.`,
      );
  }
}

/** The element at which a node's content begins a new paragraph, or ends one. */
const BLOCKS =
  /^(?:address|article|aside|blockquote|body|caption|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul)$/;
/** Elements whose content is not words of the text. */
const NOT_TEXT =
  /^(?:audio|button|canvas|embed|head|iframe|input|math|noscript|object|script|select|style|svg|template|textarea|video)$/;

/** The paragraphs of a node, in time proportional to its size and without recursion. Two line breaks end a paragraph. */
export function htmlParagraphs(root: HtmlNode): string[] {
  const paragraphs: string[] = [];
  let words: string[] = [];
  let breaks = 0;
  const end = () => {
    if (words.length > 0) paragraphs.push(words.join(""));
    words = [];
    breaks = 0;
  };
  const enter = ({ nodeType, localName = "", textContent }: HtmlNode): boolean => {
    if (nodeType === TEXT || nodeType === CDATA) {
      if (textContent?.trim()) breaks = 0;
      words.push(textContent ?? "");
      return false;
    }
    const name = localName.toLowerCase();
    if (name === "br") {
      words.push(" ");
      if (++breaks === 2) end();
    } else if (name === "td" || name === "th") words.push(" ");
    else if (BLOCKS.test(name)) end();
    return nodeType === DOCUMENT || (nodeType === ELEMENT && !NOT_TEXT.test(name));
  };
  const leave = ({ localName = "" }: HtmlNode) => {
    if (BLOCKS.test(localName.toLowerCase())) end();
  };
  let node: HtmlNode | null = root;
  let isEntering = true;
  while (node) {
    const child: HtmlNode | null = isEntering && enter(node) ? node.firstChild : null;
    if (child) {
      node = child;
      continue;
    }
    leave(node);
    if (node === root) break;
    isEntering = node.nextSibling !== null;
    node = node.nextSibling ?? node.parentNode;
  }
  end();
  return paragraphs;
}
