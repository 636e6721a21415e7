import { describe, expect, it } from "vitest";
import { readOne, refusals } from "./testTexts.ts";

const textOf = async (markdown: string) => (await readOne("a.md", markdown)).text;

describe("Front matter", () => {
  it("gives the fields of the article", async () => {
    const file = `---
title: "Ferry sinks: ten dead"
url: https://news.example/ferry
site: Northport Herald
author: [By Jane Doe, John Roe]
date: 2022-05-10 14:30:00 +0200
language: en-GB
---

# Ferry sinks: ten dead

Ten died.
`;
    expect(await readOne("a.md", file)).toEqual({
      title: "Ferry sinks: ten dead",
      url: "https://news.example/ferry",
      publisher: "Northport Herald",
      byline: "Jane Doe, John Roe",
      publishedAt: { at: "2022-05-10T14:30:00+02:00", words: "2022-05-10 14:30:00 +0200", from: "front matter" },
      language: "en-GB",
      text: "Ten died.",
      where: "a.md",
    });
  });

  it.each([
    ["published: 2022-05-10", "2022-05-10"],
    ["published: { at: 2022-05, basis: STATED }", "2022-05"],
    ["publishedAt: 2022", "2022"],
  ])("may have the time as %s", async (line, at) => {
    expect(await readOne("a.md", `---\n${line}\n---\nTen died.`)).toMatchObject({ publishedAt: { at } });
  });

  it.each(["2024-02-30", "last Tuesday", "05/03/2024"])(
    "with the date %s is refused: its claims would be undated",
    async (date) => {
      expect(await refusals("a.md", `---\npublished: ${date}\n---\nTen died.`)).toEqual([
        expect.stringContaining(`has the date “${date}” in its front matter, which is not a date`),
      ]);
    },
  );

  it("may be missing: then the first heading is the title", async () => {
    expect(await readOne("a.md", "Ferry sinks\n===\n\nTen died.")).toMatchObject({
      title: "Ferry sinks",
      text: "Ten died.",
    });
    expect(await readOne("a.md", "## Ferry sinks ##\nTen died.")).toMatchObject({
      title: "Ferry sinks",
      text: "Ten died.",
    });
    expect(await readOne("a.md", "Ten died.\n\n## Background\n\nTwo.")).toMatchObject({
      title: null,
      text: "Ten died.\n\nBackground\n\nTwo.",
    });
  });

  it("is not a part of the text between two thematic breaks", async () => {
    expect(await textOf("---\n\nTen died.\n\n---\n\nTwo were hurt.")).toBe("Ten died.\n\nTwo were hurt.");
  });

  it("is refused with its line if it is not valid, or expands without an end", async () => {
    expect(await refusals("a.md", "---\ntitle: T\nurl: [a\n---\nTen died.")).toEqual([
      expect.stringMatching(
        /^a\.md has front matter that cannot be read: line \d is not valid YAML: .* Correct that line\.$/s,
      ),
    ]);
    const bomb = Array.from({ length: 12 }, (_, at) => `k${at}: &k${at} [${`*k${at - 1},`.repeat(at === 0 ? 0 : 9)}x]`);
    expect(await refusals("a.md", `---\n${bomb.join("\n")}\n---\nTen died.`)).toEqual([
      expect.stringMatching(/has aliases that expand to more than/),
    ]);
  });
});

describe("Markup is left out, and the words stay", () => {
  it.each([
    [
      "emphasis",
      "**Ten** people *and* __two__ _children_ ***died*** ~~today~~.",
      "Ten people and two children died today.",
    ],
    ["emphasis in emphasis", "**Ten *young* people** died.", "Ten young people died."],
    ["no emphasis", "5 * 3 * 2 people, snake_case_name and 2*3.", "5 * 3 * 2 people, snake_case_name and 2*3."],
    [
      "links",
      'The [mayor](https://a.example/m_(x) "Title") and the [army][1] said.\n\n[1]: https://a.example',
      "The mayor and the army said.",
    ],
    ["editorial brackets", "“[The] army [sic] fired,” he said.", "“[The] army [sic] fired,” he said."],
    [
      "images",
      "Ten died.\n\n![Smoke](smoke.png)\n\n[![Map](map.png)](map.html) Two were hurt.",
      "Ten died.\n\nTwo were hurt.",
    ],
    ["addresses", "See <https://a.example/x>.", "See https://a.example/x."],
    ["HTML", "<p>Ten <b class=x>people</b><br/>died.</p><!-- not\n\nthis -->", "Ten people died."],
    ["quotations", "> Ten died,\n> he said.\n>\n> > Two were hurt.", "Ten died, he said.\n\nTwo were hurt."],
    [
      "lists",
      "Dead:\n- ten *men*\n- two women,\n  both nurses\n1. a child",
      "Dead:\n\nten men\n\ntwo women, both nurses\n\na child",
    ],
    [
      "numbers that begin a line",
      "2019. The attack was in\n2020. Ten died in\n12. Then more.",
      "2019. The attack was in 2020. Ten died in 12. Then more.",
    ],
    ["tables", "| Dead | Hurt |\n|:---|---:|\n| 10 | 2 |", "Dead Hurt\n\n10 2"],
    ["breaks and subheads", "Ten died.\n\n* * *\n\nMore\n---\nTwo.", "Ten died.\n\nMore\n\nTwo."],
    ["code", "Ten `died`.\n\n```\n# Two\n```\n\nEnd.", "Ten died.\n\n# Two\n\nEnd."],
    ["footnotes", "Ten died.[^1]\n\n[^1]: A source.", "Ten died."],
    ["escapes", "Ten \\*people\\* died \\[sic\\] \\_here\\_.", "Ten *people* died [sic] _here_."],
    ["entities", "Smith &amp; Sons&#8217; &lt;3&nbsp;&unknown;", "Smith & Sons’ <3 &unknown;"],
    ["line breaks", "Ten\ndied.  \nTwo were\\\nhurt.", "Ten died. Two were hurt."],
  ])("%s", async (_what, markdown, text) => {
    expect(await textOf(markdown)).toBe(text);
  });
});

it.each([
  "[",
  "![](",
  "*a ",
  "**",
  "_",
  "`",
  "<a ",
  "<!--",
  "~~a",
  "\\",
  "|-",
  "> ",
  "# ",
  "- ",
  "&#1",
  "[^",
  "[a][",
  "* *",
  "=",
  "a\n",
  "---\n",
  "-a\n---",
])("A text of 1 MB of %j is read", async (part) => {
  const text = `${part.repeat(Math.floor(1_000_000 / part.length))}\n\nTen died.`;
  expect((await textOf(text)).endsWith("Ten died.")).toBe(true);
});
