const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/**
 * Describes the first character that PostgreSQL (U+0000) or UTF-8 (a lone surrogate) cannot store, with its offset in UTF-16
 * code units. Null if there is none.
 */
export function unstorableCharacter(text: string): string | null {
  const nul = text.indexOf("\u0000");
  if (nul >= 0) return `U+0000 at offset ${nul}`;
  return text.isWellFormed() ? null : `a lone surrogate at offset ${text.search(LONE_SURROGATE)}`;
}

/** A text within a value. */
export interface InnerText {
  /** What follows the name of the value, such as `.source` or `.actors[0].name`. A text in a list has the path of the list. */
  readonly path: string;
  readonly text: string;
}

/** The first text in a value of JSON that meets a condition. Null if there is none. */
export function findText(value: unknown, isSought: (text: string) => boolean): InnerText | null {
  if (typeof value === "string") return isSought(value) ? { path: "", text: value } : null;
  if (typeof value !== "object" || value === null) return null;
  const isList = Array.isArray(value);
  for (const [key, inner] of Object.entries(value)) {
    const found = findText(inner, isSought);
    if (found === null) continue;
    const step = isList ? (typeof inner === "string" ? "" : `[${key}]`) : `.${key}`;
    return { ...found, path: step + found.path };
  }
  return null;
}

/**
 * The first text in a value that no database can store, or compare with what it stores. Null if there is none.
 * @param name of the value
 * @returns where the text is, and what is wrong: the two make a sentence
 */
export function findUnstorable(
  value: unknown,
  name: string,
): { readonly path: string; readonly problem: string } | null {
  const found = findText(value, (text) => unstorableCharacter(text) !== null);
  if (found === null) return null;
  const problem = `contains ${unstorableCharacter(found.text)}, which no stored text can contain; remove it`;
  return { path: name + found.path, problem };
}
