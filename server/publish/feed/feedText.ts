/** Characters that no XML 1.0 document may contain (https://www.w3.org/TR/xml/#charsets). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to remove
const NOT_XML = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

/** Plain text in one line: an Atom text construct of the type `text`. Empty text would be left out, and is required. */
export const feedText = (text: string): { readonly value: string } => ({
  value: text.replace(NOT_XML, " ").replace(/\s+/g, " ").trim() || "not known",
});
