/** The documentation of a field, an argument, an enum value or a type. */
export interface Doc {
  readonly description?: string | null | undefined;
  readonly deprecationReason?: string | null | undefined;
  /** The default value, in GraphQL syntax. */
  readonly defaultText?: string | undefined;
  /** TypeScript code. */
  readonly example?: string | undefined;
}

const WIDTH = 110;

/** The comment and its line break; an empty string if there is nothing to say. */
export function jsdoc({ description, deprecationReason, defaultText, example }: Doc, indent = ""): string {
  const text = [
    ...(description ? [plain(description)] : []),
    ...(defaultText === undefined ? [] : [`@default ${plain(defaultText)}`]),
    ...(deprecationReason == null ? [] : [`@deprecated ${plain(deprecationReason)}`]),
    ...(example === undefined ? [] : [`@example\n${example}`]),
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

/** Escapes what would end the comment or start a tag. */
const plain = (text: string): string =>
  text
    .trim()
    .replaceAll("*/", "*\\/")
    .replace(/^(\s*)@/gm, "$1\\@");

/** At the start of a line this would be a tag, a heading or a list item. */
const STARTS_A_BLOCK = /^(?:@.*|[-+*>]|#+|\d+[.)])$/;

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const line = lines.at(-1);
    if (line !== undefined && (line.length + 1 + word.length <= width || STARTS_A_BLOCK.test(word)))
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
