import { printableName } from "../../domain/printable.ts";
import { declaredEncoding, decodeText, markedEncoding } from "./decodeText.ts";
import { readFeed } from "./feed.ts";
import { readHtml } from "./html.ts";
import { readJson, readJsonLines } from "./json.ts";
import { readMarkdown } from "./markdown.ts";
import { readPlainText } from "./plainText.ts";
import { LARGEST_TEXT, type ReadText, TextRefusal } from "./textArticle.ts";

interface Format {
  readonly name: string;
  readonly extensions: readonly string[];
  /** In bytes. A file with many articles may be larger than one with a single text. */
  readonly largest: number;
  /** Tells from the beginning of a text whether it has this format. */
  readonly isBegun: (start: string) => boolean;
  /** May throw a TextRefusal. */
  readonly read: (where: string, bytes: Uint8Array) => Iterable<ReadText> | AsyncIterable<ReadText>;
}

const PLAIN_TEXT: Format = {
  name: "plain text",
  extensions: ["txt", "text"],
  largest: LARGEST_TEXT,
  isBegun: () => false,
  *read(where, bytes) {
    yield readPlainText(where, decodeText(bytes));
  },
};

/** The content decides in this order: JSON Lines can begin as JSON does, and XHTML as a feed does. */
const FORMATS: readonly Format[] = [
  {
    name: "JSON Lines",
    extensions: ["jsonl", "ndjson"],
    // Only one line at a time is decoded.
    largest: 200_000_000,
    isBegun: (start) => /^\{[^\n]*\}[^\S\n]*\n\s*\{/.test(start),
    read: readJsonLines,
  },
  {
    name: "JSON",
    extensions: ["json"],
    largest: 50_000_000,
    isBegun: (start) => /^(?:\{\s*"|\[\s*\{)/.test(start),
    read: readJson,
  },
  {
    name: "HTML",
    extensions: ["html", "htm", "xhtml"],
    largest: LARGEST_TEXT,
    isBegun: isPage,
    async *read(where, bytes) {
      yield await readHtml(where, decodeText(bytes, declaredEncoding(bytes)));
    },
  },
  {
    name: "RSS or Atom",
    extensions: ["xml", "rss", "atom", "rdf"],
    // The whole feed is in memory, in about ten times the space.
    largest: 50_000_000,
    isBegun: (start) => /^<(?:\?xml|(?:rss|feed|rdf:RDF)[\s>])/.test(start),
    read: (where, bytes) => readFeed(where, decodeText(bytes, declaredEncoding(bytes))),
  },
  {
    name: "Markdown",
    extensions: ["md", "markdown"],
    largest: LARGEST_TEXT,
    isBegun: (start) => /^---[^\S\n]*\r?\n/.test(start),
    *read(where, bytes) {
      yield readMarkdown(where, decodeText(bytes));
    },
  },
  PLAIN_TEXT,
];

function isPage(start: string): boolean {
  return /^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)?<(?:!doctype\s+html|html|head|body)[\s>]/i.test(start);
}

const KNOWN = FORMATS.map(({ name, extensions }) => `${name} (.${extensions.join(", .")})`).join(", ");

/**
 * Reads the articles of a file that somebody brings, one after another. The extension of the name tells the format; the
 * content does if the name has no extension or an unknown one. Whatever cannot be read is given as `refused` with the place,
 * and does not stop the rest. The language is not checked. Nothing is fetched or executed.
 */
export async function* readTexts(name: string, bytes: Uint8Array): AsyncGenerator<ReadText> {
  const where = printableName(name);
  let isEmpty = true;
  try {
    const { read, largest } = formatOf(name, bytes);
    if (bytes.length > largest)
      throw new TextRefusal(
        `is larger than ${largest / 1e6} MB, the limit for this format. Split it, or remove what is not text.`,
      );
    for await (const text of read(where, bytes)) {
      isEmpty = false;
      yield text;
    }
    if (isEmpty) throw new TextRefusal("contains no article. Give a file with at least one article.");
  } catch (error) {
    if (!(error instanceof TextRefusal)) throw error;
    yield { refused: error.message, where };
  }
}

/** The characters of a file that tell its format. */
const START = 1000;

function formatOf(name: string, bytes: Uint8Array): Format {
  const extension = /\.([a-z][a-z0-9]{0,9})$/i.exec(name)?.[1]?.toLowerCase();
  const named = FORMATS.find(({ extensions }) => extension !== undefined && extensions.includes(extension));
  const start = new TextDecoder(markedEncoding(bytes) ?? "utf-8").decode(bytes.subarray(0, START)).trimStart();
  // XHTML is XML, and its files may be named so.
  if (named && !(extension === "xml" && isPage(start))) return named;
  const found = FORMATS.find(({ isBegun }) => isBegun(start));
  if (found) return found;
  if (extension === undefined) return PLAIN_TEXT;
  throw new TextRefusal(`has an unknown format. Known formats are ${KNOWN}.`);
}
