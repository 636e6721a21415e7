/** A text with percent-encoded characters decoded, and where its characters are in the original. */
export interface DecodedView {
  readonly text: string;
  /** The position in the original text of a part of the decoded text. */
  sourceOf(start: number, end: number): { readonly start: number; readonly end: number };
}

/** One percent-encoded character in UTF-8. */
const ENCODED =
  /%[0-7][0-9a-f]|%[cd][0-9a-f]%[89ab][0-9a-f]|%e[0-9a-f](?:%[89ab][0-9a-f]){2}|%f[0-4](?:%[89ab][0-9a-f]){3}/gi;

export function decodedView(source: string): DecodedView {
  if (!source.includes("%")) return { text: source, sourceOf: (start, end) => ({ start, end }) };
  // For each UTF-16 code unit of the decoded text, where it begins in the source. The last entry is the end.
  const starts: number[] = [];
  let text = "";
  let at = 0;
  const copyUntil = (end: number) => {
    text += source.slice(at, end);
    for (; at < end; at++) starts.push(at);
  };
  for (const { 0: encoded, index } of source.matchAll(ENCODED)) {
    const character = decode(encoded);
    if (character === null) continue;
    copyUntil(index);
    text += character;
    for (let unit = 0; unit < character.length; unit++) starts.push(index);
    at = index + encoded.length;
  }
  copyUntil(source.length);
  starts.push(source.length);
  const sourceOf = (start: number, end: number) => ({
    start: starts[start] ?? source.length,
    end: starts[end] ?? source.length,
  });
  if (text.length === source.length) return { text, sourceOf };
  // An address within an address is encoded twice.
  const inner = decodedView(text);
  return {
    text: inner.text,
    sourceOf(start, end) {
      const within = inner.sourceOf(start, end);
      return sourceOf(within.start, within.end);
    },
  };
}

function decode(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    // Bytes that are not UTF-8 stay as they are.
    return null;
  }
}
