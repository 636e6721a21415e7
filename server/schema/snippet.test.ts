import { describe, expect, it } from "vitest";
import { snippet } from "./snippet.ts";

const plain = (text: string, search: string) =>
  snippet(text, search)
    .map(({ text: part, isMatch }) => (isMatch ? `[${part}]` : part))
    .join("");

describe("A snippet", () => {
  it("marks the matches, regardless of word endings and accents", () => {
    expect(plain("Erdoğan's visits to Ankara", "erdogan visit")).toBe("[Erdoğan's] [visits] to Ankara");
  });

  it("shows the part with the most distinct words, cut at word boundaries", () => {
    const far = "lorem ipsum ".repeat(40);
    const found = plain(`ceasefire ${far}the ceasefire talks in Baku ${far}`, "ceasefire baku");
    expect(found).toContain("[ceasefire] talks in [Baku]");
    expect(found).toMatch(/^… .* …$/);
    expect(found).not.toMatch(/ (lor|lore|ip|ipsu) …$|^… (orem|rem|psum|sum) /);
  });

  it("is about 200 characters long even in a text without spaces, and never splits a character", () => {
    const found = snippet("亚美尼亚，军队，".repeat(300), "军队");
    expect(found.map(({ text }) => text).join("").length).toBeLessThan(260);
    const emoji = snippet(`${"😀".repeat(300)} peace ${"😀".repeat(300)}`, "peace");
    expect(emoji.every(({ text }) => text.isWellFormed())).toBe(true);
    expect(emoji.map(({ text }) => text).join("").length).toBeLessThan(320);
  });

  it("is empty if nothing matches", () => {
    expect(snippet("nothing here", "peace")).toEqual([]);
  });
});
