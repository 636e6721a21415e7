import { articleOf, type ReadText } from "./textArticle.ts";

const LONGEST_TITLE = 120;
/** Lines of a text with line breaks at a margin are shorter. */
const LONGEST_WRAPPED = 100;

/** The paragraphs of a plain text. If the lines of a block are not broken at a margin, each line is a paragraph. */
export function plainParagraphs(text: string): string[] {
  return blocksOf(text).flatMap((lines) =>
    lines.every(({ length }) => length <= LONGEST_WRAPPED) ? lines.join(" ") : lines,
  );
}

/** Groups of lines that are separated by empty lines. */
export function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  let isOpen = false;
  for (const line of text.split(/[\n\f]/).map((line) => line.trim())) {
    if (line === "") isOpen = false;
    else if (isOpen) blocks.at(-1)?.push(line);
    else isOpen = blocks.push([line]) > 0;
  }
  return blocks;
}

/** The first line is the title if it is short, an empty line follows, and it does not end like a sentence. */
export function readPlainText(where: string, text: string): ReadText {
  const [first = [], ...rest] = blocksOf(text);
  const [line = ""] = first;
  const isTitle =
    first.length === 1 && rest.length > 0 && line.length <= LONGEST_TITLE && !/[.,:;…]["”’')]*$/.test(line);
  const paragraphs = plainParagraphs(text);
  return articleOf(where, isTitle ? { title: line, paragraphs: paragraphs.slice(1) } : { paragraphs });
}
