import { describe, expect, it } from "vitest";
import { readAll, readOne, refusals } from "./testTexts.ts";

const rss = (items: string, more = "") => `<?xml version="1.0" encoding="UTF-8"?>
<!-- made -- by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Northport &amp; Southport Herald</title><link>https://news.example/</link>${more}${items}</channel></rss>`;

describe("An item of RSS", () => {
  it("has the fields of an article", async () => {
    const item = `<item><title>Ferry &lt;i&gt;sinks&lt;/i&gt;</title><link>https://news.example/ferry</link>
      <pubDate>Tue, 10 May 2022 14:30:00 +0200</pubDate><dc:creator>Jane Doe</dc:creator>
      <description>A summary.</description>
      <content:encoded><![CDATA[<!DOCTYPE html><p>Ten died &amp; two</p><p>were hurt.</p>]]></content:encoded></item>`;
    expect(await readOne("a.rss", rss(item, "<language>en-gb</language>"))).toEqual({
      title: "Ferry sinks",
      text: "Ten died & two\n\nwere hurt.",
      url: "https://news.example/ferry",
      publisher: "Northport & Southport Herald",
      byline: "Jane Doe",
      publishedAt: { at: "2022-05-10T14:30:00+02:00", words: "Tue, 10 May 2022 14:30:00 +0200", from: "<pubDate>" },
      language: "en-GB",
      where: "a.rss, item 1",
    });
  });

  it("may have other elements instead", async () => {
    const item = `<item><guid>https://news.example/1</guid><dc:date>2022-05-10</dc:date><dc:language>de</dc:language>
      <source url="https://agency.example/">Agency</source><description>Ten died at 5 &lt; 6.</description></item>`;
    expect(await readOne("a.rss", rss(item))).toMatchObject({
      title: null,
      text: "Ten died at 5 < 6.",
      url: "https://news.example/1",
      publisher: "Agency",
      publishedAt: { at: "2022-05-10", from: "<dc:date>" },
      language: "de",
    });
  });

  it("that cannot be read does not stop the others", async () => {
    const items = [
      "<item><title>Only a title</title></item>",
      `<item><description><![CDATA[${"<div>".repeat(50_000)}]]></description></item>`,
      "<item><description>Ten died.</description></item>",
    ];
    expect(await readAll("a.rss", rss(items.join("")))).toEqual([
      { where: "a.rss, item 1", refused: "has no text. Give the text of an article." },
      { where: "a.rss, item 2", refused: expect.stringMatching(/^has HTML that is nested too deeply/) },
      { article: expect.objectContaining({ text: "Ten died.", where: "a.rss, item 3" }) },
    ]);
  });
});

it("An entry of Atom has the fields of an article", async () => {
  const feed = `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Herald</title><author><name>Staff</name></author>
    <entry><title type="text">Ferry sinks</title><link rel="edit" href="https://news.example/edit"/>
      <link href="https://news.example/ferry"/><author><name>Jane Doe</name></author><author><name>John Roe</name></author>
      <published>2022-05-10T12:30:00Z</published><updated>2022-05-11T00:00:00Z</updated><summary>Short.</summary>
      <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Ten <b>died</b>.</p><p>Two were hurt.</p></div></content></entry>
    <entry><title>Second</title><updated>2022-05-11T00:00:00Z</updated><summary type="text">Five &lt;b&gt; died.</summary></entry></feed>`;
  expect(await readAll("a.atom", feed)).toMatchObject([
    {
      article: {
        title: "Ferry sinks",
        text: "Ten died.\n\nTwo were hurt.",
        url: "https://news.example/ferry",
        publisher: "Herald",
        byline: "Jane Doe, John Roe",
        publishedAt: { at: "2022-05-10T12:30:00Z", from: "<published>" },
        language: "en",
      },
    },
    { article: { text: "Five <b> died.", byline: "Staff", publishedAt: { from: "<updated>" }, url: null } },
  ]);
});

it("An item of RDF has the fields of an article", async () => {
  const feed = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
    <channel rdf:about="https://news.example/"><title>Herald</title><dc:language>en</dc:language></channel>
    <item rdf:about="https://news.example/1"><title>Ferry sinks</title><link>https://news.example/1</link>
    <description>Ten died.</description><dc:date>2022-05-10T12:30Z</dc:date><dc:creator>Jane Doe</dc:creator></item></rdf:RDF>`;
  expect(await readOne("a.rdf", feed)).toMatchObject({
    title: "Ferry sinks",
    text: "Ten died.",
    url: "https://news.example/1",
    publisher: "Herald",
    byline: "Jane Doe",
    publishedAt: { at: "2022-05-10T12:30Z", from: "<dc:date>" },
    language: "en",
  });
});

it("A feed with MBs of spaces, comments or dashes before the first element is read", async () => {
  const before = `${" ".repeat(2e6)}<!--${"-".repeat(2e6)}-->${"<!---->".repeat(3e5)}`;
  const feed = rss("<item><description>Ten died.</description></item>").replace("<!-- made -- by hand -->", before);
  expect((await readAll("a.xml", feed)).length).toBe(1);
});

describe("A feed is refused", () => {
  const bomb = `<?xml version="1.0"?><!-- a --><!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>`;
  it.each([
    [
      "with entities that expand",
      `${bomb}<rss version="2.0"><channel><item><description>&b;</description></item></channel></rss>`,
      "a.xml is XML with a document type (<!DOCTYPE …>), which feeds do not need. Remove it.",
    ],
    [
      "with an external document type",
      '<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss/>',
      "a.xml is XML with a document type (<!DOCTYPE …>), which feeds do not need. Remove it.",
    ],
    [
      "that ends too early",
      rss("<item><description>Ten died.</description>").slice(0, -20),
      "a.xml is not a well-formed feed. Give RSS 2.0, Atom or RSS 1.0 (RDF).",
    ],
    [
      "that is other XML",
      "<note><to>All</to></note>",
      "a.xml is not a well-formed feed. Give RSS 2.0, Atom or RSS 1.0 (RDF).",
    ],
    [
      "with 50,000 nested elements",
      rss("<a>".repeat(50_000)),
      "a.xml is not a well-formed feed. Give RSS 2.0, Atom or RSS 1.0 (RDF).",
    ],
  ])("%s", async (_what, xml, message) => {
    expect(await refusals("a.xml", xml)).toEqual([message]);
  });
});

it("100,000 items are read", async () => {
  const read = await readAll(
    "a.rss",
    rss("<item><title>T</title><description>&lt;p>Ten died.&lt;/p></description></item>".repeat(100_000)),
  );
  expect([read.length, read.at(-1)]).toMatchObject([
    100_000,
    { article: { text: "Ten died.", where: "a.rss, item 100000" } },
  ]);
}, 120_000);
