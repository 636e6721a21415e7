import { describe, expect, it } from "vitest";
import { hasMoved, surroundingsOf } from "./surroundings.ts";
import { articleText, findQuote } from "./text.ts";

function around(quote: string, title: string, ...texts: string[]) {
  const { paragraphs } = articleText(
    title,
    texts.map((text) => ({ kind: "BODY" as const, text })),
  );
  const [found] = findQuote(paragraphs, { quote });
  if (!found) throw new Error(`“${quote}” is not there.`);
  return surroundingsOf(paragraphs, found, "en");
}

describe("The surroundings of a quote", () => {
  it("are its sentence and the ones before and after it, also in other paragraphs", () => {
    expect(around("9 died", "A title", "The mayor spoke. He said that 9 died. He left.", "Later.")).toEqual({
      sentence: "He said that 9 died.",
      before: "The mayor spoke.",
      after: "He left.",
    });
    expect(around("9 died", "A title", "He said that   9 died.", "Later.")).toEqual({
      sentence: "He said that 9 died.",
      before: "A title",
      after: "Later.",
    });
    expect(around("A title", "A title", "One. Two.")).toEqual({ sentence: "A title", before: null, after: "One." });
    expect(around("Two", "A title", "One. Two.")).toMatchObject({ sentence: "Two.", after: null });
  });

  it("are all sentences that a quote touches", () => {
    expect(around("left. Nine", "A title", "He left. Nine died. The end.")).toEqual({
      sentence: "He left. Nine died.",
      before: "A title",
      after: "The end.",
    });
  });

  it("are those of the article's language", () => {
    const { paragraphs } = articleText("标题", [{ kind: "BODY", text: "市长说。至少9人死亡。他走了。" }]);
    const [found] = findQuote(paragraphs, { quote: "9人死亡" });
    expect(found && surroundingsOf(paragraphs, found, "zh")).toMatchObject({
      sentence: "至少9人死亡。",
      before: "市长说。",
    });
  });
});

describe("Words have moved", () => {
  const earlier = { sentence: "The mayor said 9 died.", before: "He spoke.", after: "So said Roe." };

  it("if their sentence has changed", () => {
    expect(hasMoved(earlier, { ...earlier, sentence: "A group said 9 died." }, "The mayor")).toBe(true);
    expect(hasMoved(earlier, earlier, "The mayor")).toBe(false);
  });

  it("if the sentence before has changed, unless their sentence names the speaker", () => {
    const now = { ...earlier, before: "She spoke." };
    expect(hasMoved(earlier, now, "The  mayor")).toBe(false);
    expect(hasMoved(earlier, now, "He")).toBe(true);
    expect(hasMoved(earlier, now, null)).toBe(true);
    expect(hasMoved(earlier, now, "")).toBe(false);
  });

  it("if the sentence after has changed and named the speaker", () => {
    const now = { ...earlier, after: "So said Doe." };
    expect(hasMoved(earlier, now, "Roe")).toBe(true);
    expect(hasMoved(earlier, now, "He spoke")).toBe(false);
    expect(hasMoved(earlier, now, null)).toBe(false);
  });
});
