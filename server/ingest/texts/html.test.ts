import { describe, expect, it } from "vitest";
import { readOne, refusals } from "./testTexts.ts";

const PARAGRAPHS = [
  "Ten people were killed when a ferry sank off Northport on Monday, the coast guard said, and two more are missing.",
  "The “Star of the Sea” had left the harbour with 40 people on board, among them four children, according to the owner.",
  "Divers searched the wreck for a second day. The mayor, Jane Roe, said that nobody had expected the storm to turn north.",
  "“We heard a loud noise, and then the lights went out,” a survivor told reporters, adding that the crew had no radio.",
];
const BODY = PARAGRAPHS.map((paragraph) => `<p>${paragraph}</p>`).join("\n");
const LINKED = JSON.stringify({
  "@context": "https://schema.org",
  "@graph": [
    { "@type": "WebSite", name: "Site", datePublished: "2001-01-01" },
    {
      "@type": ["NewsArticle"],
      headline: "Ferry sinks off Northport",
      datePublished: "2022-05-10T14:30:00+02:00",
      publisher: { "@type": "Organization", name: "Northport Herald" },
    },
  ],
});

const page = (head: string, body = `<article><h1>Ferry sinks off Northport</h1>${BODY}</article>`) => `<!DOCTYPE html>
<html lang="en_GB"><head><title>Ferry sinks off Northport - Herald</title>${head}</head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/war">Forty killed in another war</a></li></ul></nav>
${body}
<aside class="related"><a href="/x">Related: 300 dead in flood</a></aside>
<footer>Copyright 2022 Herald. <time datetime="1999-01-01">1999</time></footer>
<script>document.body.textContent = "Executed"; fetch("https://evil.example/");</script>
</body></html>`;

describe("A page", () => {
  it("is read with what it says about its article", async () => {
    const head = `<link rel="canonical" href="https://news.example/ferry">
      <meta property="og:title" content="Ferry sinks off Northport">
      <meta property="og:site_name" content="Northport &amp; Southport Herald">
      <meta property="article:published_time" content="2022-05-10T12:30:00Z">
      <meta name="author" content="By Jane Doe">`;
    expect(await readOne("a.html", page(head))).toEqual({
      title: "Ferry sinks off Northport",
      text: PARAGRAPHS.join("\n\n"),
      url: "https://news.example/ferry",
      publisher: "Northport & Southport Herald",
      byline: "Jane Doe",
      publishedAt: { at: "2022-05-10T12:30:00Z", words: "2022-05-10T12:30:00Z", from: "meta article:published_time" },
      language: "en-GB",
      where: "a.html",
    });
  });

  it("may say it in JSON-LD", async () => {
    expect(await readOne("a.html", page(`<script type="application/ld+json">${LINKED}</script>`))).toMatchObject({
      publisher: "Northport Herald",
      publishedAt: { at: "2022-05-10T14:30:00+02:00", from: "JSON-LD datePublished" },
    });
  });

  it("may say the time in an element of the article", async () => {
    const body = `<article><h1>Ferry sinks</h1><p>Published <time datetime="2022-05-10">on Tuesday</time></p>${BODY}</article>`;
    expect(await readOne("a.html", page('<script type="application/ld+json">{faulty</script>', body))).toMatchObject({
      publishedAt: { at: "2022-05-10", words: "2022-05-10", from: "<time>" },
    });
  });

  it("prefers a time that can be read", async () => {
    const head = `<meta property="article:published_time" content="on Tuesday"><meta name="date" content="2022-05-10">`;
    expect((await readOne("a.html", page(head))).publishedAt).toMatchObject({ at: "2022-05-10", from: "meta date" });
    expect((await readOne("a.html", page('<meta name="date" content="soon">'))).publishedAt).toMatchObject({
      words: "1999-01-01",
    });
  });

  it("with several times of other articles has none", async () => {
    const body = `<div>${BODY}</div><time datetime="2022-05-09">A</time>`;
    expect((await readOne("a.html", page("", body))).publishedAt).toBeNull();
  });

  it("has no address if that is not one of the web", async () => {
    expect((await readOne("a.html", page('<link rel="canonical" href="/ferry">'))).url).toBeNull();
    expect((await readOne("a.html", page('<link rel="canonical" href="javascript:alert(1)">'))).url).toBeNull();
  });

  it("is read without navigation, scripts and what is around the article", async () => {
    expect((await readOne("a.html", page(""))).text).toBe(PARAGRAPHS.join("\n\n"));
  });

  it("has the title of its heading, without the name of the site, and no line of authors in the text", async () => {
    const body = `<h1>Raid in Northport</h1><p class="byline">By Jane Doe</p><p>Ten people died.</p><p>Two were hurt.</p>`;
    expect(
      await readOne("a.html", `<head><title>Raid in Northport | Herald</title></head><body>${body}</body>`),
    ).toMatchObject({
      title: "Raid in Northport",
      byline: "Jane Doe",
      text: "Ten people died.\n\nTwo were hurt.",
    });
  });

  it("may be a short fragment", async () => {
    expect(
      await readOne("a.html", "<h2>Ferry sinks</h2>Ten people <b>died</b>.<br><br>Two<br>were hurt."),
    ).toMatchObject({
      text: expect.stringMatching(/Ten people died\.\n\nTwo were hurt\.$/),
      language: null,
    });
  });
});

it.each([
  ["words in elements", "Ten <b>peo</b>ple&nbsp;died&#8212;all <a href=x>men</a>.", "Ten people died—all men."],
  [
    "lists and quotations",
    "<ul><li>Ten men</li><li>Two women</li></ul><blockquote>A child</blockquote>",
    "Ten men\n\nTwo women\n\nA child",
  ],
  ["tables", "<table><tr><th>Dead</th><th>Hurt</th></tr><tr><td>10</td><td>2</td></tr></table>", "Dead Hurt\n\n10 2"],
  ["line breaks", "Ten died.<br> <br>Two<br>were hurt.", "Ten died.\n\nTwo were hurt."],
  ["what is not text", "Ten<style>p {}</style><script>x</script><!-- y --> died.", "Ten died."],
])("Paragraphs are those of the blocks: %s", async (_what, html, text) => {
  const feed = `<rss version="2.0"><channel><item><description><![CDATA[${html}]]></description></item></channel></rss>`;
  expect((await readOne("a.rss", feed)).text).toBe(text);
});

describe("A page is refused, in a short time,", () => {
  it.each([
    [
      "that declares entities",
      '<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "aaa">]><html><body><p>&a; died.</p></body></html>',
      "a.html has a document type that declares entities. Remove them, or give the text as plain text.",
    ],
    [
      "with 50,000 nested elements",
      "<div>".repeat(50_000),
      "a.html has HTML that is nested too deeply: more than 1000 elements. Give the text of the article as plain text.",
    ],
    [
      "with 5 MB of nested elements",
      "<b>".repeat(1_600_000),
      "a.html has HTML that is nested too deeply: more than 1000 elements. Give the text of the article as plain text.",
    ],
    [
      "with nested elements and tags that close others",
      "<div></x>".repeat(50_000),
      "a.html has HTML that is nested too deeply: more than 1000 elements. Give the text of the article as plain text.",
    ],
    [
      "with 101 levels",
      `${"<div>".repeat(101)}Ten died.`,
      "a.html is a page with elements that are nested too deeply: more than 100 levels. Give the text of the article as plain text.",
    ],
    [
      "with 50,000 elements",
      "<p>Ten died.</p>".repeat(50_000),
      "a.html is a page with more than 20000 elements. Give the text of the article as plain text.",
    ],
  ])("%s", async (_what, html, message) => {
    expect(await refusals("a.html", html)).toEqual([message]);
  });
});

it.each([
  ["one paragraph", `<p>${"Ten people died, he said. ".repeat(80_000)}`],
  ["open tags", "<a ".repeat(700_000)],
  ["open comments", `<p>Ten died.</p>${"<!--".repeat(500_000)}`],
  ["entities", `<p>Ten died. ${"&amp;".repeat(200_000)}`],
  ["spaces", `<p>Ten died.</p>${" ".repeat(4_200_000)}`],
])("A page of 1 to 2 MB of %s is read or refused", async (_what, html) => {
  const [read] = [await refusals("a.html", html)];
  expect(read.length).toBeLessThanOrEqual(1);
});
