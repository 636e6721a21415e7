import { describe, expect, it } from "vitest";
import { printableMessage, printableName } from "./printable.ts";

describe("A name in a message", () => {
  it.each([
    ["articles/report-1.md", "articles/report-1.md"],
    ["Ərdoğan Երևան می‌شود 👩‍🚒", "Ərdoğan Երևան می‌شود 👩‍🚒"],
    ["a\nb.yaml: all is well\r", "a\\u{a}b.yaml: all is well\\u{d}"],
    ["\u001b[2J\u009b31m", "\\u{1b}[2J\\u{9b}31m"],
    ["txt.\u202egnp", "txt.\\u{202e}gnp"],
    ["a\u2028b\u0000\ud800", "a\\u{2028}b\\u{0}\\u{d800}"],
  ])("%j is printed as %s", (name, printed) => {
    expect(printableName(name)).toBe(printed);
  });
});

it("A message keeps its own line breaks", () => {
  expect(printableMessage("one\ntwo\u001b[31m\t\u202e")).toBe("one\ntwo\\u{1b}[31m\\u{9}\\u{202e}");
});
