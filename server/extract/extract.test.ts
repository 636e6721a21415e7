import { describe, expect, it } from "vitest";
import type { ExtractedClaim } from "./draft.ts";
import { extractClaims } from "./extract.ts";

/** “KILLED 3 CIVILIAN”: the harm, the figure and the people. */
const brief = ({ harm, qualifier, min, max, vague, victims }: ExtractedClaim): string => {
  const number = vague ?? (qualifier === "BETWEEN" ? `${min}-${max}` : (min ?? max));
  const how = {
    EXACTLY: "",
    VAGUE: "",
    BETWEEN: "",
    AT_LEAST: ">=",
    MORE_THAN: ">",
    ABOUT: "~",
    UP_TO: "<=",
    FEWER_THAN: "<",
  };
  return `${harm} ${how[qualifier]}${number} ${victims}`;
};
const read = (text: string): string[] => extractClaims(text).map(brief);

describe("What happened to whom", () => {
  it.each([
    ["passive", "Three villagers were killed in the shelling.", ["KILLED 3 CIVILIAN"]],
    [
      "passive with an apposition",
      "More than 40 people, most of them women, have been killed.",
      ["KILLED >40 UNSPECIFIED"],
    ],
    [
      "several people of one verb",
      "Two nurses and five soldiers were wounded.",
      ["WOUNDED 2 CIVILIAN", "WOUNDED 5 MILITARY"],
    ],
    [
      "one noun for two numbers",
      "Nine army and 14 rebel fighters were killed.",
      ["KILLED 9 MILITARY", "KILLED 14 MILITARY"],
    ],
    [
      "reduced",
      "Eleven dead, twenty injured in a blast at a market.",
      ["KILLED 11 UNSPECIFIED", "WOUNDED 20 UNSPECIFIED"],
    ],
    ["ellipsis", "Six conscripts were killed and nine wounded.", ["KILLED 6 MILITARY", "WOUNDED 9 MILITARY"]],
    [
      "active",
      "The strike killed at least 12 people and wounded dozens.",
      ["KILLED >=12 UNSPECIFIED", "WOUNDED dozens UNSPECIFIED"],
    ],
    [
      "gerund",
      "Rockets hit the town, killing a farmer and two of his children.",
      ["KILLED 1 CIVILIAN", "KILLED 2 CIVILIAN"],
    ],
    ["left", "The raid left seven residents dead.", ["KILLED 7 CIVILIAN"]],
    ["died", "Nearly 300 people died in the siege.", ["KILLED ~300 UNSPECIFIED"]],
    [
      "idioms",
      "The fighting claimed 15 lives. Four pilots lost their lives.",
      ["KILLED 15 UNSPECIFIED", "KILLED 4 MILITARY"],
    ],
    ["nouns", "The minister confirmed the deaths of eight sailors.", ["KILLED 8 UNSPECIFIED"]],
    ["counted nouns", "The hospital counted 31 civilian deaths.", ["KILLED 31 CIVILIAN"]],
    ["toll", "The death toll from the bombing has risen to 62.", ["KILLED 62 UNSPECIFIED"]],
    ["undivided", "More than 200 soldiers were killed or wounded.", ["CASUALTIES >200 MILITARY"]],
    ["zero", "Nobody was hurt. The blast caused no casualties.", ["WOUNDED 0 UNSPECIFIED", "CASUALTIES 0 UNSPECIFIED"]],
    [
      "missing, captured, displaced",
      "Ten sailors are still missing. Rebels captured 40 soldiers and displaced some 9,000 people.",
      ["MISSING 10 UNSPECIFIED", "CAPTURED 40 MILITARY", "DISPLACED ~9000 UNSPECIFIED"],
    ],
    ["ranges", "Between 10 and 12 militants were killed.", ["KILLED 10-12 MILITARY"]],
    ["with no number", "A policeman was shot dead.", ["KILLED 1 MILITARY"]],
  ])("is read: %s", (_what, text, claims) => {
    expect(read(text)).toEqual(claims);
  });

  it.each([
    ["things", "The army destroyed 12 tanks and lost three aircraft."],
    ["money and shares", "The war cost $200 billion, and 70 percent of the farmers lost crops."],
    ["animals", "The drought has killed 400 elephants."],
    [
      "dates, ages and distances",
      "On 12 May 2021 a man aged 34 drove 41 km to the town where the rebels were defeated.",
    ],
    ["questions", "How many soldiers will be killed?"],
    ["names of JavaScript", "The constructor said toString was not hasOwnProperty of 9 people."],
  ])("is not read from %s", (_what, text) => {
    expect(read(text)).toEqual([]);
  });
});

describe("Who says so", () => {
  const sources = (text: string) => extractClaims(text).map(({ claimant, via }) => [claimant, via]);
  it.each([
    ["before", "The health ministry said nine people were killed.", [["health ministry", null]]],
    ["after", "Nine people were killed on Monday, the health ministry said.", [["health ministry", null]]],
    ["without a comma", "Nine people were killed in the city on Monday a monitor said.", [["monitor", null]]],
    ["according to", "According to the mayor, nine people were killed.", [["mayor", null]]],
    [
      "with an apposition",
      "The Observatory, a private body in the capital, said nine people were killed.",
      [["Observatory", null]],
    ],
    ["through an agency", "A doctor told Reuters nine people were killed.", [["doctor", "Reuters"]]],
    [
      "a pronoun",
      "The mayor spoke on Monday. The mayor said two people were hurt. He said nine were killed.",
      [
        ["mayor", null],
        ["mayor", null],
      ],
    ],
    ["in a quotation after it", "“Nine people were killed,” said the mayor.", [["mayor", null]]],
    ["nobody", "Nine people were killed.", [[null, null]]],
  ])("is found: %s", (_what, text, expected) => {
    expect(sources(text)).toEqual(expected);
  });
});

describe("Of what time, and of what whole", () => {
  const of = (text: string) => extractClaims(text).map(({ scope, status, partOf }) => [scope, status, partOf]);
  it.each([
    ["an incident", "Nine people were killed on Monday.", [["NEW", "CURRENT", null]]],
    ["a total", "More than 900 people have been killed since April.", [["CUMULATIVE", "CURRENT", null]]],
    [
      "an ended war",
      "In the Korean War, some 36,000 soldiers from the country were killed.",
      [["CUMULATIVE", "HISTORIC", null]],
    ],
    ["a supposition", "Up to 500 people could be killed.", [["NEW", "HYPOTHETICAL", null]]],
    [
      "a part",
      "Nine people, including two children, were killed.",
      [
        ["NEW", "CURRENT", null],
        ["NEW", "CURRENT", "c1"],
      ],
    ],
    [
      "parts in brackets",
      "The office recorded 30 casualties (12 killed and 18 injured).",
      [
        ["NEW", "CURRENT", null],
        ["NEW", "CURRENT", "c1"],
        ["NEW", "CURRENT", "c1"],
      ],
    ],
    [
      "parts that add up",
      "Thirteen people were killed. Six soldiers were killed in the north. Seven farmers were killed in the south.",
      [
        ["NEW", "CURRENT", null],
        ["NEW", "CURRENT", "c1"],
        ["NEW", "CURRENT", "c1"],
      ],
    ],
  ])("is %s", (_what, text, expected) => {
    expect(of(text)).toEqual(expected);
  });
});

it("Offsets are those of the text as it was given", () => {
  const text = "“It’s over.”\u00a0– At\u00a0least nine soldiers were killed.\n\nTwo were hurt.";
  const words = extractClaims(text).map(({ start, end }) => text.slice(start, end));
  expect(words).toEqual(["At\u00a0least nine soldiers were killed", "Two were hurt"]);
});

it("A text without sentences takes hardly more time than another one of its length", () => {
  const time = (text: string): number => {
    const start = process.threadCpuUsage().user;
    extractClaims(text);
    return process.threadCpuUsage().user - start;
  };
  const usual = "Officials said nine people were killed and 12 soldiers wounded in the attack. ".repeat(300);
  time(usual);
  const least = time(usual);
  for (const part of ["killed ", "9 killed and ", '"', "(", "at least ", "said ", "9 ", ", including 9 people", "- "])
    expect([part, time(part.repeat(usual.length / part.length)) / least < 12]).toEqual([part, true]);
});
