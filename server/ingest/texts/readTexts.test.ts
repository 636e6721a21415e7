import { describe, expect, it } from "vitest";
import { readAll, readOne, refusals } from "./testTexts.ts";

const TEXT = "Ten people were killed in Northport on Monday, the mayor said.";
const utf16 = (text: string, order: "le" | "be") => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return order === "le" ? bytes : bytes.swap16();
};

describe("The format", () => {
  it.each([
    ["a.txt", TEXT],
    ["A.TXT", TEXT],
    ["a.md", `**Ten** people were killed in Northport on Monday, the mayor said.`],
    ["a.html", `<html><body><p>${TEXT}</p></body></html>`],
    ["a.htm", `<p>${TEXT}`],
    ["a.xhtml", `<?xml version="1.0"?><!DOCTYPE html><html><body><p>${TEXT}</p></body></html>`],
    ["a.jsonl", JSON.stringify({ text: TEXT })],
    ["a.ndjson", JSON.stringify({ text: TEXT })],
    ["a.json", JSON.stringify([{ text: TEXT }])],
    [
      "a.rss",
      `<rss version="2.0"><channel><title>F</title><item><description>${TEXT}</description></item></channel></rss>`,
    ],
    [
      "a.atom",
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>F</title><entry><summary>${TEXT}</summary></entry></feed>`,
    ],
  ])("is that of the extension: %s", async (name, content) => {
    expect((await readOne(name, content)).text).toBe(TEXT);
  });

  it.each([
    ["without an extension", "raid", TEXT],
    ["in a name with dots", "2022.05.10 U.S. raid", TEXT],
    ["HTML", "page", `\n<!DOCTYPE html>\n<html><body><p>${TEXT}</p></body></html>`],
    ["JSON Lines", "standard input", `{"text": "${TEXT}"}\n{"text": ""}`],
    ["JSON", "export.dat", `[ {"text": "${TEXT}"} ]`],
    [
      "a feed",
      "feed.php",
      `<?xml version="1.0"?>\n<rss version="2.0"><channel><item><description>${TEXT}</description></item></channel></rss>`,
    ],
    ["XHTML with the extension of XML", "page.xml", `<?xml version="1.0"?>\n<html><body><p>${TEXT}</p></body></html>`],
    ["front matter", "README", `---\r\ntitle: T\r\n---\r\n${TEXT}`],
  ])("is that of the content: %s", async (_what, name, content) => {
    const [read] = await readAll(name, content);
    expect(read).toMatchObject({ article: { text: TEXT } });
  });

  it("is refused if it is not known, with the known ones", async () => {
    expect(await refusals("a.docx", TEXT)).toEqual([
      "a.docx has an unknown format. Known formats are JSON Lines (.jsonl, .ndjson), JSON (.json), HTML (.html, .htm, .xhtml), RSS or Atom (.xml, .rss, .atom, .rdf), Markdown (.md, .markdown), plain text (.txt, .text).",
    ]);
  });
});

describe("The encoding", () => {
  it.each([
    ["UTF-8 with a byte order mark", "a.txt", Buffer.from(`\ufeff${TEXT}`)],
    ["UTF-16, little-endian", "a.txt", utf16(TEXT, "le")],
    ["UTF-16, big-endian", "a.txt", utf16(TEXT, "be")],
    ["UTF-16 of JSON Lines", "a.jsonl", utf16(`{"text": "${TEXT}"}\n`, "le")],
    ["UTF-8 of JSON Lines with a byte order mark", "a.jsonl", Buffer.from(`\ufeff{"text": "${TEXT}"}`)],
    ["UTF-16 without an extension", "a", utf16(`<html><body><p>${TEXT}</p></body></html>`, "be")],
  ])("may be %s", async (_what, name, bytes) => {
    expect((await readOne(name, bytes)).text).toBe(TEXT);
  });

  it.each([
    ["by a meta element", "a.html", '<html><head><meta charset="windows-1251"></head><body><p>'],
    [
      "by a meta element with a type",
      "a.html",
      '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>',
    ],
    [
      "by an XML declaration",
      "a.xml",
      '<?xml version="1.0" encoding="windows-1251"?><rss version="2.0"><channel><item><description>',
    ],
  ])("may be declared %s", async (_what, name, start) => {
    const end = name === "a.xml" ? "</description></item></channel></rss>" : "";
    const moscow = [0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe0];
    const bytes = Buffer.concat([Buffer.from(start), Buffer.from(moscow), Buffer.from(` said ten people died.${end}`)]);
    expect((await readOne(name, bytes)).text).toBe("Москва said ten people died.");
  });

  it.each([
    [
      "other bytes",
      "a.txt",
      Buffer.from("caf\xe9", "latin1"),
      "a.txt is not valid UTF-8. Save the file in UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8.",
    ],
    [
      "zero bytes",
      "a.txt",
      Buffer.from("PK\u0003\u0004\u0000"),
      "a.txt contains zero bytes, so it is not a text file, or it is UTF-16 without a byte order mark. Give a text file in UTF-8.",
    ],
    ["U+0000 in UTF-16", "a.txt", utf16("a\u0000", "le"), "a.txt contains the character U+0000. Give a text file."],
    [
      "an unknown declaration",
      "a.html",
      Buffer.from('<meta charset="klingon">'),
      "a.html declares the unknown character encoding “klingon”. Save the file in UTF-8, and declare UTF-8.",
    ],
    [
      "a wrong declaration",
      "a.html",
      Buffer.from('<meta charset="utf-8"><p>caf\xe9', "latin1"),
      "a.html is not valid UTF-8. Save the file in UTF-8, for example with iconv -f WINDOWS-1252 -t UTF-8.",
    ],
    [
      "a wrong multibyte declaration",
      "a.html",
      Buffer.from('<meta charset="euc-jp"><p>\xff\xff', "latin1"),
      "a.html is not valid euc-jp, although it says so. Save the file in UTF-8, and declare UTF-8.",
    ],
  ])("is refused: %s", async (_what, name, bytes, message) => {
    expect(await refusals(name, bytes)).toEqual([message]);
  });
});

describe("A file is refused", () => {
  it.each([
    ["empty", "a.txt", ""],
    ["empty, of many articles", "a.jsonl", ""],
    ["with spaces only", "a.txt", " \n\u00a0\n"],
    ["with marks only", "a.md", "***\n\n![](a.png)"],
    ["an empty list", "a.json", "[]"],
    ["with empty lines only", "a.jsonl", "\n\n"],
    ["a page without words", "a.html", "<html><body><script>let words = 1;</script></body></html>"],
    ["a feed without items", "a.rss", '<rss version="2.0"><channel><title>F</title></channel></rss>'],
  ])("if it has no text: %s", async (_what, name, content) => {
    expect(await refusals(name, content)).toEqual([
      expect.stringMatching(/ (is empty|has no text|has no article text|contains no article)\. Give /),
    ]);
  });

  it.each([
    ["a.txt", 5],
    ["a.md", 5],
    ["a.html", 5],
    ["a.rss", 50],
    ["a.json", 50],
    ["a.jsonl", 200],
  ])("if it is too large: %s above %i MB", async (name, megabytes) => {
    expect(await refusals(name, Buffer.alloc(megabytes * 1e6 + 1, "a"))).toEqual([
      `${name} is larger than ${megabytes} MB, the limit for this format. Split it, or remove what is not text.`,
    ]);
    expect(await refusals(name, Buffer.alloc(1000, "a"))).not.toEqual([expect.stringContaining("larger")]);
  });

  it("with a name that cannot change the message", async () => {
    expect(await refusals("a\nb.txt", "")).toEqual([expect.stringMatching(/^a\\u\{a\}b\.txt is empty/)]);
  });
});

it("Line breaks become those of Unix, and paragraphs are separated by one empty line", async () => {
  expect((await readOne("a.txt", "Ten died.\r\n\r\n \r\nTwo\rwere\u2028hurt.\r\n")).text).toBe(
    "Ten died.\n\nTwo were hurt.",
  );
});

it("A text in another language is not refused", async () => {
  expect(await readOne("a.json", '{"text": "Zehn Menschen starben.", "language": "de_at"}')).toMatchObject({
    language: "de-AT",
  });
});
