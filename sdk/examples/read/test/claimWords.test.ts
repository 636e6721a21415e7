import { describe, expect, it } from "vitest";
import {
  claimSentence,
  claimTitle,
  figureWords,
  foundWords,
  partsOf,
  timeWords,
  wholeOf,
} from "../model/claimWords.ts";
import type { Claim } from "../model/extraction.ts";
import { aClaim } from "./aClaim.ts";

const atLeast12 = { label: "at least 12", qualifier: "AT_LEAST", min: 12, max: null, vague: null } as const;
const dozens = {
  label: "an unstated number (dozens)",
  qualifier: "VAGUE",
  min: null,
  max: null,
  vague: "dozens",
} as const;
const one = { label: "1", qualifier: "EXACTLY", min: 1, max: 1, vague: null } as const;
const none = { label: "0", qualifier: "EXACTLY", min: 0, max: 0, vague: null } as const;

describe("The words of a claim", () => {
  it.each([
    [{ count: atLeast12 }, "at least 12 people killed"],
    [{ count: one, victims: "CIVILIAN" }, "1 civilian killed"],
    [{ count: dozens, harm: "WOUNDED" }, "an unstated number (dozens) of people wounded"],
    [{ victims: "MILITARY", side: "Southland" }, "9 members of the military of Southland killed"],
    [{ count: none, harm: "CASUALTIES" }, "0 people killed or wounded (not separated)"],
    [{ victims: "A_NEW_KIND", harm: "A_NEW_HARM" }, "9 a new kind a new harm"],
  ] satisfies [Partial<Claim>, string][])("have the figure with its people and its harm: %o", (values, title) => {
    expect(claimTitle(aClaim(values))).toBe(title);
  });

  it("have the figure with its harm alone", () => {
    expect(figureWords(aClaim({ count: atLeast12, harm: "MISSING" }))).toBe("at least 12 missing");
  });

  it("for screen readers say the place in the text, the claimant, and what makes the claim special", () => {
    const whole = aClaim({ count: atLeast12, claimant: "doctor", conduit: "Harbour News Agency" });
    const part = aClaim({ id: "c2", status: "HYPOTHETICAL", partOf: "c1" });
    expect(claimSentence(0, [whole, part])).toBe(
      "Claim 1 of 2: at least 12 people killed. Said by: doctor. Through: Harbour News Agency.",
    );
    expect(claimSentence(1, [whole, part])).toBe(
      "Claim 2 of 2: 9 people killed. The text names nobody who says so. Hypothetical, not claimed. Part of claim 1.",
    );
  });

  it("name the whole and the parts of a claim", () => {
    const claims = [aClaim(), aClaim({ id: "c2", partOf: "c1" }), aClaim({ id: "c3", partOf: "c1" })];
    expect(claims.map((claim) => wholeOf(claim, claims))).toEqual([null, 0, 0]);
    expect(claims.map((claim) => partsOf(claim, claims))).toEqual([[1, 2], [], []]);
  });
});

it("The heading counts claims and other numbers", () => {
  expect([foundWords(5, 1), foundWords(1, 0), foundWords(0, 0), foundWords(0, 6)]).toEqual([
    "5 claims found, and 1 other number",
    "1 claim found",
    "No claims found",
    "No claims found, but 6 other numbers",
  ]);
});

it("Times are shown in the words of the text and as dates", () => {
  const time = (quote: string, at: string) => timeWords({ quote, at, start: 0, end: quote.length });
  expect(time("on Sunday", "2020-09-27")).toBe("“on Sunday”: 27 September 2020");
  expect(time("1984", "1984/2020-09-29")).toBe("“1984”: 1984 to 29 September 2020");
  expect(time("in May 1980", "1980-05")).toBe("“in May 1980”: May 1980");
  expect(timeWords(null)).toBe("");
});
