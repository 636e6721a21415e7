import { describe, expect, it } from "vitest";
import { type ClaimFacts, claimSentence, claimTitle, isOne } from "./claimPhrase.ts";

const CLAIM: ClaimFacts = {
  count: "at least 95",
  isOne: false,
  harm: "KILLED",
  victims: "UNSPECIFIED",
  tags: [],
  side: null,
  place: null,
  claimant: "Agence France-Presse",
  conduit: null,
  status: "CURRENT",
  review: "REVIEWED",
  isRetracted: false,
};

describe("The phrase of a claim", () => {
  it.each<[Partial<ClaimFacts>, string, string]>([
    [
      {},
      "At least 95 killed, claimed by Agence France-Presse",
      "According to Agence France-Presse, at least 95 people were killed.",
    ],
    [
      { count: "1", isOne: true, victims: "MILITARY", side: "Armenia", tags: ["pilot"] },
      "1 member of the military killed (side: Armenia; said of them: pilot), claimed by Agence France-Presse",
      "According to Agence France-Presse, 1 member of the military was killed (side: Armenia; said of them: pilot).",
    ],
    [
      { count: "9", victims: "CIVILIAN", place: "Azerbaijan", claimant: null },
      "9 civilians killed (place: Azerbaijan), claimed by a source not named",
      "According to a source that the article does not name, 9 civilians were killed (place: Azerbaijan).",
    ],
    [
      { count: "an unstated number (dozens)", harm: "CASUALTIES", victims: "CIVILIAN", conduit: "Interfax" },
      "An unstated number (dozens) of civilians killed or wounded, not told apart, claimed by Agence France-Presse",
      "According to Agence France-Presse, as cited by Interfax, an unstated number (dozens) of civilians were killed or wounded, not told apart.",
    ],
    [
      { status: "DENIED" },
      "At least 95 killed, cited only to be rejected by Agence France-Presse",
      "Cited by Agence France-Presse, only to be rejected: that at least 95 people were killed.",
    ],
    [
      { status: "HISTORIC" },
      "At least 95 killed, claimed of an earlier conflict by Agence France-Presse",
      "According to Agence France-Presse, in an earlier, ended conflict at least 95 people were killed.",
    ],
    [
      { status: "HYPOTHETICAL" },
      "At least 95 killed, not claimed to have happened, but foreseen or supposed by Agence France-Presse",
      "Foreseen or supposed by Agence France-Presse, not claimed to have happened: that at least 95 people were killed.",
    ],
    [
      { review: "REJECTED", isRetracted: true },
      "At least 95 killed, claimed by Agence France-Presse, taken back by its claimant, found wrong on review",
      "According to Agence France-Presse, at least 95 people were killed.",
    ],
  ])("of %j is not to be misread", (change, title, sentence) => {
    expect(claimTitle({ ...CLAIM, ...change })).toBe(title);
    expect(claimSentence({ ...CLAIM, ...change })).toBe(sentence);
  });

  it("counts in the singular where the number is 1", () => {
    expect([isOne({ min: 1, max: 1 }), isOne({ min: 1, max: null }), isOne({ min: null, max: 1 })]).toEqual([
      true,
      true,
      true,
    ]);
    expect([isOne({ min: 1, max: 2 }), isOne({ min: null, max: null }), isOne({ min: 0, max: 0 })]).toEqual([
      false,
      false,
      false,
    ]);
  });
});
