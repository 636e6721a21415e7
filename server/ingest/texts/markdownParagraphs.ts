/** Markup of whole lines. Each pattern looks at a line once, so that reading takes time in proportion to the length. */
const FENCE = /^\s{0,3}(?:`{3}|~{3})/;
const QUOTE = /^\s{0,3}(?:>\s?)+/;
const HEADING = /^\s{0,3}#{1,6}\s+/;
const UNDERLINE = /^\s{0,3}(?:=+|-+)\s*$/;
const BULLET = /^\s*[-*+]\s+/;
const NUMBERED = /^\s*(\d{1,9})[.)]\s+/;
const DEFINITION = /^\s{0,3}\[[^\]]+\]:\s/;
const TABLE_RULE = /^[\s:|-]+$/;

interface Block {
  readonly kind: "text" | "heading" | "item";
  readonly lines: string[];
}

/** The paragraphs of a Markdown text without its markup. `heading` is the first paragraph if that is a heading. */
export function markdownParagraphs(markdown: string): { heading: string | null; paragraphs: string[] } {
  const plain = blocksOf(withoutComments(markdown))
    .map(({ kind, lines }) => ({
      kind,
      text: withoutInlineMarkup(lines.map((line) => line.replace(/\\$/, "")).join(" ")).trim(),
    }))
    .filter(({ text }) => text !== "");
  return {
    heading: plain[0]?.kind === "heading" ? plain[0].text : null,
    paragraphs: plain.map(({ text }) => text),
  };
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | null = null;
  let isCode = false;
  const add = (kind: Block["kind"], line: string): Block => {
    const block = { kind, lines: [line] };
    blocks.push(block);
    return block;
  };
  for (const source of markdown.split("\n")) {
    const line = source.replace(QUOTE, "");
    const isFence = FENCE.test(line);
    if (isFence) isCode = !isCode;
    if (isFence || line.trim() === "" || (!isCode && DEFINITION.test(line))) open = null;
    else if (isCode) open = continued(open, line) ?? add("text", line);
    else if (HEADING.test(line)) {
      add("heading", line.replace(HEADING, "").replace(/(?<=\s)#+\s*$/, ""));
      open = null;
    } else if (open?.kind === "text" && UNDERLINE.test(line)) {
      blocks[blocks.length - 1] = { ...open, kind: "heading" };
      open = null;
    } else if (isBreak(line) || (line.includes("-") && TABLE_RULE.test(line))) open = null;
    else if (BULLET.test(line)) open = add("item", line.replace(BULLET, ""));
    else if (isNumbered(line, open)) open = add("item", line.replace(NUMBERED, ""));
    else if (line.trimStart().startsWith("|")) {
      add("text", line.replaceAll("|", " "));
      open = null;
    } else open = continued(open, line) ?? add("text", line);
  }
  return blocks;
}

/** Three or more equal marks. A pattern for them would need a stack as deep as the line is long. */
function isBreak(line: string): boolean {
  const marks = line.replace(/\s+/g, "");
  return marks.length >= 3 && /^(?:-+|\*+|_+)$/.test(marks);
}

function continued(open: Block | null, line: string): Block | null {
  open?.lines.push(line.trim());
  return open;
}

/** In the middle of a paragraph, only the number 1 begins a list: a line may begin with the year of a sentence. */
function isNumbered(line: string, open: Block | null): boolean {
  const number = NUMBERED.exec(line)?.[1];
  return number !== undefined && (open?.kind !== "text" || number === "1") && !/^[12]\d{3}$/.test(number);
}

function withoutComments(text: string): string {
  let rest = "";
  let from = 0;
  for (let start = text.indexOf("<!--"); start >= 0; start = text.indexOf("<!--", from)) {
    const end = text.indexOf("-->", start);
    if (end < 0) break;
    rest += text.slice(from, start);
    from = end + "-->".length;
  }
  return rest + text.slice(from);
}

/** No escaped character is markup. Until the markup is gone, code points that no text uses stand for these characters. */
const HIDDEN = 0x10f000;

const TARGET = /\([^()]*(?:\([^()]*\)[^()]*)?\)|\[[^[\]]*\]/.source;
const MARKUP: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`!\\[[^[\\]]*\\](?:${TARGET})`, "g"), ""],
  [/\[\^[^[\]\s]{1,50}\]/g, ""],
  [new RegExp(`\\[([^[\\]]*)\\](?:${TARGET})`, "g"), "$1"],
  [/<((?:https?:|mailto:)[^<>\s]*)>/gi, "$1"],
  [/<br\s*\/?>/gi, " "],
  [/<\/?[a-z][^<>]*>/gi, ""],
  [/(`{1,3})([^`]*)\1/g, "$2"],
  [/(\*{1,3})(?=[^\s*])([^*]*)(?<=\S)\1/g, "$2"],
  [/(\*{1,3})(?=[^\s*])([^*]*)(?<=\S)\1/g, "$2"],
  [/(?<![\p{L}\p{N}_])(_{1,3})(?=[^\s_])([^_]*)(?<=\S)\1(?![\p{L}\p{N}_])/gu, "$2"],
  [/~~([^~]*)~~/g, "$1"],
];

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

function withoutInlineMarkup(text: string): string {
  const hidden = text.replace(/\\([!-/:-@[-`{-~])/g, (_, character: string) =>
    String.fromCodePoint(HIDDEN + character.charCodeAt(0)),
  );
  return MARKUP.reduce((plain, [markup, words]) => plain.replace(markup, words), hidden)
    .replace(/&(?:#(\d{1,6})|([a-z]{2,4}));/g, (entity, code?: string, name?: string) =>
      code === undefined ? (ENTITIES[name ?? ""] ?? entity) : String.fromCodePoint(Number(code)),
    )
    .replace(/[\u{10f000}-\u{10f07f}]/gu, (character) =>
      String.fromCharCode((character.codePointAt(0) ?? HIDDEN) - HIDDEN),
    );
}
