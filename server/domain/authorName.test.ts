import { expect, it } from "vitest";
import { authorNameProblem } from "./authorName.ts";

it.each(["A. Editor", "Նիկոլ", "علی‌رضا", "李小明", "user-1", "O’Neil 2", "က်န္းမာ"])(
  "The history can show the author %s",
  (name) => expect(authorNameProblem(name)).toBeNull(),
);

it.each([
  ["nothing", "", /no letter/],
  ["spaces", " \u00a0\u3000", /no letter/],
  ["a Hangul filler", "\u3164", /invisible/],
  ["a braille blank", "\u2800", /no letter/],
  ["marks", "\u0301\u0301", /no letter/],
  ["punctuation", "–", /no letter/],
  ["a right-to-left override", "A. \u202erotidE", /direction/],
  ["an isolate", "A. \u2066Editor\u2069", /direction/],
  ["a zero-width space", "A.\u200bEditor", /invisible/],
  ["a joiner that joins nothing", "Editor\u200d", /invisible/],
  ["a tag character", "Editor\u{e0041}", /invisible/],
  ["a line break", "A.\nEditor", /line break/],
  ["a paragraph separator", "A.\u2029Editor", /line break/],
  ["too much", "x".repeat(201), /longer/],
])("The history cannot show an author whose name is or contains %s", (_what, name, problem) =>
  expect(authorNameProblem(name)).toMatch(problem),
);
