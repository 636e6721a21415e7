import { describe, expect, it } from "vitest";
import { findText, findUnstorable, unstorableCharacter } from "./storableText.ts";

describe("Text that cannot be stored", () => {
  it.each([
    ["plain ✓ 😀", null],
    ["a\u0000b", "U+0000 at offset 1"],
    ["ab\uD800", "a lone surrogate at offset 2"],
    ["😀\uDC00", "a lone surrogate at offset 2"],
    ["\uD83D\uD83D\uDE00", "a lone surrogate at offset 0"],
  ])("is described with its offset in UTF-16 code units: %j", (text, problem) => {
    expect(unstorableCharacter(text)).toBe(problem);
  });

  it.each([
    ["a\u0000", "argument"],
    [["a", "\u0000"], "argument"],
    [{ from: null, tags: ["a", "\u0000"] }, "argument.tags"],
    [{ actors: [{ name: "a" }, { name: "\u0000" }] }, "argument.actors[1].name"],
    [[["a"], ["\u0000"]], "argument[1]"],
    [{ a: 1, b: true, c: [{}, "ok"] }, undefined],
  ])("is found in a value: %j", (value, path) => {
    expect(findUnstorable(value, "argument")?.path).toBe(path);
  });
});

it("The first text that meets a condition is found in its order", () => {
  expect(findText({ a: ["x"], b: "yy", c: "zz" }, ({ length }) => length > 1)).toEqual({ path: ".b", text: "yy" });
});
