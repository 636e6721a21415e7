/** What the schema says of a field, an argument, a value or a type. */
export interface Doc {
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
  /** What stands where a value is left out, as GraphQL writes it. */
  readonly defaultText?: string | undefined;
}

const WIDTH = 110;

/** The comment above a declaration or property, with its line break; nothing where the schema says nothing. */
export function jsdoc({ description, deprecationReason, defaultText }: Doc, indent: string): string {
  const text = [
    ...(description ? [plain(description)] : []),
    ...(defaultText === undefined ? [] : [`@default ${plain(defaultText)}`]),
    ...(deprecationReason == null ? [] : [`@deprecated ${plain(deprecationReason)}`]),
  ];
  if (text.length === 0) return "";
  const lines = text
    .join("\n")
    .split("\n")
    .flatMap((line) => wrap(line, WIDTH - indent.length - " * ".length));
  const [line] = lines;
  if (lines.length === 1) return `${indent}/** ${line} */\n`;
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join("\n")}\n${indent} */\n`;
}

/** Text that neither ends the comment nor begins a tag of its own. */
const plain = (text: string): string =>
  text
    .trim()
    .replaceAll("*/", "*\\/")
    .replace(/^(\s*)@/gm, "$1\\@");

/** What would be a tag, a heading or a list's item if it began a line. */
const BEGINS_A_BLOCK = /^(?:@.*|[-+*>]|#+|\d+[.)])$/;

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && (line.length + 1 + word.length <= width || BEGINS_A_BLOCK.test(word)))
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
