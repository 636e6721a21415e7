import { printableName } from "../../domain/printable.ts";
import { TextRefusal } from "./textArticle.ts";

const BYTE_ORDER_MARKS: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ["utf-8", [0xef, 0xbb, 0xbf]],
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
];

/** The encoding that the first bytes state. Null if they have no byte order mark. */
export const markedEncoding = (bytes: Uint8Array): string | null =>
  BYTE_ORDER_MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte))?.[0] ?? null;

/**
 * The text of a file: UTF-8, UTF-16 with a byte order mark, or the encoding that HTML or XML declares. Line breaks become `\n`.
 * @throws TextRefusal
 */
export function decodeText(bytes: Uint8Array, declared: string | null = null): string {
  if (bytes.length === 0) throw new TextRefusal("is empty. Give a file with the text of an article.");
  const marked = markedEncoding(bytes);
  const isWide = marked?.startsWith("utf-16") ?? false;
  if (!isWide && bytes.includes(0))
    throw new TextRefusal(
      "contains zero bytes, so it is not a text file, or it is UTF-16 without a byte order mark. Give a text file in UTF-8.",
    );
  const encoding = marked ?? declared ?? "utf-8";
  const text = decoderOf(encoding)(bytes);
  if (text.includes("\u0000")) throw new TextRefusal("contains the character U+0000. Give a text file.");
  return text.replace(/\r\n?|[\u0085\u2028\u2029]/g, "\n");
}

function decoderOf(encoding: string): (bytes: Uint8Array) => string {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(encoding, { fatal: true });
  } catch {
    throw new TextRefusal(
      `declares the unknown character encoding “${printableName(encoding)}”. Save the file in UTF-8, and declare UTF-8.`,
    );
  }
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch {
      throw new TextRefusal(
        encoding === "utf-8"
          ? "is not valid UTF-8. Save the file in UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8."
          : `is not valid ${decoder.encoding}, although it says so. Save the file in UTF-8, and declare UTF-8.`,
      );
    }
  };
}

/** Browsers look for the encoding in so many bytes. */
const HEAD = 1024;
const DECLARATION =
  /<meta[^>]+charset\s*=\s*["']?\s*([^\s"'/>;]{1,40})|^\s*<\?xml[^>]*\sencoding\s*=\s*["']([^"'>]{1,40})/i;

/** The character encoding that HTML or XML declares. Null if it declares none. */
export function declaredEncoding(bytes: Uint8Array): string | null {
  const [, inMeta, inXml] = DECLARATION.exec(Buffer.from(bytes.subarray(0, HEAD)).toString("latin1")) ?? [];
  const encoding = (inMeta ?? inXml ?? "").toLowerCase();
  // A declaration that can be read as ASCII is not in UTF-16. The HTML standard reads UTF-8 here.
  return encoding === "" || encoding.startsWith("utf-16") ? null : encoding;
}
