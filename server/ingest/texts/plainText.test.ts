import { describe, expect, it } from "vitest";
import { readOne } from "./testTexts.ts";

const LONG = `The coast guard of Northport said on Monday that ${"it was searching for survivors and ".repeat(3)}waited.`;

describe("The first line is the title", () => {
  it("if it is short and an empty line follows", async () => {
    expect(await readOne("a.txt", "Ferry sinks off Northport\n\nTen died.\n")).toMatchObject({
      title: "Ferry sinks off Northport",
      text: "Ten died.",
      where: "a.txt",
    });
  });

  it.each([
    ["nothing follows", "Ferry sinks off Northport\n\n"],
    ["another line follows", "Ferry sinks off\nNorthport\n\nTen died."],
    ["it is long", `${"Ferry sinks ".repeat(12)}\n\nTen died.`],
    ["it is a sentence", "Ten people died off Northport.\n\nTwo were hurt."],
    ["it is a quoted sentence", "“Ten people died.”\n\nTwo were hurt."],
  ])("but not if %s", async (_what, text) => {
    const article = await readOne("a.txt", text);
    expect(article.title).toBeNull();
    expect(article.text).toMatch(/^(Ferry sinks|Ten people died off|“Ten)/);
  });
});

describe("A line break", () => {
  it("at a margin does not end a paragraph", async () => {
    expect((await readOne("a", "Ten people\ndied.\n\nTwo   were\nhurt.")).text).toBe(
      "Ten people died.\n\nTwo were hurt.",
    );
  });

  it("after a long line does", async () => {
    expect((await readOne("a", `${LONG}\nTen people died.\n`)).text).toBe(`${LONG}\n\nTen people died.`);
  });
});

it.each([
  ["one line", "Ten people died. "],
  ["spaces", " ".repeat(17)],
  ["lines", "Ten died.\n"],
])("A text of 5 MB of %s is read", async (_what, part) => {
  const text = part.repeat(Math.floor(4_999_900 / part.length));
  expect((await readOne("a.txt", `Ten people died.\n${text}`)).text).toMatch(/^Ten people died\./);
});
