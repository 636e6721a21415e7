import { describe, expect, it } from "vitest";
import { type Segment, segmentsOf } from "../model/segments.ts";

const TEXT = "Officials 🕊 said nine people, including two children, were killed in 12 villages.";
const span = (words: string, text = TEXT) => {
  const start = text.indexOf(words);
  return { start, end: start + words.length };
};
/** “1[nine people, ]2[including …]1(, were killed)”: the claim of each piece, in square brackets if it is the first. */
const shown = (segments: readonly Segment[]): string =>
  segments
    .map(({ text, claim, isFirst, otherNumber }) => {
      const words = otherNumber === null ? text : `<${text}>`;
      if (claim === null) return words;
      return isFirst ? `${claim + 1}[${words}]` : `${claim + 1}(${words})`;
    })
    .join("");
const WHOLE = span("nine people, including two children, were killed");
const PART = span("including two children");

describe("The pieces of a text", () => {
  it("are the whole text, whatever the claims", () => {
    for (const claims of [[], [WHOLE], [WHOLE, PART], [PART, WHOLE, WHOLE]])
      expect(
        segmentsOf(TEXT, claims, [span("12")])
          .map(({ text }) => text)
          .join(""),
      ).toBe(TEXT);
    expect(segmentsOf("", [], [])).toEqual([]);
  });

  it("belong to the shortest claim, so that a claim within another can be opened", () => {
    const segments = segmentsOf(TEXT, [WHOLE, PART], []);
    expect(shown(segments)).toBe(
      "Officials 🕊 said 1[nine people, ]2[including two children]1(, were killed) in 12 villages.",
    );
    expect(segments.map(({ claims }) => claims)).toEqual([[], [0], [0, 1], [0], []]);
  });

  it("have a place for each of two claims that cross", () => {
    const both = span("nine people, including two children");
    const crossing = span("two children, were killed");
    expect(shown(segmentsOf(TEXT, [both, crossing], []))).toBe(
      "Officials 🕊 said 1[nine people, including ]2[two children]2(, were killed) in 12 villages.",
    );
  });

  it("have a place for a claim whose words other claims cover", () => {
    expect(shown(segmentsOf("Nine dead", [span("Nine dead", "Nine dead"), span("Nine dead", "Nine dead")], []))).toBe(
      "1[]2[Nine dead]",
    );
    const text = "four killed and two hurt";
    const covered = [span(text, text), span("four killed", text), span(" and two hurt", text)];
    const segments = segmentsOf(text, covered, []);
    expect(shown(segments)).toBe("1[]2[four killed]3[ and two hurt]");
    expect(segments[0]?.claims).toEqual([0]);
  });

  it("show numbers in no claim, inside and outside of claims", () => {
    expect(
      shown(segmentsOf(TEXT, [span("two children, were killed in 12 villages")], [span("nine"), span("12")])),
    ).toBe("Officials 🕊 said <nine> people, including 1[two children, were killed in ]1(<12>)1( villages).");
  });

  it("are found for thousands of claims", () => {
    const claims = Array.from({ length: 20_000 }, (_, at) => ({ start: at * 10, end: at * 10 + 5 }));
    expect(segmentsOf("x".repeat(200_000), claims, []).filter(({ isFirst }) => isFirst).length).toBe(20_000);
  });
});
