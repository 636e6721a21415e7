import { describe, expect, it } from "vitest";
import { parseTime } from "../domain/time.ts";
import type { ExtractedClaim } from "./draft.ts";
import { extractClaims } from "./extract.ts";
import { IDIOMS } from "./words/idioms.ts";
import { SPEECH_VERBS } from "./words/speech.ts";

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
    [
      "people whom no list has",
      "Nine tailors and 40 Condors were killed.",
      ["KILLED 9 UNSPECIFIED", "KILLED 40 UNSPECIFIED"],
    ],
    [
      "lost, killed and wounded",
      "The enemy lost up to 80 men killed and wounded and 15 tanks.",
      ["CASUALTIES <=80 MILITARY"],
    ],
    ["losses", "Our losses were six martyrs and 14 wounded.", ["KILLED 6 UNSPECIFIED", "WOUNDED 14 UNSPECIFIED"]],
    [
      "a toll with something in between",
      "The raids brought the death toll of the valley, which was cut off in May, to 83.",
      ["KILLED 83 UNSPECIFIED"],
    ],
    ["a toll turned around", "The blast brought to 61 the number of soldiers killed there.", ["KILLED 61 MILITARY"]],
    [
      "a number of before",
      "Eleven people have been confirmed dead, up from eight on Monday.",
      ["KILLED 11 UNSPECIFIED", "KILLED 8 UNSPECIFIED"],
    ],
    [
      "an aside",
      "Ten people – two nurses and eight conscripts – were wounded.",
      ["WOUNDED 10 UNSPECIFIED", "WOUNDED 2 CIVILIAN", "WOUNDED 8 MILITARY"],
    ],
    [
      "a list of places",
      "Some 40 farmers died at Millbridge, 13 at Northford and 11 at Southford.",
      ["KILLED ~40 CIVILIAN", "KILLED 13 CIVILIAN", "KILLED 11 CIVILIAN"],
    ],
    [
      "of them",
      "The army put 900 troops out of action, at least 300 of them killed.",
      ["CASUALTIES 900 MILITARY", "KILLED >=300 MILITARY"],
    ],
    [
      "nobody",
      "The office said no civilians were killed. Not a single soldier was captured.",
      ["KILLED 0 CIVILIAN", "CAPTURED 0 UNSPECIFIED"],
    ],
    [
      "a range of one unit",
      "The paper expects between 2 and 3 million deaths.",
      ["KILLED 2000000-3000000 UNSPECIFIED"],
    ],
    [
      "people left dead",
      "The raid left no less than 23 members of the southern clan dead.",
      ["KILLED >=23 UNSPECIFIED"],
    ],
    ["those who were rescued", "More than 50 people had been pulled out wounded.", ["WOUNDED >50 UNSPECIFIED"]],
    ["the losses of a force", "The enemy suffered 27 casualties.", ["CASUALTIES 27 MILITARY"]],
    ["the losses of people", "The villagers lost 12 people.", ["KILLED 12 CIVILIAN"]],
    ["of people before", "Troops met some rebels, killing dozens of them.", ["KILLED dozens MILITARY"]],
    [
      "displaced people who were killed",
      "In the camp, 62 displaced people were killed, including 17 children.",
      ["KILLED 62 UNSPECIFIED", "KILLED 17 CIVILIAN"],
    ],
    ["a number that has gone up", "The number of rebels killed has gone up to 104.", ["KILLED 104 MILITARY"]],
    [
      "a number that is brought to another",
      "The deaths bring to 58 the number of soldiers who have died in three weeks.",
      ["KILLED 58 MILITARY"],
    ],
    [
      "what the people were",
      "The blast killed 38 people, of whom 30 were police officers and seven were nurses.",
      ["KILLED 38 UNSPECIFIED", "KILLED 30 MILITARY", "KILLED 7 CIVILIAN"],
    ],
    ["taken captive", "Rebels took 18 captive.", ["CAPTURED 18 UNSPECIFIED"]],
    [
      "relatives",
      "The raid killed a farmer and her two sons. Amara Zwetschke's brother was shot dead.",
      ["KILLED 1 CIVILIAN", "KILLED 2 UNSPECIFIED", "KILLED 1 UNSPECIFIED"],
    ],
  ])("is read: %s", (_what, text, claims) => {
    expect(read(text)).toEqual(claims);
  });

  it.each(SPEECH_VERBS)("is attributed by the verb “$forms”", ({ example }) => {
    expect(extractClaims(example)).toMatchObject([{ claimant: "mayor" }]);
  });

  it.each(IDIOMS)("is read from the idiom “$phrase” of its $people", ({ example, harm }) => {
    expect(extractClaims(example).map((claim) => claim.harm)).toEqual([harm]);
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
    ["what is shot down or destroyed", "Of 57 drones, 29 were shot down and 14 destroyed."],
    ["losses that are not mentioned", "The army did not mention any losses."],
    ["diseases", "The outbreak raised the death toll to 34."],
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
    ["through a paper", "A doctor told the Evening Lantern nine people were killed.", [["doctor", "Evening Lantern"]]],
    ["with a number in its name", "Channel Five said nine people were killed.", [["Channel Five", null]]],
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
    [
      "at the end of a quotation",
      "“Three guards were killed. One guard is missing,” said the mayor.",
      [
        ["mayor", null],
        ["mayor", null],
      ],
    ],
    ["nobody", "Nine people were killed.", [[null, null]]],
    ["a day before what is said", "The army said on Friday its troops had killed nine rebels.", [["army", null]]],
    [
      "a body whose people say it",
      "Residents fleeing the town told AFP nine people were killed.",
      [["Residents", "AFP"]],
    ],
    ["a relative clause", "A priest who reached the coast on foot said nine people were killed.", [["priest", null]]],
    [
      "a title",
      "Colonel Zwetschke, head of the garrison told us nine people were killed.",
      [["Colonel Zwetschke", null]],
    ],
    ["somebody quoted", "The radio quoted the army as saying that nine people were killed.", [["army", "radio"]]],
    ["somebody cited", "The radio reported nine people were killed, citing the police.", [["police", "radio"]]],
    ["a headline", "Nine people killed in the north: police", [["police", null]]],
    [
      "the same again",
      "Officials claim nine rebels were killed and said six soldiers were wounded.",
      [
        ["Officials", null],
        ["Officials", null],
      ],
    ],
    [
      "the subject before a pronoun",
      "The General Command issued its bulletin. It said that nine rebels were killed.",
      [["General Command", null]],
    ],
    [
      "a count that goes on",
      "The office recorded nine deaths. Six people were injured in the north.",
      [
        ["office", null],
        ["office", null],
      ],
    ],
    [
      "nobody after a statement",
      "Nine people were killed, the mayor said. Six people were injured in the north.",
      [
        ["mayor", null],
        [null, null],
      ],
    ],
    [
      "a count that goes on for more sentences",
      "According to figures recorded by the mission, nine people died. Six were injured. Five people were abducted.",
      [
        ["mission", null],
        ["mission", null],
        ["mission", null],
      ],
    ],
    [
      "more figures for the same period",
      "The ministry said 40 rebels died from May to July. During the same period 19 soldiers were killed.",
      [
        ["ministry", null],
        ["ministry", null],
      ],
    ],
    [
      "who was spoken to by a person with a name",
      "Three people died. But a member of the patrol, Arno Zwetschke, told the paper he counted nine bodies.",
      [
        [null, null],
        ["member of the patrol, Arno Zwetschke", null],
      ],
    ],
    [
      "a person who was named before",
      "Nine were hurt, the spokesman Arno Zwetschke wrote. According to him, the army lost 30 soldiers.",
      [
        ["spokesman Arno Zwetschke", null],
        ["spokesman Arno Zwetschke", null],
      ],
    ],
    ["a body that was informed", "The Observatory was informed that nine people were killed.", [["Observatory", null]]],
    [
      "a report in which something is said",
      "The mission said in its yearly report that nine people were killed.",
      [["mission", null]],
    ],
    ["not a war", "The war claimed 900 lives, the mayor said.", [["mayor", null]]],
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
    ["denied", "The minister denied that 40 people had died.", [["NEW", "DENIED", null]]],
    ["called untrue", "It is not true that 40 people were killed, the minister said.", [["NEW", "DENIED", null]]],
    ["called false", "Reports that 40 people were killed are false, the minister said.", [["NEW", "DENIED", null]]],
    ["no supposition in May", "Nine people have died since the war began on May 3.", [["CUMULATIVE", "CURRENT", null]]],
    [
      "a time that is counted",
      "From 1 March 2021 to 5 June 2022, the office recorded 60 deaths.",
      [["CUMULATIVE", "CURRENT", null]],
    ],
    ["known, not supposed", "The office said it could confirm 11 deaths.", [["NEW", "CURRENT", null]]],
    [
      "not a part of the other side's",
      "Some 40 Chadian soldiers died. The rebels lost 25 Libyan fighters and 15 Chadian fighters.",
      [
        ["NEW", "CURRENT", null],
        ["NEW", "CURRENT", null],
        ["NEW", "CURRENT", null],
      ],
    ],
    ["an earlier decade", "In the 1990s, some 300 people were killed there.", [["NEW", "HISTORIC", null]]],
    [
      "added to a toll",
      "Two guards were killed, raising the death toll of the siege to 35.",
      [
        ["NEW", "CURRENT", "c2"],
        ["CUMULATIVE", "CURRENT", null],
      ],
    ],
    [
      "a part of a count before it",
      "Some 400 soldiers have died since May. Of these, 380 died in action.",
      [
        ["CUMULATIVE", "CURRENT", null],
        ["NEW", "CURRENT", "c1"],
      ],
    ],
    [
      "two suppositions",
      "A strike would kill 13 people, the paper says, and leave another five injured.",
      [
        ["NEW", "HYPOTHETICAL", null],
        ["NEW", "HYPOTHETICAL", null],
      ],
    ],
    [
      "a total of half a year",
      "Some 40 people were killed in the first half of the year.",
      [["CUMULATIVE", "CURRENT", null]],
    ],
    [
      "no total in spite of a superlative",
      "Nine guards were killed, the heaviest one-day loss for the army since the siege began.",
      [["NEW", "CURRENT", null]],
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

it("What is long over depends on when a text was published", () => {
  const text = "On 3 May 2021, nine people were killed in the town.";
  const status = (published: string) =>
    extractClaims(text, { published: parseTime(published) }).map((claim) => claim.status);
  expect([status("2021-05-04"), status("2024-05-04")]).toEqual([["CURRENT"], ["HISTORIC"]]);
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
