import { describe, expect, it } from "vitest";
import { readAll, readOne, refusals } from "./testTexts.ts";

const lines = (...values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).join("\n");

describe("A line of JSON Lines", () => {
  it("has the fields of an article, and others that are ignored", async () => {
    const line = {
      text: "Ten died.\n\nTwo were hurt.",
      title: " Ferry\n sinks ",
      url: "https://news.example/ferry",
      publisher: "Northport Herald",
      byline: "By Jane Doe",
      publishedAt: "2022-05-10T14:30:00+02:00",
      language: "en",
      mood: "sad",
      where: "elsewhere",
      paragraphs: ["Other words."],
    };
    expect(await readOne("a.jsonl", lines(line))).toEqual({
      text: "Ten died.\n\nTwo were hurt.",
      title: "Ferry sinks",
      url: "https://news.example/ferry",
      publisher: "Northport Herald",
      byline: "Jane Doe",
      publishedAt: { at: "2022-05-10T14:30:00+02:00", words: "2022-05-10T14:30:00+02:00", from: "field publishedAt" },
      language: "en",
      where: "a.jsonl, line 1",
    });
  });

  it("may use other names", async () => {
    const line = {
      body: "Ten died.",
      source: { name: "AP" },
      author: ["Jane Doe", { name: "John Roe" }],
      date: "10 May 2022",
    };
    expect(await readOne("a.jsonl", lines(line))).toMatchObject({
      text: "Ten died.",
      publisher: "AP",
      byline: "Jane Doe, John Roe",
      publishedAt: { at: "2022-05-10", words: "10 May 2022", from: "field date" },
    });
    expect(await readOne("a.jsonl", lines({ content: "Ten died.", text: "", published_at: "in May" }))).toMatchObject({
      text: "Ten died.",
      publishedAt: { at: null, words: "in May", from: "field published_at" },
    });
  });

  it("without the other fields has none of them", async () => {
    expect(
      await readOne("a.jsonl", lines({ text: "Ten died.", title: 7, url: "file:///etc", language: "English" })),
    ).toEqual({
      text: "Ten died.",
      title: "7",
      url: null,
      publisher: null,
      byline: null,
      publishedAt: null,
      language: null,
      where: "a.jsonl, line 1",
    });
  });

  it("that cannot be read does not stop the others", async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${lines({ text: "One." }, [], { title: "Two" })}\n{"text"\n\n`),
      Buffer.from('{"text": "caf\xe9"}\n', "latin1"),
      Buffer.from(String.raw`{"text": "a\u0000b"}`),
      Buffer.from(`\n${String.raw`{"text": "a", "title": "\ud800"}`}\r\n${lines({ text: " \n" }, { text: "Last." })}`),
    ]);
    const read = await readAll("a.jsonl", bytes);
    expect(read.flatMap((one) => ("article" in one ? [[one.article.text, one.article.where]] : []))).toEqual([
      ["One.", "a.jsonl, line 1"],
      ["Last.", "a.jsonl, line 10"],
    ]);
    expect(await refusals("a.jsonl", bytes)).toEqual([
      expect.stringMatching(/^a\.jsonl, line 2 is not an object\. Write an object such as \{"text"/),
      "a.jsonl, line 3 has no “text”, “content” or “body”. Add one of them with the text of the article.",
      expect.stringMatching(/^a\.jsonl, line 4 is not valid JSON\. Each line must be an object such as/),
      expect.stringMatching(/^a\.jsonl, line 6 is not valid UTF-8/),
      "a.jsonl, line 7 has a character that cannot be stored: its text contains U+0000 at offset 1, which no stored text can contain; remove it.",
      expect.stringMatching(
        /^a\.jsonl, line 8 has a character that cannot be stored: its title contains a lone surrogate/,
      ),
      "a.jsonl, line 9 has no “text”, “content” or “body”. Add one of them with the text of the article.",
    ]);
  });

  it("may have 5 MB, but not more", async () => {
    const text = "Ten died. ".repeat(500_000).trim();
    expect((await readOne("a.jsonl", lines({ text }))).text).toBe(text);
    expect(
      await refusals("a.jsonl", lines({ text: `${text} Two were hurt.` }, { text: "x".repeat(10_000_000) })),
    ).toEqual([
      "a.jsonl, line 1 has a text of 5000014 characters. The limit is 5000000.",
      "a.jsonl, line 2 is larger than 10 MB. Give one article per line.",
    ]);
  });
});

describe("A file of JSON", () => {
  it("has one article, or a list of them", async () => {
    expect(await readOne("a.json", '{"text": "Ten died."}')).toMatchObject({ where: "a.json" });
    expect(await readAll("a.json", '[{"text": "Ten died."}, 7]')).toEqual([
      { article: expect.objectContaining({ text: "Ten died.", where: "a.json, item 1" }) },
      { where: "a.json, item 2", refused: expect.stringMatching(/^is not an object/) },
    ]);
  });

  it("is refused if it is not JSON, or nested without an end", async () => {
    expect(await refusals("a.json", '{"text": "a"}\n{"text": "b"}')).toEqual([
      expect.stringMatching(/^a\.json is not valid JSON\. .* name it \.jsonl\.$/),
    ]);
    expect(await refusals("a.json", "[".repeat(50_000_000))).toEqual([
      "a.json is nested too deeply: more than 100 levels.",
    ]);
    const text = `Ten died. ${'"['.repeat(201)}`;
    expect((await readOne("a.json", JSON.stringify({ text, tags: [[[{}]]] }))).text).toBe(text);
  });
});

it("100,000 lines are read, one after another", async () => {
  const file = `${lines({ text: "Ten died." })}\n`.repeat(100_000);
  const read = await readAll("a.jsonl", file);
  expect([read.length, read.at(-1)]).toMatchObject([100_000, { article: { where: "a.jsonl, line 100000" } }]);
});
