/** Letters that Unicode does not decompose, with the letters that people type on a keyboard without them. */
const BASE_LETTERS: Readonly<Record<string, string>> = {
  ı: "i",
  ə: "e",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ß: "ss",
};
const SPECIAL = new RegExp(`[${Object.keys(BASE_LETTERS).join("")}]`, "g");

/** A text without case, accents and typographic variants of letters: “Önal” is “onal”. Its length may differ. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Most texts have only ASCII letters, and need nothing more.
  if (!/[\u0080-\uffff]/.test(lower)) return lower;
  return lower
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(SPECIAL, (letter) => BASE_LETTERS[letter] ?? letter);
}
