/** The regular expressions that a source text contains as literals. The text must be formatted by Biome. */
export function regexLiterals(source: string): RegExp[] {
  const found: RegExp[] = [];
  let at = 0;
  /** The last character that is no space, or `/` after a keyword: both decide whether a slash divides. */
  let before = ";";
  /** For each open template, how many braces are open in its current expression. */
  const templates: number[] = [];
  const skip = (pattern: RegExp): string => {
    pattern.lastIndex = at;
    const text = pattern.exec(source)?.[0] ?? "";
    at += text.length;
    return text;
  };
  const template = () => {
    skip(/(?:[^`\\$]|\\.|\$(?!\{))*/sy);
    if (source.startsWith("${", at)) {
      at += 2;
      templates.push(0);
      before = "{";
      return;
    }
    at++;
    before = "`";
  };
  skip(/#![^\n]*/y);
  while (at < source.length) {
    const character = source.charAt(at);
    if (skip(/\s+|\/\/[^\n]*|\/\*.*?\*\//sy) !== "") continue;
    if (character === '"' || character === "'") {
      skip(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y);
      before = '"';
    } else if (character === "`") {
      at++;
      template();
    } else if (character === "}" && templates.at(-1) === 0) {
      templates.pop();
      at++;
      template();
    } else if (character === "/" && /[([{,;=:!?&|>]/.test(before)) {
      const [, body = "", flags = ""] = /^\/(.*)\/([a-z]*)$/s.exec(skip(LITERAL)) ?? [];
      found.push(new RegExp(body, flags));
      before = "/";
    } else {
      const word = skip(/[\w$]+/y);
      if (word === "") at++;
      const open = templates.length - 1;
      if (open >= 0 && character === "{") templates[open] = (templates[open] ?? 0) + 1;
      if (open >= 0 && character === "}") templates[open] = (templates[open] ?? 0) - 1;
      before = /^(?:return|of|in|case|typeof)$/.test(word) ? "(" : word === "" ? character : "a";
    }
  }
  return found;
}

const LITERAL = /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y;
