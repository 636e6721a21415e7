import type { CslItem } from "../domain/citation.ts";

/** Formats an item as BibTeX. The library is loaded on first use: it takes 60 ms, and few requests need it. */
export async function toBibtex(item: CslItem): Promise<string> {
  const { Cite, plugins } = await import("@citation-js/core");
  await import("@citation-js/plugin-bibtex");
  const { format } = plugins.config.get("@bibtex");
  // By default, the library would drop every character without a TeX command, such as Armenian and Cyrillic letters, and
  // the hyphens in keys.
  format.asciiOnly = false;
  format.checkLabel = false;
  const { URL: url, ...texts } = item;
  const escaped = mapTexts(texts, escapeTex) as Omit<CslItem, "URL">;
  const entry = { ...escaped, id: item.id, "citation-key": item.id, type: item.type, ...(url && { URL: url }) };
  const text = new Cite(entry).format("bibtex").trim();
  // TeX would read a bare address as commands.
  return `${text.replace(/^(\thowpublished = )\{(.*)\},$/m, "$1{\\url{$2}},")}\n`;
}

/** Braces by name: BibTeX counts them even behind a backslash, so that `\}` would end a field. */
const COMMANDS: Readonly<Record<string, string>> = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
  "<": "\\textless{}",
  ">": "\\textgreater{}",
};

/**
 * Escapes the ten characters that TeX reads as commands and the two that CSL reads as markup. The rest stays UTF-8. TeX refuses
 * control characters, and BibTeX fields are one paragraph.
 */
const escapeTex = (text: string): string =>
  text.replace(/[\s\p{Cc}]+/gu, " ").replace(/[\\~^<>&%$#_{}]/g, (sign) => COMMANDS[sign] ?? `\\${sign}`);

function mapTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((inner) => mapTexts(inner, change));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, mapTexts(inner, change)]));
}
