import { describe, expect, it } from "vitest";
import type { ExtractedClaim } from "../../extract/draft.ts";
import { isSameName } from "./fields.ts";
import type { GoldClaim } from "./gold.ts";
import { measuresOf } from "./measures.ts";
import { errorsOf, tableOf } from "./report.ts";
import { type PassageScore, scorePassage } from "./score.ts";

const TEXT = "Officials said 12 people, two children among them, were killed. The mayor confirmed 12 deaths.";

/** Offsets of some words of the text. */
const at = (words: string) => ({ start: TEXT.indexOf(words), end: TEXT.indexOf(words) + words.length });

const gold = (words: string, changes: Partial<GoldClaim> = {}): GoldClaim => ({
  id: words,
  harms: ["KILLED"],
  figures: ["12"],
  qualifiers: ["EXACTLY"],
  victims: ["UNSPECIFIED"],
  claimants: ["officials"],
  conduits: [null],
  sides: [null],
  scopes: ["NEW"],
  statuses: ["CURRENT"],
  partOf: null,
  repeats: null,
  isOptional: false,
  ...at(words),
  ...changes,
});
const extracted = (words: string, changes: Partial<ExtractedClaim> = {}): ExtractedClaim => ({
  id: words,
  harm: "KILLED",
  qualifier: "EXACTLY",
  min: 12,
  max: 12,
  vague: null,
  victims: "UNSPECIFIED",
  side: null,
  claimant: "Officials",
  via: null,
  scope: "NEW",
  status: "CURRENT",
  rule: "",
  figure: null,
  place: null,
  statedAt: null,
  period: null,
  partOf: null,
  ...at(words),
  ...changes,
});
const score = (claims: readonly GoldClaim[], found: readonly ExtractedClaim[]): PassageScore =>
  scorePassage({ id: "p", text: TEXT, claims }, found);
const counts = ({ matches, missed, spurious }: PassageScore) => [matches.length, missed.length, spurious.length];
/** Correct, extracted and expected claims or links. */
const measured = (name: string, scored: PassageScore) => {
  const measure = measuresOf([scored]).find((one) => one.name === name);
  return [measure?.correct, measure?.extracted, measure?.expected];
};

const FOUND = [1, 0, 0];
const WRONG = [0, 1, 1];

describe("A claim is found", () => {
  it.each([
    ["if the words overlap", {}, extracted("two children among them, were killed", { ...at("12 people, two") }), FOUND],
    ["not if it is elsewhere in the text", {}, extracted("12 deaths"), WRONG],
    ["not if the harm is wrong", {}, extracted("12 people", { harm: "WOUNDED" }), WRONG],
    ["if the harm is an accepted one", { harms: ["CASUALTIES", "KILLED"] }, extracted("12 people"), FOUND],
    ["not if the figure is wrong", {}, extracted("12 people", { min: 13, max: 13 }), WRONG],
    ["if the figure is an accepted one", { figures: ["11", "12"] }, extracted("12 people"), FOUND],
    ["if the figure has another qualifier", {}, extracted("12 people", { qualifier: "UP_TO", min: null }), FOUND],
    ["not if a range begins with the figure", {}, extracted("12 people", { qualifier: "BETWEEN", max: 20 }), WRONG],
    [
      "if both have the same vague word",
      { figures: ["dozens"], qualifiers: ["VAGUE"] },
      extracted("12 people", { qualifier: "VAGUE", min: null, max: null, vague: "Dozens" }),
      FOUND,
    ],
  ] as const)("%s", (_, changes, claim, expected) => {
    expect(counts(score([gold("12 people", changes)], [claim]))).toEqual(expected);
  });

  it("and paired with the most similar claim of the same figure", () => {
    const soldiers = gold("12 people", { id: "soldiers", victims: ["MILITARY"] });
    const civilians = gold("12 people", { id: "civilians", victims: ["CIVILIAN"] });
    const { matches } = score(
      [soldiers, civilians],
      [extracted("12 people", { victims: "CIVILIAN" }), extracted("12 people", { victims: "MILITARY" })],
    );
    expect(matches.map(({ wrong }) => wrong)).toEqual([[], []]);
  });
});

describe("A field", () => {
  it.each([
    ["victims", { victims: "CIVILIAN" }],
    ["claimant", { claimant: "the mayor" }],
    ["claimant", { claimant: null }],
    ["conduit", { via: "Reuters" }],
    ["side", { side: "Northland" }],
    ["scope", { scope: "CUMULATIVE" }],
    ["status", { status: "HISTORIC" }],
  ] as const)("%s is wrong alone, and the claim is not right in all fields: %o", (field, changes) => {
    const scored = score([gold("12 people")], [extracted("12 people", changes)]);
    const wrong = measuresOf([scored]).filter(({ expected, correct }) => expected > correct);
    expect(wrong.map(({ name }) => name)).toEqual([field, "all fields"]);
  });

  it("is not correct if the qualifier is wrong", () => {
    const scored = score([gold("12 people")], [extracted("12 people", { qualifier: "AT_LEAST", max: null })]);
    expect(measured("harm and count", scored)).toEqual([0, 1, 1]);
    expect(measured("victims", scored)).toEqual([0, 1, 1]);
  });

  it("may have any of the accepted values", () => {
    const claim = gold("12 people", { claimants: [null, "the mayor"], sides: ["Northland", null] });
    expect(score([claim], [extracted("12 people", { claimant: "mayor" })]).matches[0]?.wrong).toEqual([]);
  });

  it.each([
    ["Prime Minister Nikol Pashinyan", "Pashinyan", true],
    ["the Ministry of Defence", "Ministry of Defence's", true],
    ["Recep Tayyip Erdoğan", "recep tayyip erdogan", true],
    ["the defence ministry of Northland", "Northland's defence officials", true],
    ["the defence ministry of Northland", "Southland's defence officials", false],
    ["the army", "the", false],
    ["the army", null, false],
    [null, null, true],
  ])("has the same name: %s and %s: %s", (one, other, expected) => {
    expect(isSameName(one, other)).toBe(expected);
  });
});

describe("What does not count", () => {
  it("is an optional claim, found or not", () => {
    const optional = gold("12 people", { isOptional: true });
    expect(counts(score([optional], []))).toEqual([0, 0, 0]);
    expect(counts(score([optional], [extracted("12 people")]))).toEqual([0, 0, 0]);
  });

  it("is a repeated claim: both count once, as the better extraction", () => {
    const claims = [gold("12 people"), gold("12 deaths", { repeats: "12 people", claimants: ["the mayor"] })];
    const scored = score(claims, [
      extracted("12 people", { side: "Northland" }),
      extracted("12 deaths", { claimant: "mayor" }),
    ]);
    expect(counts(scored)).toEqual(FOUND);
    expect(scored.matches[0]?.wrong).toEqual([]);
    expect(counts(score(claims, [extracted("12 deaths")]))).toEqual(FOUND);
    expect(counts(score(claims, []))).toEqual([0, 1, 0]);
  });

  it("is a second zero, because nobody was killed and nobody was wounded", () => {
    const none = gold("12 people", { harms: ["CASUALTIES", "KILLED", "WOUNDED"], figures: ["0"] });
    const zero = { min: 0, max: 0 };
    const both = [extracted("12 people", zero), extracted("12 people", { ...zero, harm: "WOUNDED" })];
    expect(counts(score([none], both))).toEqual(FOUND);
    expect(counts(score([gold("12 people")], [extracted("12 people"), extracted("12 people")]))).toEqual([1, 0, 1]);
  });

  it("is never a supposed harm that is extracted as one that happened", () => {
    const supposed = gold("12 people", { statuses: ["HYPOTHETICAL"], isOptional: true });
    expect(counts(score([supposed], [extracted("12 people", { status: "HYPOTHETICAL" })]))).toEqual([0, 0, 0]);
    expect(counts(score([supposed], [extracted("12 people")]))).toEqual([0, 0, 1]);
  });
});

describe("A part-whole link", () => {
  const whole = gold("12 people");
  const part = gold("two children", { figures: ["2"], partOf: "12 people" });
  const two = { min: 2, max: 2 };
  const links = (claims: readonly GoldClaim[], ...found: ExtractedClaim[]) =>
    measured("part-whole links", score(claims, found));

  it("is correct if both claims are found and linked", () => {
    const linked = extracted("two children", { ...two, partOf: "12 people" });
    expect(links([whole, part], extracted("12 people"), linked)).toEqual([1, 1, 1]);
  });

  it("is missing if the claims are not linked, or the part is not found", () => {
    expect(links([whole, part], extracted("12 people"), extracted("two children", two))).toEqual([0, 0, 1]);
    expect(links([whole, part], extracted("12 people"))).toEqual([0, 0, 1]);
  });

  it("is wrong if it leads to another claim, even if that claim has the id of the whole", () => {
    const linked = extracted("two children", { ...two, partOf: "12 people" });
    expect(links([whole, part], extracted("12 deaths", { id: "12 people" }), linked)).toEqual([0, 1, 1]);
    expect(links([whole], extracted("12 people"), linked)).toEqual([0, 1, 0]);
  });

  it("may lead to a repetition of the whole", () => {
    const again = gold("12 deaths", { repeats: "12 people" });
    const linked = extracted("two children", { ...two, partOf: "12 deaths" });
    expect(links([whole, again, part], extracted("12 deaths"), linked)).toEqual([1, 1, 1]);
  });
});

describe("The report", () => {
  const scored = score(
    [gold("12 people"), gold("two children", { figures: ["2"] }), gold("Officials", { figures: ["9"] })],
    [extracted("12 people", { claimant: null }), extracted("12 deaths")],
  );

  it("gives precision, recall and F1", () => {
    const [count] = measuresOf([scored]);
    expect(count).toMatchObject({ correct: 1, extracted: 2, expected: 3, precision: 1 / 2, recall: 1 / 3, f1: 2 / 5 });
    expect(tableOf([scored])).toContain("Passages: 1. Claims expected: 3, extracted: 2.");
    expect(tableOf([scored])).toMatch(/^harm and count +50\.0% +33\.3% +40\.0%$/m);
    expect(tableOf([scored])).toMatch(/^claimant +0\.0% +0\.0% +0\.0%$/m);
  });

  it("gives zero if nothing is expected and nothing is extracted", () => {
    expect(measuresOf([score([], [])])[0]).toMatchObject({ precision: 0, recall: 0, f1: 0 });
  });

  it("lists each error with both values", () => {
    expect(errorsOf([scored, score([], [])])).toBe(
      `p
  missed     KILLED EXACTLY 2 UNSPECIFIED: “two children”
  missed     KILLED EXACTLY 9 UNSPECIFIED: “Officials”
  spurious   KILLED EXACTLY 12 UNSPECIFIED: “12 deaths”
  claimant   expected officials, extracted none: “12 people”`,
    );
  });

  it("lists a link that is missing", () => {
    const part = gold("two children", { figures: ["2"], partOf: "12 people" });
    const found = [extracted("12 people"), extracted("two children", { min: 2, max: 2 })];
    expect(errorsOf([score([gold("12 people"), part], found)])).toBe(
      "p\n  part of    expected “12 people”, extracted none: “two children”",
    );
  });
});
