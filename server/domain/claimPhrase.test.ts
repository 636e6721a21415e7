import { describe, expect, it } from "vitest";
import { type ClaimFacts, claimSentence, claimTitle, isSingular } from "./claimPhrase.ts";

const CLAIM: ClaimFacts = {
  count: "at least 95",
  best: null,
  isSingular: false,
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

describe("The title and the sentence of a claim", () => {
  it.each<[Partial<ClaimFacts>, string, string]>([
    [
      {},
      "At least 95 killed, according to Agence France-Presse",
      "According to Agence France-Presse, at least 95 people were killed.",
    ],
    [
      { count: "1", isSingular: true, victims: "MILITARY", side: "Armenia", place: "Armenia", tags: ["pilot"] },
      "1 member of the military killed in Armenia (side: Armenia; described as: pilot), according to Agence France-Presse",
      "According to Agence France-Presse, 1 member of the military was killed in Armenia (side: Armenia; described as: pilot).",
    ],
    [
      { victims: "MILITARY", count: "at least 100", tags: ["bodies", "pilot"] },
      "At least 100 members of the military killed (described as: pilot; counted by bodies found or handed over), according to Agence France-Presse",
      "According to Agence France-Presse, at least 100 members of the military were killed (described as: pilot; counted by bodies found or handed over).",
    ],
    [
      { count: "between 1,000 and 2,000", best: 1500, side: "Armenia", place: "Armenia" },
      "Between 1,000 and 2,000 killed in Armenia (best estimate 1,500; side: Armenia), according to Agence France-Presse",
      "According to Agence France-Presse, between 1,000 and 2,000 people were killed in Armenia (best estimate 1,500; side: Armenia).",
    ],
    [
      { count: "9", victims: "CIVILIAN", place: "Azerbaijan", claimant: null },
      "9 civilians killed in Azerbaijan, according to an article that names no source",
      "According to an article that names no source, 9 civilians were killed in Azerbaijan.",
    ],
    [
      { claimant: null, conduit: "Interfax" },
      "At least 95 killed, according to an article that names no source",
      "According to a source not named, as cited by Interfax, at least 95 people were killed.",
    ],
    [
      { count: "an unstated number (dozens)", harm: "CASUALTIES", victims: "CIVILIAN", conduit: "Interfax" },
      "An unstated number (dozens) of civilians killed or wounded, according to Agence France-Presse",
      "According to Agence France-Presse, as cited by Interfax, an unstated number (dozens) of civilians were killed or wounded.",
    ],
    [
      { count: "an unstated number", harm: "MISSING" },
      "An unstated number missing, according to Agence France-Presse",
      "According to Agence France-Presse, an unstated number of people were missing.",
    ],
    [
      { status: "DENIED" },
      "At least 95 killed, cited by Agence France-Presse only to be rejected",
      "Cited by Agence France-Presse only to be rejected: that at least 95 people were killed.",
    ],
    [
      { status: "HISTORIC", place: "Baku" },
      "At least 95 killed in an earlier conflict in Baku, according to Agence France-Presse",
      "In an earlier conflict, now over, at least 95 people were killed in Baku, according to Agence France-Presse.",
    ],
    [
      { status: "HYPOTHETICAL" },
      "At least 95 killed, mentioned by Agence France-Presse as a possibility, not as something that happened",
      "Mentioned by Agence France-Presse as a possibility, not as something that happened: that at least 95 people were killed.",
    ],
    [
      { review: "REJECTED", isRetracted: true },
      "At least 95 killed, according to Agence France-Presse (retracted by the claimant; found wrong in review)",
      "According to Agence France-Presse, at least 95 people were killed.",
    ],
  ])("of a claim with %j cannot be misread", (change, title, sentence) => {
    expect(claimTitle({ ...CLAIM, ...change })).toBe(title);
    expect(claimSentence({ ...CLAIM, ...change })).toBe(sentence);
  });

  it("use the singular if the number is 1", () => {
    const singular = [
      isSingular({ min: 1, max: 1 }),
      isSingular({ min: 1, max: null }),
      isSingular({ min: null, max: 1 }),
    ];
    expect(singular).toEqual([true, true, true]);
    const plural = [
      isSingular({ min: 1, max: 2 }),
      isSingular({ min: null, max: null }),
      isSingular({ min: 0, max: 0 }),
    ];
    expect(plural).toEqual([false, false, false]);
  });
});
