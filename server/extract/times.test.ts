import { expect, it } from "vitest";
import { sentencesOf } from "./sentences.ts";
import { timesIn } from "./times.ts";

/** A Tuesday. */
const PUBLISHED = Date.parse("2020-09-29T18:00Z");
const times = (text: string) =>
  sentencesOf(text).flatMap((sentence) =>
    timesIn(sentence, PUBLISHED).map(({ start, end, at }) => [text.slice(start, end), at]),
  );

it.each([
  ["Nine people were killed on Sunday.", [["on Sunday", "2020-09-27"]]],
  ["Nine people were killed late on Friday.", [["on Friday", "2020-09-25"]]],
  ["Nine people were killed on Tuesday.", [["on Tuesday", "2020-09-29"]]],
  ["Nine people were killed yesterday.", [["yesterday", "2020-09-28"]]],
  ["Nine people were killed in November.", [["November", "2019-11"]]],
  ["Nine people were killed on 20 December.", [["on 20 December", "2019-12-20"]]],
  ["Nine people were killed on April 14, 2014.", [["April 14, 2014", "2014-04-14"]]],
  ["Nine people were killed in the past 48 hours.", [["past 48 hours", "2020-09-27/2020-09-29"]]],
  ["Nine people were killed over the last two days.", [["last two days", "2020-09-27/2020-09-29"]]],
  ["Some 40,000 people have been killed since 1984.", [["1984", "1984"]]],
  ["Some 40,000 people were killed from March to May 2019.", [["March to May 2019", "2019-03/2019-05"]]],
  ["Nine people were killed between 4 and 8 September.", [["8 September", "2020-09-04/2020-09-08"]]],
  ["Nine people were killed three days ago.", [["three days ago", "2020-09-26"]]],
])("The times of “%s”", (text, expected) => {
  expect(times(text)).toEqual(expected);
});

it.each([
  "The rebels may march on the town.",
  "Nine people were killed in three weeks of fighting.",
  "Troops will attack on 12 October 2020.",
  "Managua, 22 July (Agency) -- Nine people were killed.",
  "He sat in the sun for a second.",
  "The war has killed 2,016 people in 12 villages.",
])("No time is read from “%s”", (text) => {
  expect(times(text)).toEqual([]);
});
